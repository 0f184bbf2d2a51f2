import Testing

@testable import ApusLanguage

/// Long chains of objects, however they are linked; Swift's own programs overflow the stack where
/// some of these go on.
@Suite struct LongChainTests {
  /// What a chain is declared as, what makes it longer, and what it is without links.
  static let chains = [
    ("var chain: () -> Int = { 0 }", "let before = chain; chain = { before() }", "{ 0 }"),
    (
      """
      class Table { var entries: [String: Table] = [:] }
      var chain: Table? = Table()
      """, "let outer = Table(); outer.entries[\"in\"] = chain; chain = outer", "nil"
    ),
    (
      """
      protocol Chained {}
      struct Ring: Chained { var next: (any Chained)? }
      var chain: (any Chained)? = nil
      """, "chain = Ring(next: chain)", "nil"
    ),
    (
      "indirect enum Tree { case leaf, node(Tree) }\nvar chain = Tree.leaf", "chain = .node(chain)",
      ".leaf"
    ),
    (
      """
      class Node {
        var next: Node?
        init(_ next: Node?) { self.next = next }
        deinit { ended += 1 }
      }
      var chain: Node?
      """, "chain = Node(chain)", "nil"
    ),
  ]

  @Test(arguments: chains)
  func `a session may end with a long chain`(declared: String, longer: String, empty: String) {
    let code = "var ended = 0\n\(declared)\nfor _ in 0..<100_000 { \(longer) }"
    weak var ended: Session?
    do {
      let session = Session()
      ended = session
      #expect(session.run(Cell(code: code, number: 1), host: SilentHost()).error == nil)
    }
    #expect(ended == nil)
  }

  @Test(arguments: chains)
  func `a chain of 100,000 links goes`(declared: String, longer: String, empty: String) {
    let session = Session()
    let cells = [
      "var ended = 0\n\(declared)\nfor _ in 0..<100_000 { \(longer) }", "chain = \(empty)",
      "ended",
    ]
    for (index, code) in cells.enumerated() {
      let outcome = session.run(Cell(code: code, number: index + 1), host: SilentHost())
      #expect(outcome.error == nil, "\(outcome.error?.value ?? "")")
      if index == 2 {
        #expect(outcome.result?.plain == (declared.contains("deinit") ? "100000" : "0"))
      }
    }
  }
}
