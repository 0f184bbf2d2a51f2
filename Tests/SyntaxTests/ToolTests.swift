import ApusText
import Testing

@testable import ApusSyntax

@Suite struct ToolTests {
  @Test(arguments: [
    "func softmax(_ x: Tensor, axis: Int = -1) -> Tensor",
    "extension Tensor { func exp() -> Tensor }",
    "extension Tensor { var T: Tensor }",
    "extension Tensor { static func + (a: Tensor, b: Int) -> Tensor }",
    "extension Tensor { init(_ value: Int, dtype: DType? = nil) }",
    "extension Tensor { subscript(_ index: any TensorIndex...) -> Tensor }",
    "extension Tensor { static func .== (a: Tensor, b: Tensor) -> Tensor }",
    "extension Tensor { static prefix func - (a: Tensor) -> Tensor }",
    "extension Tensor { func split(parts: Int, axis: Int = 0) throws -> [Tensor] }",
    "func gradient(at x: Tensor, of f: @escaping (Tensor) -> Tensor) -> Tensor",
    "func clip(_ x: inout Tensor, min: Double = 1e-5, max: Double = 0.5, _ names: [String: Int] = [:])",
    "func zip<A: Sequence, B>(_ a: A, _ b: B) -> [(A.Element, B)] where B: Sequence, A == B",
    "struct Linear: Module { init(_ input: Int, _ output: Int, bias: Bool = true); let weight: Tensor }",
    "func f(range: Range<Int> = 0..<3, dtype: DType = .float32, text: String = \"a\\n\\\"\")",
    "protocol P: Q { associatedtype E: R; var x: Int { get set }; func g(in y: (Int?, String)) -> Self }",
    "@discardableResult func k(_ f: ((Int) throws -> Void)? = nil) -> some Sequence<Int>",
    "enum Mode { case train, eval(steps: Int) }",
    "typealias Pair<T> = (first: T, second: T)",
    "infix operator •: MultiplicationPrecedence",
  ])
  func `a signature prints as it is written`(_ text: String) throws {
    #expect(try Parser.parseSignature(text).signature == text)
  }

  @Test(arguments: [
    "func f(x)", "let", "func f() -> Int func g()", "1 + 1", "func f(a: Int", "",
  ])
  func `what is no signature is refused`(_ text: String) {
    #expect(throws: Diagnostic.self) { try Parser.parseSignature(text) }
  }

  @Test(arguments: [
    ("let x = 1", TextCompleteness.complete),
    ("", .complete), ("// a comment", .complete), ("if x { }", .complete),
    ("func f() {", .incomplete(indent: "  ")),
    ("func f() {\n    if x {", .incomplete(indent: "        ")),
    ("func f() {\n\tlet a = 1", .incomplete(indent: "\t")),
    ("let a = [1,\n  2", .incomplete(indent: "  ")),
    ("f(", .incomplete(indent: "  ")),
    ("let x =", .incomplete(indent: "")), ("a +", .incomplete(indent: "")),
    ("if x", .incomplete(indent: "")), ("if x { } else", .incomplete(indent: "")),
    ("for i in", .incomplete(indent: "")), ("for i in xs", .incomplete(indent: "")),
    ("xs.map { x in", .incomplete(indent: "  ")),
    ("switch x {\ncase 1:\n  a", .incomplete(indent: "  ")),
    ("let s = \"\"\"\nabc", .incomplete(indent: "")), ("/* abc", .incomplete(indent: "")),
    ("@discardableResult", .incomplete(indent: "")), ("func f()", .incomplete(indent: "")),
    ("x.", .incomplete(indent: "")), ("a ? b", .incomplete(indent: "")),
    ("let s = \"abc", .invalid), ("f(x))", .invalid), ("let a = 1 2", .invalid),
    ("let a = 1 2\nfunc f() {", .invalid), ("(1]", .invalid), ("def f(x):", .invalid),
  ])
  func `a console knows whether more is to come`(_ text: String, _ wanted: TextCompleteness) {
    #expect(TextCompleteness.of(SourceText(text, name: "t")) == wanted)
  }

  @Test func `pieces are coloured by class in the order of the text`() {
    let text = "let é = f(Tensor.x) // \n\"a\\(b)\" + 1"
    let source = SourceText(text, name: "t")
    let pieces = Highlighter.pieces(of: source).map {
      "\(source.slice($0.span)):\($0.highlightClass)"
    }
    #expect(
      pieces == [
        "let:keyword", "é:name", "=:operator", "f:function", "(:punctuation", "Tensor:type",
        ".:punctuation", "x:name", "):punctuation", "// :comment", "\":string", "a:string",
        "\\(:interpolation", "b:name", "):interpolation", "\":string", "+:operator", "1:number",
      ])
  }
}
