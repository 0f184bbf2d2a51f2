import Testing

@testable import ApusKernel

@Suite struct GlobTests {
  @Test(arguments: [
    ("*", ""), ("*", "any\ntext"), ("a*c", "abbbc"), ("a?c", "aéc"), ("[a-c]x", "bx"),
    ("[^a-c]x", "dx"), ("[]]", "]"), ("[-a]", "-"), ("a[", "a["), ("**a**", "bab"), ("", ""),
    ("*ab", "aab"), ("😀?", "😀x"),
  ])
  func `a pattern matches`(pattern: String, text: String) {
    #expect(Glob(pattern).matches(text))
  }

  @Test(arguments: [
    ("", "a"), ("a", "A"), ("a?c", "ac"), ("[a-c]x", "dx"), ("[^a-c]x", "bx"), ("a*c", "abcd"),
    ("?", ""), ("[c-a]", "b"),
  ])
  func `a pattern does not match`(pattern: String, text: String) {
    #expect(!Glob(pattern).matches(text))
  }

  @Test func `a hostile pattern takes no longer than its length times the text's`() {
    let pattern = String(repeating: "*a", count: 1000) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
  }
}
