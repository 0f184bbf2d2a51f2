import ApusSyntax
import ApusText

extension Diagnostic {
  /// What went wrong inside the library, told of the line that called it.
  ///
  /// What was said of a parameter stands under the argument that it came from.
  var toldToCaller: Diagnostic {
    guard source.isLibrary else {
      // A function of the program, called by the library: the way through it is of no use.
      var told = self
      told.trace.removeAll { $0.source.isLibrary }
      return told
    }
    guard let outer = trace.firstIndex(where: { !$0.source.isLibrary }) else { return self }
    let caller = trace[outer]
    var told = Diagnostic(id, phase, headline, in: caller.source, at: caller.span)
    told.trace = trace[(outer + 1)...].filter { !$0.source.isLibrary }
    if id == "requirement" { return told }
    // Help that speaks of the library's own variables is of no use here.
    let words = help?.split { !$0.isLetter && !$0.isNumber } ?? []
    if labels.allSatisfy({ label in !words.contains { $0 == source.slice(label.span) } }) {
      told.help = help
    }
    var facts = labels.map { (name: source.slice($0.span), label: $0) }
    var values = facts.map { "\($0.name) is \($0.label.text)" }
    if values.count > 1 { values[values.count - 1] = "and " + values[values.count - 1] }
    var places: [String] = []
    for call in trace[...outer] where !call.function.hasPrefix("any ") {
      if places.last != call.function { places.append(call.function) }
    }
    told.notes = [
      "inside \(places.joined(separator: " of ")): `\(source.slice(span).onOneLine)`"
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

extension String {
  /// Its words with one blank between them.
  fileprivate var onOneLine: String {
    split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }
}

extension Diagnostic.Frame {
  /// The parts of the call from which the parameters get their values.
  fileprivate var arguments: [String: Span] {
    let call = SourceText(source.slice(span), name: source.name)
    guard
      case .expression(let expression) = Parser.parse(call, operators: .standard).statements
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
