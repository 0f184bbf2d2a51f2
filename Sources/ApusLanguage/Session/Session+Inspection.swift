import ApusDisplay
import ApusSyntax
import ApusText

extension Session {
  package func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle? {
    let source = SourceText(code, name: "cell")
    let cursor = CursorText(source, at: max(0, min(offset, source.bytes.count)))
    if let span = cursor.name, let found = inspect(span, source, detail) { return found }
    // Inside an argument list, the function that is being called.
    let probe = deeply { self.probe(cursor) }
    guard let callee = probe.callees.first else { return nil }
    return Inspection.row(signature: callee, prelude: prelude) ?? MIMEBundle(plain: callee)
  }

  private func inspect(_ span: Span, _ source: SourceText, _ detail: Int) -> MIMEBundle? {
    let name = source.slice(span)
    let at = CursorText(source, at: span.start)
    let probe = deeply { self.probe(at) }
    switch probe.finding {
    case .member(let type):
      var rows: [Callable] = []
      if case .metatype(let inner) = type {
        rows = prelude.statics(of: inner, named: name)
      } else {
        rows = prelude.members(of: type, named: name)
      }
      if rows.isEmpty, let declared = probe.members.first(where: { $0.name == name }) {
        return MIMEBundle(plain: declared.signature)
      }
      return Inspection.rows(rows)
    case .implicit(let wanted):
      return wanted.flatMap { Inspection.rows(prelude.statics(of: $0.unwrapped, named: name)) }
    case .name(let entries):
      if let entry = entries[name] {
        return Inspection.entry(name, entry, tensor: tensor(named: name, entry, in: source))
      }
      return Inspection.prelude(name, prelude: prelude)
    case nil:
      if let entry = declaration(of: name, in: source) {
        return Inspection.entry(name, entry, tensor: tensor(named: name, entry, in: source))
      }
      return Inspection.prelude(name, prelude: prelude)
    }
  }

  package func completeness(of code: String) -> Completeness {
    switch TextCompleteness.of(SourceText(code, name: "cell")) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }
}
