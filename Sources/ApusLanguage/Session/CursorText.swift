import ApusSyntax
import ApusText

/// The text around a cursor: the name that is being written, and the text before it made whole.
struct CursorText {
  let source: SourceText
  let offset: Int
  /// Where the name at the cursor begins.
  let prefixStart: Int
  let isInsideTextOrNumber: Bool
  private let tokens: [Token]

  init(_ source: SourceText, at offset: Int) {
    self.source = source
    self.offset = offset
    let before = SourceText(source.slice(Span(0, offset)), name: source.name)
    let lexed = Lexer.lex(before)
    tokens = lexed.tokens
    var start = offset
    var inside = lexed.comments.contains { $0.start < offset && $0.end >= offset }
    if let last = lexed.tokens.last(where: { $0.end > $0.start }), last.end == offset {
      switch last.kind {
      case .identifier, .keyword: start = last.start
      case .stringText, .stringStart, .integer, .floating: inside = true
      default: break
      }
    }
    prefixStart = start
    isInsideTextOrNumber = inside
  }

  var prefix: String { source.slice(Span(prefixStart, offset)) }

  var isAfterDot: Bool { prefixStart > 0 && source.bytes[prefixStart - 1] == UInt8(ascii: ".") }

  /// The text up to the name, the placeholder, and what closes every open bracket.
  var completed: String {
    var open: [String] = []
    for token in tokens where token.start < prefixStart {
      if case .punctuation(let mark) = token.kind {
        if let closing = mark.closing {
          open.append(closing.rawValue)
        } else if mark.isClosing {
          _ = open.popLast()
        }
      }
    }
    let head = source.slice(Span(0, prefixStart))
    // A closing brace stands on a line of its own, so that it ends whatever statement is open.
    return head + Probe.placeholder
      + open.reversed().map { $0 == "}" ? "\n}" : $0 }.joined()
  }

  /// The whole name that the cursor touches, to both sides.
  var name: Span? {
    let all = Lexer.lex(source).tokens
    return all.first { token in
      guard token.start <= offset, token.end >= offset, token.end > token.start else {
        return false
      }
      switch token.kind {
      case .identifier, .keyword: return true
      default: return false
      }
    }.map { Span($0.start, $0.end) }
  }
}
