import ApusSyntax
import ApusText

extension Diagnostic {
  /// What went wrong inside the library, told of the line that called it.
  ///
  /// What was said of a parameter stands under the argument that it came from.
  var toldToCaller: Diagnostic {
    guard source.isLibrary, let outer = trace.firstIndex(where: { !$0.source.isLibrary }) else {
      return self
    }
    let caller = trace[outer]
    var told = Diagnostic(id, phase, headline, in: caller.source, at: caller.span, help: help)
    told.trace = trace[(outer + 1)...].filter { !$0.source.isLibrary }
    var facts = labels.map { (name: source.slice($0.span), label: $0) }
    var values = facts.map { "\($0.name) is \($0.label.text)" }
    if values.count > 1 { values[values.count - 1] = "and " + values[values.count - 1] }
    told.notes = [
      "inside \(caller.function): `\(source.slice(span))`"
        + (values.isEmpty ? "" : ", where " + values.joined(separator: ", "))
    ]
    for call in trace[...outer] {
      let arguments = call.arguments
      facts = facts.compactMap { fact in
        guard let span = arguments[fact.name] else { return nil }
        return (call.source.slice(span), Label(span, fact.label.text))
      }
    }
    told.labels = facts.map(\.label)
    return told
  }
}

extension Diagnostic.Frame {
  /// The parts of the call from which the parameters get their values.
  fileprivate var arguments: [String: Span] {
    let call = SourceText(source.slice(span), name: source.name)
    guard case .expression(let expression) = Parser.parse(call, operators: .standard).statements
      .first?.kind, case .call(_, let arguments) = expression.kind
    else { return [:] }
    var found: [String: Span] = [:]
    var free = parameters[...]
    for argument in arguments where !argument.isTrailing {
      let name = argument.label ?? free.first
      while let next = free.popFirst(), next != name {}
      guard let name, argument.value.span.count > 0 else { continue }
      found[name] = Span(
        span.start + argument.value.span.start, span.start + argument.value.span.end)
    }
    return found
  }
}
