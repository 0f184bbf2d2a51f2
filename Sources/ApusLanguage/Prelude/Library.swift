import ApusNN
import ApusSyntax
import ApusText

/// A row of the prelude that is written in our own language: a type with parameters and what
/// belongs to it, a generic function, or members that every sequence of a declared type has.
///
/// Checker and inspection see it as if a cell before the first had declared it. It is made for the
/// types that it is used with, and only then.
package struct LibraryRow: Sendable {
  /// Types and functions that it declares.
  package let names: [String]
  /// Members that it gives to declared types that conform to a protocol.
  package let members: [String]
  package let declaration: String
  package let summary: String
  package let example: String

  init(
    _ names: String..., members: [String] = [], summary: String, example: String,
    declaration: String
  ) {
    self.names = names
    self.members = members
    self.declaration = declaration
    self.summary = summary
    self.example = example
  }

  /// A line without its indentation and its block.
  private static func head(of line: Substring) -> String {
    let head = line.drop { $0 == " " }.prefix { $0 != "{" }
    return String(head.last == " " ? head.dropLast() : head)
  }

  /// The heads of what the rows declare, by name.
  static let outlines = Dictionary(
    all.flatMap { $0.declaration.split(separator: "\n") }.compactMap { line in
      LibraryFile.declaredName(in: line).map { ($0, head(of: line)) }
    }
  ) { first, _ in first }

  /// Every row there is.
  package static let all: [LibraryRow] =
    results + keyPaths + iterators + sequenceMembers + collectionMembers + changes + streams
    + comparisons
}

/// What the rows in our own language declare, read when one of them is first named.
package struct Library: @unchecked Sendable {
  package static let shared = Library(checksBodies: false)

  static let source = SourceText(
    LibraryRow.all.map(\.declaration).joined(separator: "\n"), name: "library")

  /// What can be known without reading it.
  static let names = Set(LibraryRow.all.flatMap(\.names))
  static let members = Set(LibraryRow.all.flatMap(\.members))

  /// What could not be read; the law tests want nothing.
  package let faults: [Diagnostic]
  private let entries: [String: Names.Entry]
  private let templates: [MemberTemplate.Owner: [MemberTemplate]]
  private let givers: [String: [(template: MemberTemplate, target: ProtocolType)]]

  package init(checksBodies: Bool) {
    let checker = Checker(Self.source, program: Program(), usesLibrary: false)
    let tree = Parser.parse(Self.source, operators: .standard)
    checker.declareTypes(in: tree.statements)
    checker.declareFunctions(in: tree.statements)
    if checksBodies { checker.checkPending() }
    faults = tree.diagnostics + checker.diagnostics
    entries = checker.program.names.entries
    templates = checker.program.generics.templates
    var givers: [String: [(template: MemberTemplate, target: ProtocolType)]] = [:]
    for name in Self.members { givers[name] = Self.givers(of: name, among: templates) }
    self.givers = givers
  }

  static func givers(
    of name: String, among templates: [MemberTemplate.Owner: [MemberTemplate]]
  ) -> [(template: MemberTemplate, target: ProtocolType)] {
    templates.flatMap { owner, made -> [(template: MemberTemplate, target: ProtocolType)] in
      guard case .protocol(let target) = owner else { return [] }
      return made.filter { $0.gives(name) }.map { ($0, target) }
    }
  }

  func entry(_ name: String) -> Names.Entry? { entries[name] }

  /// What a type of the library has beside what it stores.
  func templates(of type: GenericType) -> [MemberTemplate] { templates[.type(type)] ?? [] }

  /// Extensions of protocols that give a member, each made apart from the others.
  func templates(giving name: String) -> [(template: MemberTemplate, target: ProtocolType)] {
    givers[name] ?? []
  }
}
