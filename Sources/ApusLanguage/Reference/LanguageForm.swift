/// One form of the language: a row that the reference and inspection read.
package struct LanguageForm: Sendable {
  package let name: String
  /// The keywords that it explains.
  package let words: [String]
  /// One to three sentences in Markdown.
  package let text: String
  /// A cell that shows it; nothing else has to have run before.
  package let example: String

  init(_ name: String, _ words: String..., text: String, example: String) {
    self.name = name
    self.words = words
    self.text = text
    self.example = example
  }

  /// Forms of one kind.
  package struct Chapter: Sendable {
    package let name: String
    package let forms: [LanguageForm]
  }

  /// The whole language; a new chapter is a line here.
  package static let chapters: [Chapter] = [
    Chapter(name: "Cells", forms: cells),
    Chapter(name: "Values and names", forms: values),
    Chapter(name: "Collections", forms: collections),
    Chapter(name: "Control flow", forms: controlFlow),
    Chapter(name: "Functions and closures", forms: functions),
    Chapter(name: "Types", forms: types),
    Chapter(name: "Protocols and generics", forms: protocols),
    Chapter(name: "Errors", forms: errors),
    Chapter(name: "Tensors", forms: tensors),
  ]

  package static let all: [LanguageForm] = chapters.flatMap(\.forms)

  /// The forms that explain a keyword.
  package static func explaining(_ word: String) -> [LanguageForm] {
    all.filter { $0.words.contains(word) }
  }
}
