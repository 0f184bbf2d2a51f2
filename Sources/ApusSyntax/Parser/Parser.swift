import ApusText

/// Reads a text into a tree by recursive descent; expressions by an explicit operator stack.
///
/// A mistake ends the statement it stands in and reading goes on with the next one, so that every
/// independent mistake of a cell is told and none of its consequences.
package struct Parser {
  /// Thrown after a mistake has been reported, up to the list of statements it stands in.
  struct Halt: Error {}

  /// What the place in the text forbids.
  struct Context {
    /// False in the header of `if`, `for`, `while`, `switch`, where `{` opens the body.
    var allowsTrailingClosure = true
    /// True in the pattern of `if case p = x`.
    var stopsAtEqual = false
    /// True in a handwritten list where an `if` behind a value is Python's conditional.
    var isInCase = false
  }

  static let nestingLimit = 500
  /// Left-deep trees are as deep as they are long, and their readers walk them recursively.
  static let termLimit = 60_000
  static let diagnosticLimit = 50

  let source: SourceText
  let errors: SyntaxErrors
  let documentation: [Int: String]
  let lexerDiagnostics: [Diagnostic]
  var tokens: [Token]
  var index = 0
  var operators: OperatorTable
  var diagnostics: [Diagnostic] = []
  /// For each opening bracket the token that closes it; -1 where none does.
  var matches: [Int32] = []
  var context = Context()
  var depth = 0
  /// Reading has been given up, for example because of too deep nesting.
  var isAborted = false
  /// The first mistake is that the text ends.
  var ranOut = false
  /// The text ends while a bracket is open.
  var reachedEndInBracket = false
  /// A mistake here is not told but only thrown.
  var isSpeculating = false
  /// Tokens that were cut in two while speculating, to be put back.
  var cuts: [(index: Int, token: Token)] = []
  /// The largest `$n` seen in each closure that is being read.
  var implicitParameters: [Int?] = []
  /// The lesson about colons and indentation is given once a cell.
  var didTellColonBlock = false
  /// A body may be missing, as in a protocol and in the catalogue.
  var allowsMissingBody = false

  init(_ source: SourceText, operators: OperatorTable) {
    let lexed = Lexer.lex(source)
    self.source = source
    self.errors = SyntaxErrors(source: source)
    self.documentation = lexed.documentation
    self.lexerDiagnostics = lexed.diagnostics
    self.tokens = lexed.tokens
    self.operators = operators
    self.ranOut = false
    self.matches = BracketMatching.match(lexed.tokens)
  }

  /// Reads a whole cell; `operators` are those that earlier cells declared.
  package static func parse(
    _ source: SourceText, operators: OperatorTable = .standard
  ) -> SyntaxTree {
    var parser = Parser(source, operators: operators)
    return parser.parseCell()
  }

  mutating func parseCell() -> SyntaxTree {
    declareOperators()
    let statements = parseStatements(until: nil)
    return SyntaxTree(
      source: source, statements: statements, diagnostics: allDiagnostics, operators: operators)
  }

  /// The lexer's and the parser's, in the order of the text.
  var allDiagnostics: [Diagnostic] {
    (lexerDiagnostics + diagnostics).enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }.map(\.element)
  }

  var token: Token { tokens[index] }
  var kind: TokenKind { tokens[index].kind }

  func peek(_ distance: Int = 1) -> Token {
    tokens[min(max(index + distance, 0), tokens.count - 1)]
  }

  /// Where something is missing: here, or behind what was read if a new line starts here.
  var gap: Span {
    token.startsLine || kind == .endOfText ? Span(previousEnd, previousEnd) : token.span
  }

  /// The end of what has been read.
  var previousEnd: Int { index > 0 ? tokens[index - 1].end : 0 }

  @discardableResult
  mutating func advance() -> Token {
    let current = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return current
  }

  func text(_ token: Token) -> String {
    source.slice(token.span)
  }

  func isAt(_ mark: Punctuation) -> Bool { kind == .punctuation(mark) }
  func isAt(_ word: Keyword) -> Bool { kind == .keyword(word) }

  /// Whether an identifier that is no reserved word stands here.
  func isAt(word: String) -> Bool {
    kind == .identifier && !token.flags.contains(.isEscaped) && text(token) == word
  }

  mutating func accept(_ mark: Punctuation) -> Token? {
    isAt(mark) ? advance() : nil
  }

  mutating func accept(_ word: Keyword) -> Token? {
    isAt(word) ? advance() : nil
  }

  mutating func accept(word: String) -> Token? {
    isAt(word: word) ? advance() : nil
  }

  func span(from start: Int) -> Span {
    Span(start, max(start, previousEnd))
  }

  /// The name an identifier token stands for, without back-ticks.
  func name(of token: Token) -> String {
    token.flags.contains(.isEscaped)
      ? source.slice(Span(token.start + 1, token.end - 1)) : text(token)
  }

  /// Cuts the first bytes off the current token, as `>>` closes two generic lists.
  mutating func cut(_ count: Int) {
    guard token.span.count > count else {
      advance()
      return
    }
    if isSpeculating { cuts.append((index, token)) }
    tokens[index].start += count
    tokens[index].flags.subtract([.afterSpace, .startsLine])
    let rest = text(token)
    switch rest {
    case "=": tokens[index].kind = .punctuation(.equal)
    case "->": tokens[index].kind = .punctuation(.arrow)
    case "?": tokens[index].kind = .punctuation(.question)
    case "!": tokens[index].kind = .punctuation(.exclamation)
    default: break
    }
  }

  /// Tries to read something; nil, with nothing read or told, when it is not there.
  mutating func attempt<Value>(
    _ read: (inout Parser) throws(Halt) -> Value?
  ) -> Value? {
    let start = (index, depth, context, cuts.count, isSpeculating, implicitParameters)
    isSpeculating = true
    let value = try? read(&self)
    isSpeculating = start.4
    if value == nil {
      while cuts.count > start.3, let (index, token) = cuts.popLast() { tokens[index] = token }
      (index, depth, context, implicitParameters) = (start.0, start.1, start.2, start.5)
    } else if !isSpeculating {
      cuts.removeAll()
    }
    return value
  }

  /// Tells a mistake that does not hinder reading on.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !isSpeculating, !isAborted else { return }
    if kind == .endOfText, diagnostics.isEmpty, lexerDiagnostics.isEmpty {
      ranOut = true
      reachedEndInBracket = diagnostic.id == "unclosed-bracket"
    }
    guard diagnostics.count < Parser.diagnosticLimit else { return }
    let made = diagnostic
    // What the lexer has said about this line is enough.
    guard !lexerDiagnostics.contains(where: { isSameLine($0.span.start, made.span.start) }),
      diagnostics.last?.span.start != made.span.start
    else { return }
    diagnostics.append(made)
  }

  /// Tells a mistake that makes the rest of the statement unreadable.
  mutating func fail(_ diagnostic: Diagnostic) -> Halt {
    report(diagnostic)
    return Halt()
  }

  private func isSameLine(_ one: Int, _ other: Int) -> Bool {
    let (low, high) = (min(one, other), max(one, other))
    guard high - low < 4000, low >= 0, high <= source.bytes.count else { return false }
    return !source.bytes[low..<high].contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// Counts a level of nesting; every call is paired with `leave`.
  ///
  /// A statement costs more than an expression, for its frames on the stack are larger.
  mutating func enter(cost: Int = 1) throws(Halt) {
    depth += cost
    guard depth > Parser.nestingLimit else { return }
    if isSpeculating { throw Halt() }
    report(errors.nestedTooDeeply(token.span))
    abort()
    throw Halt()
  }

  mutating func leave(cost: Int = 1) { depth -= cost }

  static let statementCost = 4

  /// Gives up: what is left of the text is not read.
  mutating func abort() {
    isAborted = true
    index = tokens.count - 1
  }
}
