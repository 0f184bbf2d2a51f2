import ApusGrad
import ApusNN
import ApusSyntax

/// The whole language and everything that can be called in it, as one document.
///
/// It is a reading of the rows: forms of the language, builtins, operations, enumerations, symbols.
package enum Reference {
  package enum Block: Hashable, Sendable {
    case heading(level: Int, String)
    /// Markdown.
    case text(String)
    /// A cell that can be run.
    case example(String)
  }

  package static let blocks: [Block] =
    head + language + leftOut + symbols + enumerations + library + operations + builtins + ownRows
    + protocols

  /// The document as Markdown.
  package static var markdown: String { markdown(blocks) }

  static func markdown(_ blocks: [Block]) -> String {
    blocks.map { block in
      switch block {
      case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
      case .text(let text): text
      case .example(let code): "```swift\n\(code)\n```"
      }
    }.joined(separator: "\n\n") + "\n"
  }

  private static let head: [Block] = [
    .heading(level: 1, "Reference of Apus"),
    .text(
      """
      The language is a subset of Swift \(LanguageInfo.version), so that every cell here is Swift \
      too. This page is made by `apus reference` from the tables that the checker and the engine \
      read; as a notebook, its examples are live. `help("softmax")` opens one entry in a cell.
      """),
  ]

  private static let language: [Block] =
    [.heading(level: 2, "The language")]
    + LanguageForm.chapters.flatMap { chapter -> [Block] in
      [.heading(level: 3, chapter.name)]
        + chapter.forms.flatMap { form -> [Block] in
          [.text("**\(form.name).** \(form.text)"), .example(form.example)]
        }
    }

  private static let leftOut: [Block] = [
    .heading(level: 3, "Left out on purpose"),
    .text(
      LeftOut.allCases.map { "- \($0.subject): \($0.help)" }
        .joined(separator: "\n")),
  ]

  private static let symbols: [Block] = [
    .heading(level: 3, "Symbols"),
    .text(
      "Typed by name and the Tab key: "
        + Symbol.all.map { "`\\\($0.name)` \($0.shown)" }.joined(separator: ", ") + "."),
  ]

  private static let enumerations: [Block] = [
    .heading(level: 2, "Options of operations"),
    .text(
      Enumeration.all.map { row in
        "- `\(row.name)`: \(row.summary) "
          + row.cases.map { "`.\($0)`" }.joined(separator: ", ")
      }.joined(separator: "\n")),
  ]

  private static let library: [Block] =
    [.heading(level: 2, "Layers, optimisers, data and metrics")]
    + Dictionary(grouping: LibraryFile.all, by: \.chapter).sorted { $0.key < $1.key }.flatMap {
      chapter, files -> [Block] in
      [.heading(level: 3, chapter)]
        + files.flatMap(\.entries).map { entry in
          .text("```swift\n\(entry.outline)\n```\n\n\(entry.documentation)")
        }
    }

  private static let operations: [Block] =
    [.heading(level: 2, "Operations on tensors")]
    + Catalogue.families.flatMap { family in
      chapter(family.name, family.rows.map { .operation($0) })
    }

  private static let builtins: [Block] =
    [.heading(level: 2, "Functions and types beside tensors")]
    + Builtin.families.flatMap { family in
      chapter(family.name, family.rows.map { .builtin($0) })
    }

  /// What is written in our own language.
  private static let ownRows: [Block] =
    [.heading(level: 3, "Sequences, results, key paths and members of declared types")]
    + LibraryRow.all.flatMap { row -> [Block] in
      let names = row.names.filter { !$0.hasPrefix("_") } + row.members.map { ".\($0)" }
      let shown = names.isEmpty ? row.names.map { String($0.dropFirst()) } : names
      return [
        .text(shown.map { "`\($0)`" }.joined(separator: ", ") + ": " + row.summary),
        .example(row.example),
      ]
    }

  private static let protocols: [Block] = [
    .heading(level: 3, "Protocols"),
    .text(
      PreludeProtocol.all.map { "- `\($0.name)`: \($0.summary)" }.joined(separator: "\n")),
  ]

  /// A family of rows, each with its forms and its example.
  private static func chapter(_ name: String, _ rows: [Callable.Row]) -> [Block] {
    [.heading(level: 3, name.prefix(1).uppercased() + name.dropFirst())]
      + rows.flatMap { row -> [Block] in
        [.text(row.entry.markdown), .example(row.example)]
      }
  }
}

extension Callable.Row {
  /// Its forms, what it does, its formula and its shapes.
  var entry: Documentation {
    Documentation([
      .code(forms.joined(separator: "\n")), .text(summary),
      formula.isEmpty ? nil : .formula(formula),
      shape.flatMap { $0.isEmpty ? nil : .fact(name: "Shapes", $0) },
    ])
  }
}
