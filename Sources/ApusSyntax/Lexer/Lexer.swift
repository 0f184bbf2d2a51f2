import ApusText

/// Cuts a text into tokens in one pass, without recursion and in linear time.
///
/// Every byte sequence lexes: what Swift would refuse becomes a diagnostic and a token of kind
/// `invalid`, so that the parser need not complain again.
package struct Lexer {
  /// What a lexed text consists of.
  package struct Result: Sendable {
    /// Ends with one token of kind `endOfText`.
    package var tokens: [Token]
    package var comments: [Span]
    /// The text of the `///` comments above the token of this index.
    package var documentation: [Int: String]
    package var diagnostics: [Diagnostic]
    /// The text ends inside a comment or a multi-line string.
    package var isUnfinished: Bool
  }

  /// What encloses the place that is being read.
  enum Context {
    case string(StringDelimiter)
    /// The number of parentheses open inside an interpolation.
    case interpolation(Int)
  }

  struct StringDelimiter {
    var start: Int
    var pounds: Int
    var quote: UInt8
    var isMultiline: Bool
  }

  static let nestingLimit = 200
  static let diagnosticLimit = 50

  let source: SourceText
  let bytes: [UInt8]
  let errors: SyntaxErrors
  var position = 0
  var flags: Token.Flags = [.startsLine, .afterSpace]
  var contexts: [Context] = []
  var pendingDocumentation: [String] = []
  var result = Result(
    tokens: [], comments: [], documentation: [:], diagnostics: [], isUnfinished: false)

  private init(_ source: SourceText) {
    self.source = source
    self.bytes = source.bytes
    self.errors = SyntaxErrors(source: source)
    result.tokens.reserveCapacity(bytes.count / 3 + 1)
  }

  package static func lex(_ source: SourceText) -> Result {
    var lexer = Lexer(source)
    lexer.run()
    return lexer.result
  }

  private mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      if case .string(let delimiter)? = contexts.last {
        lexStringContent(delimiter)
      } else {
        skipTrivia()
        if position < bytes.count, !isInString { lexToken() }
      }
    }
    while let context = contexts.popLast() {
      if case .string(let delimiter) = context { endUnterminated(delimiter) }
    }
    add(.endOfText, bytes.count, bytes.count)
  }

  /// Whether the text goes on inside a string, which a line end in an interpolation returns to.
  private var isInString: Bool {
    if case .string? = contexts.last { return true }
    return false
  }

  func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index >= 0 && index < bytes.count ? bytes[index] : 0
  }

  func byte(at index: Int) -> UInt8 {
    index >= 0 && index < bytes.count ? bytes[index] : 0
  }

  mutating func add(_ kind: TokenKind, _ start: Int, _ end: Int, _ more: Token.Flags = []) {
    if !pendingDocumentation.isEmpty {
      result.documentation[result.tokens.count] = pendingDocumentation.joined(separator: "\n")
      pendingDocumentation = []
    }
    result.tokens.append(Token(kind, start, end, flags.union(more)))
    flags = []
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if result.diagnostics.count < Lexer.diagnosticLimit {
      result.diagnostics.append(diagnostic)
    }
  }

  /// The scalar at an index and its length in bytes; (0xFFFD, 1) where the bytes are no UTF-8.
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let first = byte(at: index)
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, index + length <= bytes.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (value, length)
  }

  private mutating func lexToken() {
    let start = position
    let first = bytes[position]
    switch first {
    case _ where CharacterClass.isLetter(first) || first == 0x5F:
      lexIdentifier()
    case _ where CharacterClass.isDigit(first):
      lexNumber()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      startString(at: start, pounds: 0)
    case UInt8(ascii: "#"):
      lexPound()
    case UInt8(ascii: "`"):
      lexEscapedIdentifier()
    case UInt8(ascii: "$"):
      lexImplicitParameter()
    case UInt8(ascii: "("):
      countParenthesis(1)
      position += 1
      add(.punctuation(.leftParenthesis), start, position)
    case UInt8(ascii: ")"):
      lexClosingParenthesis()
    case UInt8(ascii: "."):
      lexPeriod()
    case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "#"):
      lexHole()
    default:
      if let mark = Punctuation.byByte[first] {
        position += 1
        add(.punctuation(mark), start, position)
      } else if CharacterClass.isOperatorByte(first) {
        lexOperator()
      } else {
        lexUnicode()
      }
    }
  }

  private mutating func lexUnicode() {
    let start = position
    let (value, length) = scalar(at: start)
    if let quote = Lookalike.quotes.first(where: { $0 == value }) {
      lexSmartQuote(quote)
    } else if CharacterClass.isIdentifierHead(value) {
      lexIdentifier()
    } else if CharacterClass.isOperatorHead(value) {
      lexOperator()
    } else {
      position += length
      // A run of such characters is one mistake.
      while position < bytes.count, bytes[position] >= 0x80 {
        let next = scalar(at: position)
        guard !CharacterClass.isIdentifierHead(next.value),
          !CharacterClass.isOperatorHead(next.value)
        else { break }
        position += next.length
      }
      report(errors.invalidCharacter(Span(start, position)))
      add(.invalid, start, position)
    }
  }

  private mutating func countParenthesis(_ change: Int) {
    guard case .interpolation(let depth)? = contexts.last else { return }
    contexts[contexts.count - 1] = .interpolation(depth + change)
  }

  private mutating func lexClosingParenthesis() {
    let start = position
    position += 1
    if case .interpolation(let depth)? = contexts.last {
      if depth == 0 {
        contexts.removeLast()
        add(.interpolationEnd, start, position)
        return
      }
      contexts[contexts.count - 1] = .interpolation(depth - 1)
    }
    add(.punctuation(.rightParenthesis), start, position)
  }
}
