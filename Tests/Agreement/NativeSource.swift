import ApusSyntax
import ApusText

/// A case as a program of Swift, whose top-level code is the cells.
struct NativeSource {
  /// A cell as the program has it.
  fileprivate struct Part {
    var cell: Case.Cell
    var tree: SyntaxTree
    var names: [DeclaredName]
  }

  private let parts: [Part]
  private let differences: [Difference]

  init(_ testCase: Case, differences: [Difference]) {
    self.differences = differences
    var operators = OperatorTable.standard
    var parts: [Part] = []
    for cell in testCase.cells {
      let source = SourceText(cell.code, name: "cell \(cell.number)")
      let tree = Parser.parse(source, operators: operators)
      if tree.diagnostics.isEmpty { operators = tree.operators }
      parts.append(
        Part(
          cell: cell, tree: tree,
          names: tree.statements.flatMap { DeclaredName.all(in: $0, source) }))
    }
    self.parts = parts
  }

  /// The program of all cells that are to run, without those swiftc has refused already.
  func program(without refused: Set<Int>) -> String {
    var writer = Writer()
    for part in parts where part.cell.expected != .isRefused || differences.isKnownEarly(part.cell)
    {
      if refused.contains(part.cell.number), !part.cell.stops { continue }
      writer.open(for: part.names)
      writer.line("_cell(\(part.cell.number))")
      body(of: part, without: refused, &writer)
    }
    return writer.finished
  }

  /// The program up to a cell that is to be refused, and that cell.
  func program(upTo number: Int, without refused: Set<Int>) -> String {
    var writer = Writer()
    for part in parts where part.cell.number <= number {
      if part.cell.number == number {
        // A name that is there already may be declared again in a block.
        let isBlock = part.fitsBlock && writer.declares(part.names)
        if isBlock { writer.line("do {") }
        writer.cell(part.cell.number, part.cell.code)
        if isBlock { writer.line("}") }
      } else if part.cell.expected != .isRefused,
        !refused.contains(part.cell.number) || part.cell.stops
      {
        writer.open(for: part.names)
        body(of: part, without: refused, &writer)
      }
    }
    return writer.finished
  }

  /// All cells in one program, those that are to be refused in blocks of their own, and which
  /// they are; others have to be looked at one by one.
  func allInBlocks(without refused: Set<Int>) -> (program: String, cells: Set<Int>) {
    var writer = Writer()
    var cells: Set<Int> = []
    for part in parts {
      if part.cell.expected == .isRefused {
        guard part.fitsBlock, part.tree.diagnostics.isEmpty else { continue }
        cells.insert(part.cell.number)
        writer.line("do {")
        writer.cell(part.cell.number, part.cell.code)
        writer.line("}")
      } else if !refused.contains(part.cell.number) || part.cell.stops {
        writer.open(for: part.names)
        body(of: part, without: refused, &writer)
      }
    }
    return (writer.finished, cells)
  }

  private func body(of part: Part, without refused: Set<Int>, _ writer: inout Writer) {
    let source = part.tree.source
    switch part.cell.expected {
    case .shows(_, let value):
      guard !value.isEmpty, let last = part.tree.statements.last else {
        return writer.cell(part.cell.number, part.cell.code)
      }
      let before = source.slice(Span(0, last.span.start))
      let after = source.slice(Span(last.span.end, source.bytes.count))
      let text = source.slice(last.span)
      if case .expression(let expression) = last.kind, !expression.isStatement {
        writer.cell(part.cell.number, "\(before)_value(\(text)\n)\(after)")
      } else {
        writer.cell(
          part.cell.number, "\(before)let _last\(part.cell.number) = \(text)\n\(after)")
        writer.line("_value(_last\(part.cell.number))")
      }
    case .isRefused:
      // We have not begun with it, so nothing of it is done.
      writer.cell(part.cell.number, "if _stops() {\n\(part.cell.code)\n_survived() }")
    case .stops:
      // What stood before the statement that fails is done and stays.
      let failing = part.failingStatement
      let before = source.slice(Span(0, failing?.span.start ?? 0))
      if refused.contains(part.cell.number) {
        return writer.cell(part.cell.number, before)
      }
      let text = failing.map { source.slice($0.span) } ?? part.cell.code
      writer.cell(part.cell.number, "\(before)if _stops() {\n\(text)\n_survived() }")
    }
  }
}

extension NativeSource.Part {
  /// Whether it says the same inside a block: types and functions may not see what is around them.
  fileprivate var fitsBlock: Bool {
    tree.statements.allSatisfy { statement in
      guard case .declaration(let declaration) = statement.kind else { return true }
      if case .variable = declaration.kind { return declaration.modifiers.isEmpty }
      return false
    }
  }

  /// The statement at the top of the cell that was running when it failed.
  fileprivate var failingStatement: Statement? {
    guard let diagnostic = cell.diagnostics.first else { return tree.statements.first }
    let span = diagnostic.trace.last?.span ?? diagnostic.span
    // A long way of calls is not told up to its beginning.
    return tree.statements.first {
      $0.span.start <= span.start && span.start < $0.span.end
        && DeclaredName.functions(in: $0).isEmpty
    } ?? tree.statements.last
  }
}

extension Case.Cell {
  fileprivate var stops: Bool {
    if case .stops = expected { true } else { false }
  }
}

extension Expression {
  fileprivate var isStatement: Bool {
    if case .statement = kind { true } else { false }
  }
}
