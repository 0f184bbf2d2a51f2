import Testing

@testable import ApusText

/// A diagnostic says the same in every style, and points to the same place.
@Suite struct StyleTests {
  /// What stands before and behind the place that is pointed at.
  static let lines: [(before: String, at: String, after: String)] = [
    ("let x = ", "y", " + 1"),
    ("\tlet\tx\t=\t", "y\tz", "\t+ 1"),
    ("let cafe\u{301} = \"e\u{301}a\u{300}\" + ", "n\u{303}andu\u{301}", " + 1"),
    ("let family = \"👨‍👩‍👧‍👦 👍🏽 🇩🇪\" + ", "👩🏾‍🚀x", "\"🎉\""),
    ("let 名前 = \"全角\" + ", "値段", "(ｶﾅ)"),
    ("a < b && \"c\" > 'd' ", "&x", " </pre><b>"),
    ("let x = 1 // a\r\nlet é = ", "🙂z", "\r\nlast()"),
    ("first\r\n\tsecond\u{301}\r\n", "third\r\nfourth", "\r\nfifth"),
    ("", "", ""),
  ]

  private func diagnostic(_ index: Int) -> Diagnostic {
    let (before, at, after) = Self.lines[index]
    let source = SourceText(before + at + after, name: "cell <1>")
    let span = Span(before.utf8.count, (before + at).utf8.count)
    var diagnostic = Diagnostic(
      "some-id", .type, "it does not fit & \"why\"", in: source, at: span,
      labels: [
        Diagnostic.Label(span, "é 🙂 < here"),
        Diagnostic.Label(Span(0, min(3, before.utf8.count)), "there"),
      ], help: "write 'x'")
    diagnostic.fix = Diagnostic.Fix(span, "e\u{301}\t🙂")
    diagnostic.trace = [Diagnostic.Frame(function: "f<T>", source: source, span: span)]
    return diagnostic
  }

  /// What a browser shows of markup: its text without the tags; nil where a mark is not closed.
  private func shown(_ html: String) -> String? {
    let text = html.replacing(/<\/?[a-z]+(?: [a-z]+="[^"<>]*")*>/, with: "")
    guard !text.contains("<"), !text.contains(">") else { return nil }
    let known = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
    return text.replacing(/&[a-z#0-9]+;/) { match in known[String(match.output)] ?? "?" }
  }

  /// What a terminal shows of text with colours.
  private func shown(ansi: String) -> String {
    ansi.replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }

  @Test(arguments: lines.indices, [20, 40, 100])
  func `HTML, colours and plain text show the same`(index: Int, width: Int) {
    let diagnostic = diagnostic(index)
    let plain = DiagnosticRenderer(style: .plain, width: width).render(diagnostic)
    let html = DiagnosticRenderer(style: .html, width: width).render(diagnostic)
    #expect(shown(html) == plain)
    let ansi = DiagnosticRenderer(style: .ansi, width: width).render(diagnostic)
    #expect(shown(ansi: ansi) == plain)
    #expect(ansi != plain)
  }

  @Test(arguments: lines.indices) func `HTML keeps its blanks and cuts no line`(index: Int) throws {
    let html = DiagnosticRenderer(style: .html).render(diagnostic(index))
    #expect(html.hasPrefix("<pre ") && html.hasSuffix("</pre>"))
    #expect(html.contains("white-space:pre"))
    let text = try #require(shown(html))
    // The caret stands under what is pointed at, whatever the columns before it are made of.
    #expect(text.contains("^"))
    #expect(!text.contains("\t"))
  }
}
