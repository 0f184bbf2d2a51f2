import Testing

@testable import ApusCommand

@Suite struct EvalTests {
  @Test func `what a cell shows is printed`() throws {
    let bench = try Bench()
    #expect(bench.run("eval", "-1 + 2") == .success)
    #expect(bench.output == "ran\n-1 + 2\n")
    #expect(bench.error.isEmpty)
  }

  @Test func `an error is printed plainly where there is no terminal`() throws {
    let bench = try Bench()
    #expect(bench.run("eval", "fail") == .cellFailed)
    #expect(bench.error == "TypeError: no\n")
  }
}
