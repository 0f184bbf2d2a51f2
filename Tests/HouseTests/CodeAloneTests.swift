import Testing

@Suite struct CodeAloneTests {
  /// What is left of a text, without the blanks.
  private func words(_ text: String) -> [String] {
    codeAlone(text).split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test func `comments go, also nested ones`() {
    #expect(words("a // b\nc /* d /* e */ f */ g") == ["a", "c", "g"])
  }

  @Test func `strings go, whatever their quotes`() {
    #expect(words(#"a "try! \" b" c"#) == ["a", "c"])
    #expect(words(##"a #"b " \(c)"# d"##) == ["a", "d"])
    #expect(words(#"a """ b "x" \""" c """ d"#) == ["a", "d"])
  }

  @Test func `the code of an interpolation stays`() {
    #expect(words(#"a "b \(c(d!, "e")) f" g"#) == ["a", "c(d!,", ")", "g"])
  }

  @Test func `every line and column keeps its place`() {
    let text = "a /* b\n c */ \"d \\(e)\"\n// f\ng"
    let alone = codeAlone(text)
    #expect(alone.utf8.count == text.utf8.count)
    #expect(alone.split(separator: "\n").count == text.split(separator: "\n").count)
    #expect(alone.utf8.last == UInt8(ascii: "g"))
  }
}
