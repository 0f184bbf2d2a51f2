import ApusDisplay
import ApusText

// What a front end asks, from a thread of its own.
extension Debugger {
  /// A call of the stopped cell.
  package struct Frame: Sendable {
    package let id: Int
    /// The function's name, or the cell's.
    package let name: String
    /// What messages call the cell, and its text.
    package let cell: String
    package let code: String
    package let line: Int
    package let column: Int
    package let endLine: Int
    package let endColumn: Int
  }

  /// A variable or a part of one.
  package struct Variable: Sendable {
    package let name: String
    package let value: String
    package let type: String
    /// What stands for it in an expression.
    package let path: String?
    /// The number by which its parts are asked for; 0 where it has none.
    package let reference: Int
    package let count: Int
    package let isIndexed: Bool
  }

  package struct Scope: Sendable {
    package let name: String
    package let reference: Int
  }

  /// The calls of the cell that is stopped, innermost first; none where none is.
  package func stackTrace() -> [Frame] {
    look { _ in
      guard let stop = self.stops.last else { return [] }
      return stop.calls.filter { !$0.chunk.source.isLibrary }.map { call in
        let source = call.chunk.source
        let span = call.index.map { call.chunk.spans[$0] } ?? call.chunk.spans.first
        let (start, end) = (
          source.position(of: self.start(of: call) ?? span?.start ?? 0),
          source.position(of: max(span?.start ?? 0, span?.end ?? 0))
        )
        return Frame(
          id: call.depth, name: call.chunk.landmarks.isCell ? source.name : call.chunk.name,
          cell: source.name, code: source.text, line: start.line, column: start.column,
          endLine: max(start.line, end.line), endColumn: end.column)
      }
    } ?? []
  }

  /// Where the statement begins that a call is in.
  private func start(of call: OpenCall) -> Int? {
    guard let index = call.index, let number = call.chunk.landmarks.index(at: index) else {
      return nil
    }
    return call.chunk.landmarks.statements[number].offset
  }

  /// What a call can name.
  package func scopes(frame: Int) -> [Scope] {
    look { _ in
      guard self.call(frame) != nil else { return [] }
      return [
        Scope(name: "Locals", reference: self.references.number(for: .locals(depth: frame))),
        Scope(name: "Globals", reference: self.references.number(for: .globals)),
      ]
    } ?? []
  }

  /// What is inside of a scope or of a value; nil where the number means nothing any more.
  package func variables(_ reference: Int) -> [Variable]? {
    look { machine in
      switch self.references[reference] {
      case .locals(let depth): self.locals(depth, machine)
      case .globals: self.globals(machine)
      case .value(let root, let steps): self.parts(root, steps, machine)
      case nil: nil
      }
    } ?? nil
  }

  /// The session's variables, while nothing runs or between two turns of what does.
  package func allVariables() -> [Variable] {
    look { machine in
      if self.stops.isEmpty { self.references = DebugReferences() }
      return self.globals(machine)
    } ?? []
  }

  /// The value of an expression in a call, or among the session's variables; nil for nothing.
  package func evaluate(
    _ text: String, frame: Int?, host: any Host
  ) -> Result<Variable?, CellError> {
    look { machine in
      let other = machine.host
      machine.host = other ?? host
      defer { machine.host = other }
      return self.evaluate(text, in: self.call(frame), machine).map { value in
        value.map { self.variable($0, self.references.keep($0), [], machine) }
      }
    } ?? .failure(CellError("it was interrupted"))
  }

  /// A variable as a front end shows a cell's result.
  package func show(_ name: String, frame: Int?) -> Result<MIMEBundle, CellError> {
    look { machine in
      self.evaluate(name, in: self.call(frame), machine).map { value in
        guard let value, let slot = value.slot else { return MIMEBundle(plain: "()") }
        return self.quietly(machine) { _ in
          Rendering.bundle(value.type, slot.word, slot.object)
        } ?? MIMEBundle(plain: "()")
      }
    } ?? .failure(CellError("it was interrupted"))
  }

  /// Gives a variable or a part of one, which stands in a scope or in a value, another value.
  package func assign(
    _ text: String, to name: String, in reference: Int, host: any Host
  ) -> Result<Variable?, CellError> {
    let place: (path: String, frame: Int?)?? = look { machine in
      switch self.references[reference] {
      case .locals(let depth): (name, depth)
      case .globals: (name, nil)
      case .value(let root, let steps):
        self.value(root, steps, machine).flatMap { value in
          let parts = value.parts
          let part = (0..<min(parts.count, DebugParts.groupSize)).lazy.map(parts.part)
            .first { $0.name == name }
          return part?.path.map { ($0, root.frame) }
        }
      case nil: nil
      }
    }
    guard let (path, frame) = place ?? nil else {
      return .failure(CellError("'\(name)' cannot be changed here"))
    }
    let assigned = evaluate("\(path) = \(text)", frame: frame, host: host)
    guard case .success = assigned else { return assigned }
    return evaluate(path, frame: frame, host: host)
  }

  /// Makes a variable of a call one of the session's.
  package func copy(_ name: String, frame: Int, as global: String) -> CellError? {
    look { machine in
      guard let call = self.call(frame) else { return CellError("there is no such call") }
      guard let variable = call.visible.first(where: { $0.name == name }),
        let value = machine.value(of: variable, inCall: call.depth)
      else { return CellError("the call has no variable '\(name)'") }
      self.session?.declare(global, variable.type, value, machine)
      return nil
    } ?? CellError("it was interrupted")
  }

  /// Whether a text is one name.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return (first == "_" || first.properties.isXIDStart)
      && text.unicodeScalars.allSatisfy(\.properties.isXIDContinue)
  }

  private func call(_ frame: Int?) -> OpenCall? {
    guard let frame else { return nil }
    return stops.last?.calls.first { $0.depth == frame }
  }

  /// Looks at the machine while nothing else happens there.
  private func look<Result>(_ body: @escaping (Machine) -> Result) -> Result? {
    session?.asGuest { machine in
      self.prepare(machine)
      return self.quietly(machine) { _ in body(machine) }
    } ?? nil
  }
}

extension DebugReferences.Root {
  /// The call it belongs to; nil for what belongs to the session.
  fileprivate var frame: Int? { if case .local(let depth, _) = self { depth } else { nil } }
}
