import ApusDisplay
import ApusNN
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
    return Inspection.row(signature: callee, prelude: prelude) ?? declared(callee, source, detail)
      ?? Inspection.form(callee)
  }

  /// The program's function of a form.
  private func declared(_ form: String, _ source: SourceText, _ detail: Int) -> MIMEBundle? {
    guard let name = LibraryFile.declaredName(in: form),
      case .functions(let overloads)? = known.withLock({ $0.program.names[name] })
    else { return nil }
    let own = overloads.filter { $0.signature == form }
    guard !own.isEmpty else { return nil }
    let entry = Names.Entry.functions(own)
    return Inspection.entry(name, entry, facts: facts(on: name, entry, source, detail))
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
        return Inspection.form(declared.signature)
      }
      return Inspection.rows(rows)
    case .implicit(let wanted):
      return wanted.flatMap { Inspection.rows(prelude.statics(of: $0.unwrapped, named: name)) }
    case .name(let entries):
      if let entry = entries[name] {
        return Inspection.entry(name, entry, facts: facts(on: name, entry, source, detail))
      }
      return Inspection.prelude(name, prelude: prelude)
    case nil:
      if let entry = declaration(of: name, in: source) {
        return Inspection.entry(name, entry, facts: facts(on: name, entry, source, detail))
      }
      return Inspection.prelude(name, prelude: prelude)
    }
  }

  /// What is known of a name besides what it is declared as: the shape of a tensor; in detail a
  /// variable's value, and how a function is written.
  private func facts(
    on name: String, _ entry: Names.Entry, _ source: SourceText, _ detail: Int
  ) -> [Documentation.Part] {
    var facts: [Documentation.Part] = []
    if let tensor = tensor(named: name, entry, in: source) { facts.append(.text(tensor.summary)) }
    guard detail > 0 else { return facts }
    switch entry {
    case .binding(let binding):
      if facts.isEmpty, let value = value(of: binding) {
        facts.append(.sample(heading: "Value", value))
      }
    case .functions(let overloads):
      facts += overloads.compactMap(declaration(of:)).map { .sample(heading: "Source", $0) }
    case .type, .generic, .protocol, .alias, .localFunction: break
    }
    return facts
  }

  /// A variable of the session, in short; nil while a cell runs.
  private func value(of binding: Binding) -> String? {
    guard case .global(let index) = binding.home else { return nil }
    return whileIdle { machine, _ in
      guard machine.isSet(index) else { return nil }
      let value = DebugValue(
        name: binding.name, type: binding.type, slot: machine.global(index), path: nil)
      return value.summary
    } ?? nil
  }

  /// The lines of a cell that declare a function.
  private func declaration(of function: UserFunction) -> String? {
    let source = function.source
    let (_, operators) = names(for: source)
    let found = deeply { Parser.parse(source, operators: operators) }.statements.first {
      guard case .declaration(let declaration) = $0.kind,
        case .function(let found) = declaration.kind
      else { return false }
      return found.name == function.name && found.nameSpan == function.span
    }
    return found.map { source.slice($0.span) }
  }

  package func completeness(of code: String) -> Completeness {
    switch TextCompleteness.of(SourceText(code, name: "cell")) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }
}
