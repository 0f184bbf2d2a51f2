import ApusText

extension Lexer {
  /// The end of the identifier that starts at an index.
  func identifierEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let first = bytes[end]
      if first < 0x80 {
        guard CharacterClass.isIdentifierPart(UInt32(first)) else { break }
        end += 1
      } else {
        let (value, length) = scalar(at: end)
        guard CharacterClass.isIdentifierPart(value) else { break }
        end += length
      }
    }
    return end
  }

  mutating func lexIdentifier() {
    let start = position
    position = identifierEnd(from: start)
    if lexPrefixedString(from: start) { return }
    let count = position - start
    if count == 1, bytes[start] == 0x5F {
      add(.punctuation(.underscore), start, position)
    } else if count <= 15, let word = Keyword.bySpelling[source.slice(Span(start, position))] {
      add(.keyword(word), start, position)
    } else {
      add(.identifier, start, position)
    }
  }

  /// `f"…"`, `r'…'`: a Python string with letters before its quotes.
  private mutating func lexPrefixedString(from start: Int) -> Bool {
    let quote = byte()
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), position - start <= 2 else {
      return false
    }
    let letters = bytes[start..<position].map { $0 | 0x20 }
    guard letters.allSatisfy({ "frbu".utf8.contains($0) }) else { return false }
    var end = position + 1
    while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += bytes[end] == 0x5C ? 2 : 1
    }
    let isClosed = byte(at: end) == quote
    let text = source.slice(Span(position + 1, end))
    end = min(isClosed ? end + 1 : end, bytes.count)
    report(
      errors.prefixedString(
        Span(start, end), letters: String(decoding: letters, as: UTF8.self),
        text: isClosed ? text : nil))
    position = end
    // Stands for the string, so that nothing else is said about it.
    add(.invalid, start, end)
    return true
  }

  mutating func lexEscapedIdentifier() {
    let start = position
    // Between back-ticks a name may hold blanks and nearly everything else.
    var end = start + 1
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "`"),
      bytes[end] != 0x5C
    {
      end += 1
    }
    if end > start + 1, byte(at: end) == UInt8(ascii: "`") {
      position = end + 1
      add(.identifier, start, position, .isEscaped)
    } else {
      position += 1
      report(errors.invalidCharacter(Span(start, position)))
      add(.invalid, start, position)
    }
  }

  mutating func lexImplicitParameter() {
    let start = position
    position += 1
    while CharacterClass.isDigit(byte()) { position += 1 }
    if position > start + 1, !CharacterClass.isIdentifierPart(scalar(at: position).value) {
      add(.implicitParameter, start, position)
    } else {
      position = max(position, identifierEnd(from: position))
      report(errors.invalidCharacter(Span(start, position)))
      add(.invalid, start, position)
    }
  }

  /// `#"raw"#`, `#if`, or a Python comment.
  mutating func lexPound() {
    let start = position
    var end = start
    while byte(at: end) == UInt8(ascii: "#") { end += 1 }
    if byte(at: end) == UInt8(ascii: "\"") {
      startString(at: start, pounds: end - start)
      return
    }
    let wordEnd = identifierEnd(from: end)
    let word = source.slice(Span(end, wordEnd))
    // Python's comments have a blank behind the `#` or start the line.
    let isMacro =
      LeftOut.directives.contains(word) || !flags.contains(.startsLine)
      || byte(at: wordEnd) == UInt8(ascii: "(")
    if end == start + 1, wordEnd > end, isMacro {
      position = wordEnd
      add(.directive, start, position)
      return
    }
    while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
      position += 1
    }
    report(errors.pythonComment(Span(start, position), pounds: end - start))
    result.comments.append(Span(start, position))
    flags.insert(.afterSpace)
  }

  mutating func lexHole() {
    let start = position
    var end = position + 2
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      if bytes[end] == UInt8(ascii: "#"), byte(at: end + 1) == UInt8(ascii: ">") {
        position = end + 2
        add(.hole, start, position)
        return
      }
      end += 1
    }
    position = end
    report(errors.unterminatedHole(Span(start, start + 2)))
    add(.invalid, start, end)
  }

  mutating func lexSmartQuote(_ quote: UInt32) {
    let start = position
    position += 3
    var end = position
    var close: Int?
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      let (value, length) = scalar(at: end)
      if Lookalike.quotes.contains(value) || value == 0x22 {
        close = end
        end += length
        break
      }
      end += length
    }
    end = min(end, bytes.count)
    report(
      errors.smartQuotes(
        Span(start, end), text: close.map { source.slice(Span(start + 3, $0)) }))
    position = end
    add(.invalid, start, end)
  }
}
