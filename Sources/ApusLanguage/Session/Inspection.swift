import ApusDisplay
import ApusGrad
import ApusNN
import ApusText

/// What is told about a name: its forms, what it does, its formula, its shapes, an example.
package enum Inspection {
  /// A function, an operator, a member or a type of the prelude, by its name alone.
  package static func prelude(_ name: String, prelude: Prelude) -> MIMEBundle? {
    if let type = TypeResolver.plain[name] { return describe(type, prelude) }
    var rows = prelude.functions(named: name) + prelude.infix(name) + prelude.prefix(name)
    if rows.isEmpty { rows = prelude.callables.filter { $0.name == name } }
    return self.rows(rows) ?? library(name) ?? layer(name) ?? keyword(name)
  }

  /// What is written in our own language.
  private static func library(_ name: String) -> MIMEBundle? {
    let rows = LibraryRow.all.filter { $0.names.contains(name) || $0.members.contains(name) }
    guard !rows.isEmpty else { return nil }
    return MIMEBundle(
      plain: rows.map { "\($0.summary)\n\nExample: \($0.example)" }.joined(separator: "\n\n")
    ).adding(
      "text/markdown",
      rows.map { "\($0.summary)\n\n**Example**\n\n```swift\n\($0.example)\n```" }
        .joined(separator: "\n\n---\n\n"))
  }

  /// A layer, an optimiser or another declaration of the library of layers.
  private static func layer(_ name: String) -> MIMEBundle? {
    let found = LibraryFile.allEntries.filter { $0.name == name[...] }
    guard !found.isEmpty else { return nil }
    return MIMEBundle(
      plain: found.map { "\($0.outline)\n\n\($0.documentation)" }.joined(separator: "\n\n")
    ).adding(
      "text/markdown",
      found.map { "```swift\n\($0.outline)\n```\n\n\($0.documentation)" }
        .joined(separator: "\n\n---\n\n"))
  }

  /// A keyword of the language.
  private static func keyword(_ word: String) -> MIMEBundle? {
    let forms = LanguageForm.explaining(word)
    guard !forms.isEmpty else { return nil }
    return MIMEBundle(
      plain: forms.map { "\($0.name). \($0.text)\n\n\($0.example)" }.joined(separator: "\n\n")
    ).adding("text/markdown", forms.map(\.markdown).joined(separator: "\n\n---\n\n"))
  }

  /// The row whose form this is.
  package static func row(signature: String, prelude: Prelude) -> MIMEBundle? {
    rows(prelude.callables.filter { $0.signature == signature })
  }

  package static func suggestion(for name: String) -> String? {
    let layers = LibraryFile.allEntries.compactMap(\.name).map(String.init)
    return Spelling.suggest(name, among: Prelude.shared.callables.map(\.name) + layers).map {
      "did you mean '\($0)'?"
    }
  }

  /// Each row once, however many of its forms are given.
  package static func rows(_ callables: [Callable]) -> MIMEBundle? {
    guard !callables.isEmpty else { return nil }
    var seen: Set<String> = []
    var plain: [String] = []
    var markdown: [String] = []
    for callable in callables {
      let row = callable.row
      guard seen.insert(row.forms.joined()).inserted else { continue }
      plain.append(row.forms.joined(separator: "\n") + "\n\n" + row.summary)
      if let shape = row.shape, !shape.isEmpty {
        plain[plain.count - 1] += "\n\nShapes: \(shape)"
      }
      plain[plain.count - 1] += "\n\nExample: \(row.example)"
      let text = row.entry + "\n\n**Example**\n\n```swift\n\(row.example)\n```"
      markdown.append(text)
    }
    return MIMEBundle(plain: plain.joined(separator: "\n\n"))
      .adding("text/markdown", markdown.joined(separator: "\n\n---\n\n"))
  }

  static func entry(
    _ name: String, _ entry: Names.Entry, tensor: TensorFact? = nil
  ) -> MIMEBundle {
    switch entry {
    case .binding(let binding):
      let word = binding.isConstant ? "let" : "var"
      return code("\(word) \(name): \(binding.type)", documentation: tensor?.summary)
    case .functions(let overloads):
      return code(
        overloads.map(\.signature).joined(separator: "\n"),
        documentation: overloads.compactMap(\.documentation).first)
    case .generic(let type):
      return code(type.outline, documentation: type.declaration.documentation)
    case .protocol(let type): return code(type.outline, documentation: type.documentation)
    case .alias(let type): return code("typealias \(name) = \(type)", documentation: nil)
    case .type(let type):
      return code(type.outline, documentation: type.documentation)
    case .localFunction(_, let function):
      return code(function.signature, documentation: function.documentation)
    }
  }

  private static func code(_ text: String, documentation: String?) -> MIMEBundle {
    let rest = documentation.map { "\n\n\($0)" } ?? ""
    return MIMEBundle(plain: text + rest)
      .adding("text/markdown", "```swift\n\(text)\n```\(rest)")
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
    return code(lines.joined(separator: "\n"), documentation: nil)
  }
}
