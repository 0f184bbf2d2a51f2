import ApusText

/// A block of Python, which indentation holds together, written with braces.
///
/// It starts at the colon of its head. Blocks inside it and branches behind it are changed with it;
/// where one is of a kind that is written otherwise here, there is no text.
struct PythonBlock {
  let source: SourceText
  /// The colon.
  let start: Int
  /// The indentation of the head's line.
  let outer: Int

  private static let heads: Set<Substring> = ["if", "for", "while", "else", "elif"]

  private struct Line {
    var indentation: Int
    var text: Substring
    var end: Int

    var head: Substring { text.prefix { $0.isLetter } }
    var isBranch: Bool { head == "else" || head == "elif" }
    var opensBlock: Bool { text.last == ":" }
  }

  /// What the braces replace, and with what.
  var fix: (Span, String)? {
    let head = source.lineNumber(of: start)
    let rest = Self.trimmed(source.slice(Span(start + 1, source.span(ofLine: head).end))[...])
    guard rest.isEmpty else {
      let end = source.span(ofLine: head).end
      return rest.contains("//") || rest.contains("#") || rest.contains(":")
        ? nil : (Span(start, end), " { \(rest) }")
    }
    let lines = lines(below: head)
    guard let last = lines.last else { return nil }
    var text = " {"
    var open = [outer]
    for line in lines {
      var isClosed = false
      while let level = open.last, line.indentation <= level {
        open.removeLast()
        text += "\n" + String(repeating: " ", count: level) + "}"
        isClosed = true
      }
      var words = String(line.text)
      if line.opensBlock {
        guard Self.heads.contains(line.head) else { return nil }
        words.removeLast()
        if line.head == "elif" { words = "else if" + words.dropFirst(4) }
        words += " {"
        open.append(line.indentation)
      } else if Self.heads.contains(line.head), !words.contains("{") {
        return nil
      }
      let margin = String(repeating: " ", count: line.indentation)
      text += line.isBranch && isClosed ? " " + words : "\n" + margin + words
    }
    for level in open.reversed() { text += "\n" + String(repeating: " ", count: level) + "}" }
    return (Span(start, last.end), text)
  }

  /// The lines of the block and of its branches.
  private func lines(below head: Int) -> [Line] {
    var lines: [Line] = []
    var number = head + 1
    while number <= source.lineCount, lines.count < 500 {
      let span = source.span(ofLine: number)
      let text = source.slice(span)[...]
      number += 1
      let words = Self.trimmed(text)
      guard !words.isEmpty else { continue }
      // A tab is as wide as it looks in most editors.
      let indentation = text.prefix { $0 == " " || $0 == "\t" }.reduce(0) {
        $0 + ($1 == "\t" ? 4 : 1)
      }
      let line = Line(indentation: indentation, text: words, end: span.end)
      guard indentation > outer || indentation == outer && line.isBranch && line.opensBlock else {
        break
      }
      lines.append(line)
    }
    return lines
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
