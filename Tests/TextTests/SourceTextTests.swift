import Testing

@testable import ApusText

@Suite struct SourceTextTests {
  @Test func `LF, CR and CRLF each end one line`() {
    let source = SourceText("a\nbb\r\nccc\rd", name: "t")
    #expect((1...5).map(source.line) == ["a", "bb", "ccc", "d", ""])
    #expect(source.lineCount == 4)
    #expect(source.span(ofLine: 2) == Span(2, 4))
  }

  @Test func `a column counts what a person calls a character`() {
    let source = SourceText("é🇩🇪x̂ = 1", name: "t")
    let equal = source.bytes.firstIndex(of: UInt8(ascii: "=")) ?? 0
    #expect(source.position(of: equal).column == 5)
  }

  @Test func `an offset outside the text is the end`() {
    let source = SourceText("ab\ncd", name: "t")
    #expect(source.position(of: 99) == (2, 3))
    #expect(source.position(of: -1) == (1, 1))
    #expect(source.slice(Span(3, 99)) == "cd")
    #expect(source.slice(Span(9, 2)) == "")
  }

  @Test func `a last line without an end and an empty one are lines`() {
    #expect(SourceText("a\n", name: "t").lineCount == 2)
    #expect(SourceText("", name: "t").lineCount == 1)
    #expect(SourceText("a\n", name: "t").position(of: 2) == (2, 1))
  }

  @Test(arguments: ["", "abc", "aé😀b", String(repeating: "é😀a\n", count: 1000)])
  func `code points and bytes lead to one another`(_ text: String) {
    let source = SourceText(text, name: "t")
    var offset = 0
    for (number, scalar) in text.unicodeScalars.enumerated() {
      #expect(source.codePointOffset(of: offset) == number)
      #expect(source.utf8Offset(ofCodePoint: number) == offset)
      offset += String(scalar).utf8.count
    }
    #expect(source.utf8Offset(ofCodePoint: text.unicodeScalars.count) == offset)
    #expect(source.utf8Offset(ofCodePoint: Int.max) == offset)
    #expect(source.codePointOffset(of: Int.max) == text.unicodeScalars.count)
  }

  @Test func `wide characters take two columns and marks none`() {
    #expect(DisplayWidth.of("a") == 1)
    #expect(DisplayWidth.of("é") == 1)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("変") == 2)
    #expect(DisplayWidth.of("😀") == 2)
    #expect(DisplayWidth.of("🇩🇪") == 2)
    #expect(DisplayWidth.of("👩‍👩‍👧") == 2)
    #expect(DisplayWidth.of("❤️") == 2)
    #expect(DisplayWidth.of("\u{200B}") == 0)
    #expect(DisplayWidth.of("ｶ") == 1)
  }
}
