import Testing

@testable import ApusText

@Suite struct DiagnosticRendererTests {
  let plain = DiagnosticRenderer(style: .plain)

  /// A diagnostic at the first occurrence of some text, with labels at others.
  func diagnostic(
    _ text: String, at wanted: String, labels: [(String, String)] = []
  ) -> Diagnostic {
    let source = SourceText(text, name: "cell 1")
    return Diagnostic(
      "some-id", .shape, "they do not fit", in: source, at: span(of: wanted, in: text),
      labels: labels.map { Diagnostic.Label(span(of: $0.0, in: text), $0.1) })
  }

  func span(of wanted: String, in text: String) -> Span {
    let bytes = Array(text.utf8)
    let part = Array(wanted.utf8)
    for start in 0...max(0, bytes.count - part.count)
    where bytes[start...].starts(with: part) {
      return Span(start, start + part.count)
    }
    return Span(0, 0)
  }

  @Test func `labels of one line hang under their columns`() {
    let made = diagnostic(
      "let y = matmul(x, w)", at: "matmul", labels: [("x", "[2, 3]"), ("w", "[4, 5]")])
    #expect(
      plain.render(made) == """
        cell 1:1:9: error: they do not fit [some-id]
        1 | let y = matmul(x, w)
          |         ^~~~~~ ~  ~
          |                |  `- [4, 5]
          |                `- [2, 3]

        """)
  }

  @Test func `everything there is to say is said in order`() {
    var made = diagnostic("a\nf(x)\nb", at: "x")
    made.notes = ["first", "second"]
    made.help = "do this"
    made.fix = Diagnostic.Fix(made.span, "y + 1")
    made.trace = [
      Diagnostic.Frame(
        function: "f", source: SourceText("\n\n  f(1)", name: "cell 2"), span: Span(4, 5))
    ]
    #expect(
      plain.render(made) == """
        cell 1:2:3: error: they do not fit [some-id]
        2 | f(x)
          |   ^
        note: first
        note: second
        help: do this
        fix:
        2 | f(y + 1)
        in f, called at cell 2:3:3

        """)
  }

  @Test func `tabs, wide and combined characters keep the columns`() {
    let made = diagnostic("\tx̂ = 変😀 + bad", at: "bad", labels: [("変😀", "wide")])
    #expect(
      plain.render(made) == """
        cell 1:1:11: error: they do not fit [some-id]
        1 |     x̂ = 変😀 + bad
          |         ~~~~   ^~~
          |         `- wide

        """)
  }

  @Test func `CRLF is no part of a line`() {
    let made = diagnostic("a\r\nbad\r\nc", at: "bad")
    #expect(
      plain.render(made) == """
        cell 1:2:1: error: they do not fit [some-id]
        2 | bad
          | ^~~

        """)
  }

  @Test func `a span over lines marks its first and its last`() {
    let made = diagnostic("f(\n  a,\n  b\n) + 1", at: "(\n  a,\n  b\n)")
    #expect(
      plain.render(made) == """
        cell 1:1:2: error: they do not fit [some-id]
        1 | f(
          |  ^
         ...
        4 | ) + 1
          | ~

        """)
  }

  @Test func `lines apart are joined by what is between them`() {
    let near = diagnostic("aa\nbb\ncc", at: "cc", labels: [("aa", "here")])
    #expect(
      plain.render(near) == """
        cell 1:3:1: error: they do not fit [some-id]
        1 | aa
          | ~~
          | `- here
        2 | bb
        3 | cc
          | ^~

        """)
  }

  @Test func `line numbers of three digits keep the frame straight`() {
    let text = (1...120).map { "line\($0)" }.joined(separator: "\n")
    let made = diagnostic(text, at: "line105", labels: [("line9\n", "early")])
    #expect(
      plain.render(made) == """
        cell 1:105:1: error: they do not fit [some-id]
          9 | line9
            | ~~~~~
            | `- early
           ...
        105 | line105
            | ^~~~~~~

        """)
  }

  @Test func `a very long line is cut around the caret`() {
    let text =
      String(repeating: "abcdefghij", count: 20) + "BAD" + String(repeating: "z", count: 90)
    let renderer = DiagnosticRenderer(style: .plain, width: 40)
    #expect(
      renderer.render(diagnostic(text, at: "BAD")) == """
        cell 1:1:201: error: they do not fit [some-id]
        1 | …abcdefghijabcdefghijBADzzzzzzzzzzzzzzzzz…
          |                      ^~~

        """)
  }

  @Test func `a line of megabytes is rendered quickly and cut`() {
    let text = String(repeating: "é", count: 1_000_000) + "BAD"
    let source = SourceText(text, name: "cell 1")
    let made = Diagnostic("id", .syntax, "long", in: source, at: Span(2_000_000, 2_000_003))
    let lines = DiagnosticRenderer(style: .plain, width: 20).lines(of: made)
    #expect(lines[1] == "1 | …ééééééééééééééééBAD" || lines[1].hasSuffix("BAD"))
    #expect(lines[1].count < 40)
  }

  @Test func `the end of the text can be pointed at`() {
    let source = SourceText("f(x", name: "cell 1")
    let made = Diagnostic("id", .syntax, "open", in: source, at: Span(3, 3))
    #expect(
      plain.render(made) == """
        cell 1:1:4: error: open [id]
        1 | f(x
          |    ^

        """)
  }

  @Test func `labels outside the source are moved to its end`() {
    let source = SourceText("ab", name: "cell 1")
    let made = Diagnostic(
      "id", .syntax, "far", in: source, at: Span(-5, 900),
      labels: [Diagnostic.Label(Span(70, 80), "outside")])
    #expect(
      plain.render(made) == """
        cell 1:1:1: error: far [id]
        1 | ab
          | ^~~
          |   `- outside

        """)
  }

  @Test func `an empty text can be pointed at`() {
    let source = SourceText("", name: "cell 1")
    let made = Diagnostic("id", .syntax, "empty", in: source, at: Span(0, 0))
    #expect(plain.render(made) == "cell 1:1:1: error: empty [id]\n1 | \n  | ^\n")
  }

  @Test func `of a deep recursion the first and the last calls are listed`() {
    var made = diagnostic("f(1)", at: "f")
    made.trace = (1...100).map {
      Diagnostic.Frame(function: "f\($0)", source: made.source, span: made.span)
    }
    let lines = plain.lines(of: made).dropFirst(3)
    #expect(lines.count == 16)
    #expect(lines.first == "in f1, called at cell 1:1:1")
    #expect(lines.dropFirst(10).first == "… 85 more calls")
    #expect(lines.last == "in f100, called at cell 1:1:1")
  }

  @Test func `HTML escapes what the student wrote`() {
    let html = DiagnosticRenderer(style: .html).render(diagnostic("a<b> & \"c\"", at: "<b>"))
    #expect(html.hasPrefix("<pre class=\"apus-diagnostic\""))
    #expect(html.contains("a&lt;b&gt; &amp; &quot;c&quot;"))
    #expect(!html.contains("<b>"))
  }

  @Test func `control characters do not reach the terminal`() {
    let made = diagnostic("a\u{1B}[31m bad", at: "bad")
    #expect(!plain.render(made).contains("\u{1B}"))
    let ansi = DiagnosticRenderer(style: .ansi).render(made)
    #expect(ansi.hasPrefix("\u{1B}[36mcell 1:1:8\u{1B}[0m: \u{1B}[1;31merror:\u{1B}[0m "))
    #expect(!ansi.contains("a\u{1B}"))
  }

  @Test func `the styles differ only in their marks`() {
    let made = diagnostic("let y = f(x)", at: "f", labels: [("x", "it")])
    let ansi = DiagnosticRenderer(style: .ansi).render(made)
    var bare = ""
    var isEscape = false
    for character in ansi {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { bare.append(character) }
      if character == "m", isEscape { isEscape = false }
    }
    #expect(bare == plain.render(made))
  }
}
