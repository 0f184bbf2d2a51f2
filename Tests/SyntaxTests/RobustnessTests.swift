import ApusText
import Testing

@testable import ApusSyntax

@Suite struct RobustnessTests {
  /// A generator that gives the same numbers every time (SplitMix64).
  struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  func parse(_ text: String) -> SyntaxTree {
    Parser.parse(SourceText(text, name: "t"))
  }

  @Test(arguments: [
    "(", "[", "{", "f(", "x[", "{ a in ", "\"\\(", "-(", "!(", "if x { ", "func f() { ",
    "[[", "a ? b : (", "let x: [", "let x: Set<", "struct S { ", "switch x { case 1: ",
    "case (", "(let ", "try ", "a = try ", "let x: (", "if x { } else ", "f { ", "[for x in ",
    "if let (", "x as (", "a<", "#\"\\#(", "\"\"\"\n\\(", "<#", "{ [a = ", "/*", "@a(",
  ])
  func `10,000 openings end in an error`(_ opening: String) {
    let tree = parse(String(repeating: opening, count: 10_000))
    #expect(!tree.diagnostics.isEmpty)
    #expect(tree.diagnostics.count <= 100)
  }

  @Test func `brackets that close are refused only for their depth`() {
    let depth = 10_000
    let tree = parse(
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth))
    #expect(tree.diagnostics.map(\.id) == ["nested-too-deeply"])
    let small = String(repeating: "[", count: 100) + "1" + String(repeating: "]", count: 100)
    #expect(parse(small).diagnostics.isEmpty)
  }

  @Test(arguments: [" + ", " && ", " ?? ", " ** ", "\n  - "])
  func `a sum of 50,000 terms reads`(_ symbol: String) {
    let tree = parse(Array(repeating: "a", count: 50_000).joined(separator: symbol))
    #expect(tree.diagnostics.isEmpty)
    #expect(tree.statements.count == 1)
  }

  @Test func `an expression beyond the limit is told and not read`() {
    let tree = parse(Array(repeating: "a", count: 70_000).joined(separator: "+"))
    #expect(tree.diagnostics.map(\.id) == ["expression-too-long"])
  }

  @Test func `a long chain of members and calls reads`() {
    let tree = parse("a" + String(repeating: ".b()[0]", count: 10_000))
    #expect(tree.diagnostics.isEmpty)
  }

  @Test func `a cell of a megabyte reads in time proportional to its length`() {
    let line = "let value = f(x, axis: 1)[0, 1...] + \"text \\(y)\" // comment\n"
    let clock = ContinuousClock()
    let small = clock.measure { _ = parse(String(repeating: line, count: 2_000)) }
    let large = clock.measure { _ = parse(String(repeating: line, count: 16_000)) }
    // Eight times the text; quadratic work would take sixty-four times as long.
    #expect(large < small * 30)
  }

  @Test(arguments: ["(\n", ")\n", "a<b,", "f(a,\n", "x y\n", "let a = \n", "}{", "'", "\"", "# \n"])
  func `many mistakes take no more than linear time`(_ unit: String) {
    let clock = ContinuousClock()
    let small = clock.measure { _ = parse(String(repeating: unit, count: 2_500)) }
    let large = clock.measure { _ = parse(String(repeating: unit, count: 20_000)) }
    #expect(large < small * 40 + .milliseconds(200))
  }

  @Test func `any bytes parse and every span lies in the text`() {
    var random = Seeded(state: 1)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<60, using: &random)
      let bytes = (0..<count).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 32...126, using: &random)
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `any tokens parse and every span lies in the text`() {
    let words =
      Keyword.allCases.map(\.rawValue) + Punctuation.allCases.map(\.rawValue) + [
        "x", "y", "T", "1", "2.5", "\"a\"", "\"\\(", "\"\"\"", "\n", "\n", "$0", "-", "+", "<", ">",
        "...", "..<", "&", "?", "!", "#\"", "//", "/*", "*/", "<#h#>", "é", "get", "set", "not",
        "and", "def", "lambda", ":", ":", "(", ")", "{", "}", "[", "]", "elif", "True", "•", "@",
        "in", "for", "if", "else", "->", "=", "case", "where", "some", "any", "f\"{x}\"", "'",
      ]
    var random = Seeded(state: 2)
    for _ in 0..<6_000 {
      let count = Int.random(in: 1..<30, using: &random)
      let text = (0..<count).map { _ in
        (words.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
      }.joined()
      check(text)
    }
  }

  @Test func `every cut of every golden parses`() {
    var random = Seeded(state: 3)
    for golden in Golden.all {
      let characters = Array(golden.source)
      for _ in 0..<8 where !characters.isEmpty {
        let start = Int.random(in: 0..<characters.count, using: &random)
        let end = Int.random(in: start...characters.count, using: &random)
        check(String(characters[start..<end]))
        check(String(characters[..<start] + characters[end...]))
      }
    }
  }

  private func check(_ text: String) {
    let source = SourceText(text, name: "t")
    let tree = Parser.parse(source)
    _ = TextCompleteness.of(source)
    let renderer = DiagnosticRenderer(style: .html)
    for diagnostic in tree.diagnostics {
      let isInside = diagnostic.span.start >= 0 && diagnostic.span.end <= source.bytes.count
      if !isInside || diagnostic.span.start > diagnostic.span.end {
        Issue.record("\(diagnostic.id) at \(diagnostic.span) in \(text.debugDescription)")
      }
      _ = renderer.render(diagnostic)
    }
    let dump = TreeDump.dump(tree, showsSpans: true)
    if tree.diagnostics.isEmpty, dump.contains("invalid@") {
      Issue.record("an invalid node without an error in \(text.debugDescription)")
    }
  }
}
