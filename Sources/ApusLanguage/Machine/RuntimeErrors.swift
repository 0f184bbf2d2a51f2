import ApusTensor
import ApusText

/// Makes a diagnostic of what stopped the machine: the fault, the student's own expressions under
/// it, and the student's own calls on the way to it.
package struct RuntimeErrors {
  package static func diagnostic(
    of error: any Error, at points: [Machine.FailurePoint]
  ) -> Diagnostic? {
    guard let innermost = points.first else { return nil }
    let fault: MachineError
    switch error {
    case let error as MachineError: fault = error
    case let error as TensorError: fault = MachineError(error)
    default: fault = MachineError("internal", "something went wrong inside Apus: \(error)")
    }
    let (source, span) = place(innermost)
    var diagnostic = diagnostic(fault, source, span, site: site(innermost))
    diagnostic.trace = trace(points)
    return diagnostic
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

  /// Each outer point is the place that called the chunk before it.
  private static func trace(_ points: [Machine.FailurePoint]) -> [Diagnostic.Frame] {
    var trace: [Diagnostic.Frame] = []
    var last: (ObjectIdentifier, Int)?
    for (inner, outer) in zip(points, points.dropFirst()) where trace.count < 20 {
      // A recursion stands once, however deep it went.
      let call = (ObjectIdentifier(outer.chunk), outer.index)
      if let last, last == call { continue }
      last = call
      let (source, span) = place(outer)
      trace.append(
        Diagnostic.Frame(function: inner.chunk.name, source: source, span: span))
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

  private static func place(_ point: Machine.FailurePoint) -> (SourceText, Span) {
    let spans = point.chunk.spans
    let index = max(0, min(point.index, spans.count - 1))
    return (point.chunk.source, spans.isEmpty ? Span(0, 0) : spans[index])
  }

  private static func site(_ point: Machine.FailurePoint) -> CallSite? {
    guard point.chunk.instructions.indices.contains(point.index) else { return nil }
    let instruction = point.chunk.instructions[point.index]
    guard instruction.opcode == .callRow else { return nil }
    return point.chunk.sites[instruction.wide]
  }
}
