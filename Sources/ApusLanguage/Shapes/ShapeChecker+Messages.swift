import ApusTensor
import ApusText

extension ShapeChecker {
  /// What the run would say about a mismatch, with the calls that lead there.
  func diagnostic(_ error: TensorError, _ span: Span, site: CallSite?) -> Diagnostic {
    var diagnostic = RuntimeErrors.diagnostic(
      MachineError(error), body.source, span, site: site)
    for call in calls.reversed() where diagnostic.trace.count < 20 {
      // A recursion stands once, however deep it went.
      if let last = diagnostic.trace.last, last.function == call.function, last.span == call.span {
        continue
      }
      diagnostic.trace.append(call)
    }
    return diagnostic
  }

  /// Where the operands that are named have got their shapes, unless the frame shows that line.
  func notes(
    _ arguments: [TypedExpression], _ values: [Known], _ diagnostic: Diagnostic
  ) -> [String] {
    let here = origin(of: diagnostic.span)
    var notes: [String] = []
    for (argument, value) in zip(arguments, values) {
      guard case .tensor(let fact) = value, let origin = fact.origin, origin != here,
        argument.isStored
      else { continue }
      let place =
        origin.source == here.source
        ? "line \(origin.line)" : "\(origin.source), line \(origin.line)"
      let note = "'\(body.source.slice(argument.span))' has shape \(fact.shape), made in \(place)"
      if !notes.contains(note) { notes.append(note) }
    }
    return notes
  }
}

extension TypedExpression {
  /// Whether it reads what a name, a field or an element holds.
  fileprivate var isStored: Bool {
    switch kind {
    case .binding: true
    case .element(let base, _), .field(let base, _, _), .elementAt(let base, _): base.isStored
    default: false
    }
  }
}
