/// Pairs brackets before parsing, so that recovery and look-ahead can jump over what they enclose.
enum BracketMatching {
  /// For each opening bracket the index of the token that closes it, -1 for every other token.
  ///
  /// A closing bracket that does not fit the innermost opening one closes the nearest that fits,
  /// and leaves those between unmatched. Linear in the number of tokens.
  static func match(_ tokens: [Token]) -> [Int32] {
    var matches = [Int32](repeating: -1, count: tokens.count)
    var open: [(mark: Punctuation, index: Int)] = []
    var counts: [Punctuation: Int] = [:]
    for (index, token) in tokens.enumerated() {
      let mark: Punctuation
      switch token.kind {
      case .punctuation(let found): mark = found
      case .interpolationStart: mark = .backslash
      case .interpolationEnd: mark = .backslash
      default: continue
      }
      let isOpening = mark.closing != nil || token.kind == .interpolationStart
      if isOpening {
        open.append((mark, index))
        counts[mark, default: 0] += 1
      } else if mark.isClosing || token.kind == .interpolationEnd {
        let wanted = opening(of: mark)
        guard counts[wanted, default: 0] > 0 else { continue }
        while let (top, start) = open.popLast() {
          counts[top, default: 1] -= 1
          if top == wanted {
            matches[start] = Int32(truncatingIfNeeded: index)
            break
          }
        }
      }
    }
    return matches
  }

  private static func opening(of mark: Punctuation) -> Punctuation {
    switch mark {
    case .rightParenthesis: .leftParenthesis
    case .rightBracket: .leftBracket
    case .rightBrace: .leftBrace
    default: mark
    }
  }
}
