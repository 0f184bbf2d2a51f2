import ApusText
import Testing

@testable import ApusSyntax

@Suite struct PositionTests {
  func dump(_ text: String) -> String {
    TreeDump.dump(Parser.parse(SourceText(text, name: "t")), showsSpans: true)
  }

  @Test func `spans cover what they name`() {
    #expect(
      dump("let a = f(x, 1) + -b")
        == "(let@0..20 (a (= (+@8..20 (call@8..15 f@8..9 x@10..11 1@13..14) (prefix@18..20 - b@19..20)))))\n"
    )
  }

  @Test func `spans count bytes behind characters of several`() {
    #expect(dump("σ + 変\r\nx̂.y") == "(+@0..8 σ@0..2 変@5..8)\n(.@10..15 x̂@10..13 y)\n")
  }

  @Test func `statements end where their last token ends`() {
    #expect(
      dump("if a { b }  \nreturn c ;")
        == "(if@0..10 (a@3..4) (then b@7..8))\n(return@13..21 c@20..21)\n")
  }

  @Test func `a type with a question mark ends behind it`() {
    let tree = Parser.parse(SourceText("let a: [Int]?\nlet b: Int??", name: "t"))
    let ends = tree.statements.map { statement -> [Int] in
      guard case .declaration(let declaration) = statement.kind,
        case .variable(let variable) = declaration.kind, let type = variable.bindings[0].type
      else { return [] }
      return [type.span.start, type.span.end, statement.span.end]
    }
    #expect(ends == [[7, 13, 13], [21, 26, 26]])
  }

  @Test func `nested generic lists end behind their brackets`() {
    let tree = Parser.parse(SourceText("let a: Set<Set<Int>> = b", name: "t"))
    guard case .declaration(let declaration)? = tree.statements.first?.kind,
      case .variable(let variable) = declaration.kind
    else { return #expect(Bool(false)) }
    #expect(variable.bindings[0].type?.span == Span(7, 20))
    #expect(variable.bindings[0].value?.span == Span(23, 24))
  }
}
