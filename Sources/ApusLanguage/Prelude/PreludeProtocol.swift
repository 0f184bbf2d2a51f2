import ApusSyntax
import ApusText

/// A row of the table of protocols that are there without being declared.
///
/// Its declaration is a line of our own language and is read as one that a cell declares, so that
/// checking, completion and inspection see no difference.
package struct PreludeProtocol: Sendable {
  /// How a declared type comes to what the protocol asks for.
  package enum Synthesis: Sendable {
    /// Nothing is asked.
    case marker
    /// Made from stored properties and payloads that conform too.
    case members
    /// Made for an enumeration without payloads.
    case cases
    /// The type declares it.
    case none
    /// Only the language's own types conform.
    case refused
  }

  package let name: String
  package let declaration: String
  /// Members that come with what the declaration asks for.
  package let given: [String]
  package let summary: String
  package let synthesis: Synthesis
  /// Whether one of the language's own types conforms.
  package let holds: @Sendable (Type) -> Bool

  package init(
    _ declaration: String, given: [String] = [], summary: String, synthesis: Synthesis = .none,
    holds: @escaping @Sendable (Type) -> Bool = { _ in false }
  ) {
    self.declaration = declaration
    self.given = given
    self.summary = summary
    self.synthesis = synthesis
    self.holds = holds
    name = String(declaration.dropFirst("protocol ".count).prefix { $0.isLetter })
  }

  /// The declarations as one text; what is given stands behind what is asked for.
  static let text = all.map { row in
    row.given.isEmpty
      ? row.declaration
      : row.declaration.dropLast() + row.given.map { "; \($0)" }.joined() + " }"
  }.joined(separator: "\n")

  /// The protocols by name, read once.
  package static var table: [String: ProtocolType] { read.table }

  /// What could not be read; the law tests want nothing.
  package static var faults: [Diagnostic] { read.faults }

  private static let read: (table: [String: ProtocolType], faults: [Diagnostic]) = {
    let source = SourceText(text, name: "prelude")
    let checker = Checker(
      source, program: Program(), prelude: Prelude(rows: []), protocols: [:],
      usesLibrary: false)
    checker.readRequirements(
      of: checker.declareProtocols(in: Parser.parse(source, operators: .standard).statements))
    var table: [String: ProtocolType] = [:]
    for row in all {
      guard case .protocol(let type) = checker.program.names[row.name] else { continue }
      type.row = row
      for requirement in type.requirements.suffix(row.given.count) { requirement.isGiven = true }
      table[row.name] = type
    }
    return (table, checker.diagnostics)
  }()
}
