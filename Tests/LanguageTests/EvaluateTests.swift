import Testing

@testable import ApusLanguage

@Suite struct EvaluateTests {
  private func value(_ session: Session, _ expression: String) throws -> String {
    try session.evaluate(expression, host: SilentHost()).get().plain
  }

  @Test func `an expression sees the variables of the cells`() throws {
    let session = Session()
    _ = session.run(Cell(code: "let x = [1, 2]", number: 1), host: SilentHost())
    #expect(try value(session, "x.count + 1") == "3")
  }

  @Test func `an expression declares nothing and leaves variables as they are`() throws {
    let session = Session()
    _ = session.run(Cell(code: "let x = [1, 2]", number: 1), host: SilentHost())
    for code in ["let x = [9]", "let y = 5", "func f() { }", "1 + 1; let z = [3]"] {
      guard case .failure(let error) = session.evaluate(code, host: SilentHost()) else {
        Issue.record("\(code) was evaluated")
        continue
      }
      #expect(error.value == "only an expression can be evaluated here")
    }
    let cell = Cell(code: "let a = 7\nlet b = \"b\"\nprint(a, b)\nx", number: 2)
    #expect(session.run(cell, host: SilentHost()).result?.plain == "[1, 2]")
    #expect(try value(session, "a") == "7")
  }
}
