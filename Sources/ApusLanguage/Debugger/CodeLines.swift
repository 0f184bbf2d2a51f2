import ApusSyntax
import ApusText

/// The lines of a cell on which something is done, so that a breakpoint can stand there.
struct CodeLines {
  /// The first and the last line of each statement, in the order of the text.
  private var statements: [ClosedRange<Int>] = []

  init() {}

  init(_ tree: [Statement], in source: SourceText) {
    var walk = StatementWalk()
    walk.visit(tree)
    statements = walk.spans.map { span in
      let first = source.lineNumber(of: span.start)
      return first...max(first, source.lineNumber(of: max(span.start, span.end - 1)))
    }
    statements.sort { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
  }

  /// Where a breakpoint comes to stand: on the line where it is put if a statement begins there, on
  /// the first line of a statement that goes over it, else on the next one with code, or the last.
  func line(for wanted: Int) -> Int? {
    if statements.contains(where: { $0.lowerBound == wanted }) { return wanted }
    let next = statements.first { $0.lowerBound > wanted }
    if let around = statements.last(where: { $0.contains(wanted) }),
      !statements.contains(where: {
        around.contains($0.lowerBound) && $0.lowerBound > around.lowerBound
      })
    {
      return around.lowerBound
    }
    return next?.lowerBound ?? statements.last?.lowerBound
  }
}

/// Collects the spans of statements that do something, however deep they stand.
private struct StatementWalk {
  private(set) var spans: [Span] = []

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .declaration(let declaration): return visit(declaration, statement.span, isMember: false)
    case .labelled(_, _, let inner): return visit(inner)
    case .defer(let block): return visit(block.statements)
    case .do(let block, let catches, _):
      visit(block.statements)
      for item in catches { visit(item.body.statements) }
      return
    case .invalid: return
    default: spans.append(statement.span)
    }
    switch statement.kind {
    case .expression(let value), .throw(let value), .return(let value?): visit(value)
    case .if(let conditional): visit(conditional)
    case .guard(let conditions, let block), .while(let conditions, let block):
      visit(conditions)
      visit(block.statements)
    case .repeat(let block, let condition):
      visit(block.statements)
      visit(condition)
    case .for(let loop):
      visit(loop.sequence)
      visit(loop.body.statements)
    case .switch(let choice): visit(choice)
    default: break
    }
  }

  private mutating func visit(_ conditional: If) {
    visit(conditional.conditions)
    visit(conditional.then.statements)
    switch conditional.otherwise {
    case .block(let block): visit(block.statements)
    case .if(let next, let span):
      spans.append(span)
      visit(next)
    case nil: break
    }
  }

  private mutating func visit(_ choice: Switch) {
    visit(choice.subject)
    for item in choice.cases { visit(item.body) }
  }

  private mutating func visit(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let value), .binding(_, _, let value?, _): visit(value)
      case .binding: break
      }
    }
  }

  private mutating func visit(_ declaration: Declaration, _ span: Span, isMember: Bool) {
    switch declaration.kind {
    case .variable(let variable):
      if !isMember, variable.bindings.contains(where: { $0.value != nil }) { spans.append(span) }
      for binding in variable.bindings {
        if let value = binding.value { visit(value) }
        for accessor in binding.accessors { visit(accessor.body?.statements ?? []) }
      }
    case .function(let function):
      visit(function.body?.statements ?? [])
      for accessor in function.accessors { visit(accessor.body?.statements ?? []) }
    case .nominal(let nominal):
      for member in nominal.members { visit(member, member.span, isMember: true) }
    case .enumCases, .typealias, .associatedType, .import, .operator, .invalid: break
    }
  }

  /// The closures in an expression.
  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .closure(let closure): visit(closure.body.statements)
    case .statement(let statement): visit(statement)
    case .string(let parts):
      for case .interpolation(let value) in parts { visit(value) }
    case .array(let elements): elements.forEach { visit($0) }
    case .dictionary(let entries):
      for entry in entries {
        visit(entry.key)
        visit(entry.value)
      }
    case .tuple(let arguments): arguments.forEach { visit($0.value) }
    case .call(let base, let arguments), .subscript(let base, let arguments):
      visit(base)
      arguments.forEach { visit($0.value) }
    case .member(let base, _, _), .prefix(_, let base), .postfix(let base, _),
      .cast(let base, _, _), .try(_, let base), .optionalChain(let base), .inOut(let base):
      visit(base)
    case .binary(let left, _, let right), .assign(let left, let right):
      visit(left)
      visit(right)
    case .ternary(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    case .integer, .hugeInteger, .floating, .boolean, .none, .name, .type, .implicitMember,
      .unboundedRange, .hole, .invalid:
      break
    }
  }
}

extension Session {
  /// Where breakpoints can stand in a cell, which need not have run.
  func codeLines(in code: String) -> CodeLines {
    let source = SourceText(code, name: "cell")
    return deeply {
      let (_, operators) = names(for: source)
      return CodeLines(Parser.parse(source, operators: operators).statements, in: source)
    }
  }
}
