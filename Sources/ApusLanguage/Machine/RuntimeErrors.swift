import ApusTensor
import ApusText

/// Makes a diagnostic of what stopped the machine: the fault, the student's own expressions under
/// it, and the student's own calls on the way to it.
package struct RuntimeErrors {
  /// Where a function or a cell stood when something failed.
  package struct Point {
    package let function: String
    package let parameters: [String]
    package let source: SourceText
    package let span: Span
    /// The call of a row that stands there, if it is one.
    package let site: CallSite?
    /// `self`, in a member function.
    let owner: PropertyPath.Instance?

    init(
      function: String, parameters: [String] = [], source: SourceText, span: Span,
      site: CallSite? = nil, owner: PropertyPath.Instance? = nil
    ) {
      self.function = function
      self.parameters = parameters
      self.source = source
      self.span = span
      self.site = site
      self.owner = owner
    }
  }

  package static func diagnostic(
    of error: any Error, at points: [Machine.FailurePoint]
  ) -> Diagnostic? {
    diagnostic(of: error, at: points.map { Point($0) })
  }

  /// Of where the calls stood, innermost first.
  package static func diagnostic(of error: any Error, at points: [Point]) -> Diagnostic? {
    guard let innermost = points.first else { return nil }
    let fault: MachineError
    switch error {
    case let error as MachineError: fault = error
    case let error as Thrown: fault = .uncaught(error.error)
    case let error as TensorError: fault = MachineError(error)
    default: fault = MachineError("internal", "something went wrong inside Apus: \(error)")
    }
    if let origin = (error as? TensorError)?.origin?.place as? Standing {
      return diagnostic(fault, madeAt: origin.points, foundAt: points)
    }
    var diagnostic = diagnostic(fault, innermost.source, innermost.span, site: innermost.site)
    diagnostic.trace = trace(points)
    return told(diagnostic, points)
  }

  /// Of the caller's line, with the place in the model that it leads to.
  private static func told(_ diagnostic: Diagnostic, _ points: [Point]) -> Diagnostic {
    var told = diagnostic.toldToCaller
    if let (path, root) = path(to: points) { told.notes.append("in \(path) of \(root)") }
    return told
  }

  /// Of a call that is to blame for what was found later, or inside what it called.
  private static func diagnostic(
    _ fault: MachineError, madeAt origin: [Point], foundAt points: [Point]
  ) -> Diagnostic? {
    guard let first = origin.first, let finder = points.first(where: { !$0.source.isLibrary })
    else { return nil }
    var diagnostic = diagnostic(fault, first.source, first.span, site: first.site)
    diagnostic.trace = trace(origin)
    var told = told(diagnostic, origin)
    if !origin.contains(where: { $0.source === finder.source && $0.span == finder.span }) {
      let place = finder.source.position(of: finder.span.start)
      told.notes.append(
        "found by `\(finder.source.slice(finder.span))` at "
          + "\(finder.source.name):\(place.line):\(place.column)")
    }
    return told
  }

  /// What a call in a program has to say about a fault, with its arguments under it.
  static func diagnostic(
    _ fault: MachineError, _ source: SourceText, _ span: Span, site: CallSite?
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      fault.id, phase(fault.id), fault.message, in: source, at: span, help: fault.help)
    if let marked = fault.marked, let site {
      diagnostic.headline = TensorError.Marked.text(marked.message) {
        name($0, site, source, isOperand: false)
      }
      diagnostic.help = marked.help.map { help in
        TensorError.Marked.text(help) { name($0, site, source, isOperand: true) }
      }
    }
    if let site {
      for (index, text) in fault.operands.sorted(by: { $0.key < $1.key })
      where index < site.arguments.count && !text.isEmpty {
        guard let span = site.arguments[index], span.count > 0 else { continue }
        // Where the sentence speaks of the row's parameters, the label says which one this is.
        let name = index < site.callable.received.count ? site.callable.received[index].name : ""
        let words = (fault.message + " " + (fault.help ?? "")).split { !$0.isLetter }
        let isNamed = fault.marked == nil && words.contains { $0 == name }
        diagnostic.labels.append(Diagnostic.Label(span, isNamed ? "\(name): \(text)" : text))
      }
    }
    return diagnostic
  }

  /// Each outer point is the place that called what stands before it.
  private static func trace(_ points: [Point]) -> [Diagnostic.Frame] {
    var trace: [Diagnostic.Frame] = []
    var last: Point?
    for (inner, outer) in zip(points, points.dropFirst()) where trace.count < 20 {
      // A recursion stands once, however deep it went.
      if let last, last.source === outer.source, last.span == outer.span { continue }
      last = outer
      trace.append(
        Diagnostic.Frame(
          function: inner.function, parameters: inner.parameters, source: outer.source,
          span: outer.span))
    }
    return trace
  }

  /// An argument as the program spells it, where that is short; otherwise the parameter's name.
  private static func name(
    _ argument: Int, _ site: CallSite, _ source: SourceText, isOperand: Bool
  ) -> String {
    let parameters = site.callable.received
    let fallback = parameters.indices.contains(argument) ? parameters[argument].name : "x"
    guard site.arguments.indices.contains(argument), let span = site.arguments[argument],
      span.count > 0, span.count <= 30
    else { return fallback }
    let text = source.slice(span)
    guard !text.contains("\n") else { return fallback }
    // A member of an operator's result needs parentheses.
    return isOperand && !isOneOperand(text) ? "(\(text))" : text
  }

  /// Whether a text is a name with its members, calls and subscripts, or stands in brackets.
  private static func isOneOperand(_ text: String) -> Bool {
    var depth = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      default:
        if depth == 0, !scalar.properties.isXIDContinue, scalar != ".", scalar != "$" {
          return false
        }
      }
    }
    return true
  }

  private static func phase(_ id: String) -> Diagnostic.Phase {
    switch id {
    case "interrupted": .interrupted
    case "shape-mismatch", "axis-out-of-range", "rank", "shape": .shape
    default: .runtime
    }
  }
}

extension RuntimeErrors.Point {
  init(_ point: Machine.FailurePoint) {
    let chunk = point.chunk
    let index = max(0, min(point.index, chunk.spans.count - 1))
    var site: CallSite?
    if chunk.instructions.indices.contains(point.index) {
      let instruction = chunk.instructions[point.index]
      if instruction.opcode == .callRow { site = chunk.sites[instruction.wide] }
    }
    self.init(
      function: chunk.name, parameters: chunk.parameterNames, source: chunk.source,
      span: chunk.spans.isEmpty ? Span(0, 0) : chunk.spans[index], site: site,
      owner: chunk.owner.flatMap { PropertyPath.Instance($0, point.owner) })
  }
}
