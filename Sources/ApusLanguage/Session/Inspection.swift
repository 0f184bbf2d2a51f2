import ApusDisplay
import ApusGrad
import ApusNN
import ApusText

/// What is told about a name: its forms, what it does, its formula, its shapes, an example.
package enum Inspection {
  /// A function, an operator, a member or a type of the prelude, by its name alone.
  package static func prelude(_ name: String, prelude: Prelude) -> MIMEBundle? {
    if let type = TypeResolver.plain[name] ?? TypeResolver.generic[name] {
      return describe(type, prelude)
    }
    var rows = prelude.functions(named: name) + prelude.infix(name) + prelude.prefix(name)
    if rows.isEmpty { rows = prelude.callables.filter { $0.name == name } }
    return self.rows(rows) ?? library(name) ?? layer(name) ?? protocolRow(name)
      ?? keyword(name)
  }

  private static func protocolRow(_ name: String) -> MIMEBundle? {
    Documentation.bundle(
      PreludeProtocol.all.filter { $0.name == name }.map {
        Documentation(code: $0.declaration, $0.summary)
      })
  }

  /// What is written in our own language.
  private static func library(_ name: String) -> MIMEBundle? {
    let rows = LibraryRow.all.filter { $0.names.contains(name) || $0.members.contains(name) }
    return Documentation.bundle(
      rows.map { Documentation([.text($0.summary), .sample(heading: "Example", $0.example)]) })
  }

  /// A layer, an optimiser or another declaration of the library of layers.
  private static func layer(_ name: String) -> MIMEBundle? {
    Documentation.bundle(
      LibraryFile.named.filter { $0.name == name }.map {
        Documentation(code: $0.entry.outline, $0.entry.documentation)
      })
  }

  /// A keyword of the language.
  private static func keyword(_ word: String) -> MIMEBundle? {
    Documentation.bundle(
      LanguageForm.explaining(word).map {
        Documentation([.entry(name: $0.name, $0.text), .code($0.example)])
      })
  }

  /// The row whose form this is.
  package static func row(signature: String, prelude: Prelude) -> MIMEBundle? {
    rows(prelude.callables.filter { $0.signature == signature })
  }

  package static func suggestion(for name: String) -> String? {
    let layers = LibraryFile.named.map(\.name)
    return Spelling.suggest(name, among: Prelude.shared.callables.map(\.name) + layers).map {
      "did you mean '\($0)'?"
    }
  }

  /// Each row once, however many of its forms are given.
  package static func rows(_ callables: [Callable]) -> MIMEBundle? {
    var seen: Set<String> = []
    return Documentation.bundle(
      callables.map(\.row).filter { seen.insert($0.forms.joined()).inserted }.map { row in
        Documentation(row.entry.parts + [.sample(heading: "Example", row.example)])
      })
  }

  /// A name of the program, with what else is known of its value.
  static func entry(
    _ name: String, _ entry: Names.Entry, facts: [Documentation.Part] = []
  ) -> MIMEBundle {
    var found: Documentation
    switch entry {
    case .binding(let binding):
      let word = binding.isConstant ? "let" : "var"
      found = Documentation(code: "\(word) \(name): \(binding.type)", nil)
    case .functions(let overloads):
      found = Documentation(
        code: overloads.map(\.signature).joined(separator: "\n"),
        overloads.compactMap(\.documentation).first)
    case .generic(let type):
      found = Documentation(code: type.outline, type.declaration.documentation)
    case .protocol(let type): found = Documentation(code: type.outline, type.documentation)
    case .alias(let type): found = Documentation(code: "typealias \(name) = \(type)", nil)
    case .type(let type): found = Documentation(code: type.outline, type.documentation)
    case .localFunction(_, let function):
      found = Documentation(code: function.signature, function.documentation)
    }
    found.parts += facts
    return found.bundle
  }

  /// A form of which nothing else is known.
  static func form(_ signature: String) -> MIMEBundle {
    Documentation(code: signature, nil).bundle
  }

  private static func describe(_ type: Type, _ prelude: Prelude) -> MIMEBundle {
    var lines = ["\(type)"]
    if case .enumeration(let owner) = type,
      let row = Enumeration.known.first(where: { $0.name == owner })
    {
      lines = [
        "enum \(owner) { case \(row.cases.joined(separator: ", ")) }", "", row.summary,
      ]
    }
    let initialisers = prelude.statics(of: type, named: "init")
    lines += initialisers.map(\.signature)
    return form(lines.joined(separator: "\n"))
  }
}
