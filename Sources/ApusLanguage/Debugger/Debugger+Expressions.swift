import ApusSyntax
import ApusTensor
import ApusText
import ApusValue

/// An expression made ready to be evaluated where a call stands, as often as wanted.
struct FrameExpression {
  let chunk: Chunk
  /// The type of its value; nil where it has none.
  let type: Type?
  /// The call's variables, and where the expression finds each among the session's.
  let variables: [(variable: Landmarks.Variable, global: Int)]
}

extension Debugger {
  /// Whether a condition is true at a statement; an error where that cannot be told.
  func holds(
    _ condition: String, _ number: Int, _ chunk: Chunk, _ machine: Machine
  ) throws -> Result<Bool, CellError> {
    let index = chunk.landmarks.statements[number].instruction
    let call = OpenCall(depth: machine.depth, chunk: chunk, index: index)
    let key = BreakpointKey(
      chunk: ObjectIdentifier(chunk), statement: number, text: condition)
    let outcome = quietly(machine) { session -> Result<Bool, CellError> in
      do {
        let expression: FrameExpression
        if let known = conditions[key] {
          expression = known
        } else {
          expression = try session.prepare(condition, in: call, machine, &freeGlobal)
          conditions[key] = expression
        }
        guard expression.type == .bool else {
          throw CellError("a condition is a Bool")
        }
        return .success(try session.value(of: expression, in: call, machine).word != 0)
      } catch let error as CellError {
        return .failure(error)
      } catch {
        return .failure(CellError("\(error)"))
      }
    }
    return outcome ?? .success(false)
  }

  /// A breakpoint's message with the values of the expressions between braces.
  func said(_ message: String, _ number: Int, _ chunk: Chunk, _ machine: Machine) -> String {
    let index = chunk.landmarks.statements[number].instruction
    let call = OpenCall(depth: machine.depth, chunk: chunk, index: index)
    var text = ""
    var rest = message[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      switch evaluate(String(rest[rest.index(after: open)..<close]), in: call, machine) {
      case .success(let value): text += value.map(\.summary) ?? "()"
      case .failure(let error): text += "<\(error.value)>"
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// The value of an expression, or what a statement does, in a call or among the session's
  /// variables.
  func evaluate(
    _ text: String, in call: OpenCall?, _ machine: Machine
  ) -> Result<DebugValue?, CellError> {
    let free = freeGlobal
    defer { freeGlobal = free }
    let outcome = quietly(machine) { session -> Result<DebugValue?, CellError> in
      do {
        let expression = try session.prepare(text, in: call, machine, &freeGlobal)
        let value = try session.value(of: expression, in: call, machine)
        guard let type = expression.type, !type.isVoid, type != .never else {
          return .success(nil)
        }
        return .success(DebugValue(name: text, type: type, slot: value, path: text))
      } catch let error as CellError {
        return .failure(error)
      } catch {
        return .failure(CellError("\(error)"))
      }
    }
    return outcome ?? .failure(CellError("the session has ended"))
  }

  /// Runs code of the session's that is not to be stopped.
  func quietly<Result>(_ machine: Machine, _ body: (Session) throws -> Result) rethrows -> Result? {
    guard let session else { return nil }
    let before = isQuiet
    isQuiet = true
    defer { isQuiet = before }
    return try machine.aside { try body(session) }
  }
}

extension CellError {
  /// What is wrong with what the debugger was asked.
  init(_ sentence: String) {
    self.init(name: "DebuggerError", value: sentence, traceback: [sentence])
  }
}

extension Session {
  /// Checks and compiles a text whose names are those of a call, and then those of the session.
  func prepare(
    _ text: String, in call: OpenCall?, _ machine: Machine, _ freeGlobal: inout Int
  ) throws -> FrameExpression {
    let source = SourceText(text, name: "expression")
    let (program, operators): (Program, OperatorTable)
    do {
      (program, operators) = try readLibrary(for: source, machine, running.shapes)
    } catch { throw CellError([error]) }
    var variables: [(variable: Landmarks.Variable, global: Int)] = []
    var names = Names()
    for variable in call.map({ $0.visible }) ?? [] {
      let binding = Binding(
        variable.name, variable.type, isConstant: variable.isConstant, home: .global(freeGlobal))
      names[variable.name] = .binding(binding)
      variables.append((variable, freeGlobal))
      freeGlobal -= 1
    }
    let tree = Parser.parse(source, operators: operators)
    guard tree.diagnostics.isEmpty else { throw CellError(tree.diagnostics) }
    let checker = Checker(source, program: program, prelude: prelude)
    if call != nil { checker.scopes = [names] }
    if let own = variables.last(where: { $0.variable.name == "self" })?.variable.type {
      if case .metatype(let type) = own {
        checker.member = (type, true)
      } else {
        checker.member = (own, false)
      }
    }
    checker.checkCell(tree)
    guard checker.diagnostics.isEmpty else { throw CellError(checker.diagnostics) }
    let chunk: Chunk
    do { chunk = try install(checker, machine) } catch { throw CellError([error]) }
    return FrameExpression(chunk: chunk, type: checker.resultType, variables: variables)
  }

  /// Runs what was prepared; a variable of the call that it has changed is changed there too.
  func value(
    of expression: FrameExpression, in call: OpenCall?, _ machine: Machine
  ) throws -> Slot {
    let depth = call?.depth ?? 0
    for (variable, global) in expression.variables {
      machine.set(global: global, to: machine.value(of: variable, inCall: depth))
    }
    defer { for (_, global) in expression.variables { machine.set(global: global, to: nil) } }
    do {
      let value = try machine.run(cell: expression.chunk)
      for (variable, global) in expression.variables where !variable.isConstant {
        machine.set(variable, inCall: depth, to: machine.global(global))
      }
      return value
    } catch {
      let diagnostic = RuntimeErrors.diagnostic(of: error, at: machine.takeFailure())
      throw diagnostic.map { CellError([$0]) } ?? CellError("\(error)")
    }
  }

  /// Gives the session a variable, in the place of one that had its name.
  func declare(_ name: String, _ type: Type, _ value: Slot, _ machine: Machine) {
    let index = known.withLock { known in
      let index = known.program.globalCount
      known.program.globalCount += 1
      known.program.names[name] = .binding(
        Binding(name, type, isConstant: false, home: .global(index)))
      return index
    }
    machine.reserve(globals: index + 1)
    machine.set(global: index, to: value)
  }

  /// Has the machine ask the debugger at its next look around.
  func callMachine() { running.machine.isCalled.store(true, ordering: .releasing) }

  /// Has stopped cells look whether they are to go on.
  func wakeStops() { running.machine.turns.wake() }

  /// Does something with the machine while no cell has it; nil where an interrupt came first.
  func asGuest<Result>(_ body: (Machine) -> Result) -> Result? {
    running.machine.turns.take { isGuest in
      if !isGuest { Interruption.clear() }
      return deeply { body(running.machine) }
    }
  }
}

extension OpenCall {
  /// The variables that a call can name where it stands, those of inner blocks in the place of others
  /// of the same name.
  var visible: [Landmarks.Variable] {
    guard let index else { return [] }
    var found: [Landmarks.Variable] = []
    for variable in chunk.landmarks.variables(at: index) {
      found.removeAll { $0.name == variable.name }
      found.append(variable)
    }
    return found
  }
}
