import ApusDisplay
import Foundation
import Testing

@testable import ApusLanguage

/// Keeps what is printed, and answers questions when it is told to.
private final class Listener: ApusLanguage.Host {
  private let state = NSCondition()
  nonisolated(unsafe) private var text = ""
  nonisolated(unsafe) private var line: String?
  nonisolated(unsafe) private var isAsked = false

  var printed: String { state.withLock { text } }

  func write(_ text: String, to stream: ApusLanguage.OutputStream) {
    state.withLock {
      self.text += text
      state.broadcast()
    }
  }

  func waitForPrint() {
    state.withLock { while text.isEmpty { state.wait() } }
  }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    state.withLock {
      isAsked = true
      state.broadcast()
      while line == nil { state.wait() }
      return line
    }
  }

  func waitUntilAsked() { state.withLock { while !isAsked { state.wait() } } }

  func answer(_ text: String) {
    state.withLock {
      line = text
      state.broadcast()
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {}
  func clearOutput(wait: Bool) {}
  func page(_ bundle: MIMEBundle) {}
}

/// An outcome that another thread sets.
private final class Later: @unchecked Sendable {
  private let state = NSCondition()
  private var outcome: CellOutcome?

  func set(_ outcome: CellOutcome) {
    state.withLock {
      self.outcome = outcome
      state.broadcast()
    }
  }

  func get() -> CellOutcome {
    state.withLock {
      while outcome == nil { state.wait() }
      return outcome ?? CellOutcome()
    }
  }
}

/// Cells of a second shell, run while one of the first is not done.
@Suite(.serialized) struct TurnsTests {
  private let session = Session()
  private let main = Listener()

  /// Runs a cell on a thread of its own; what waits for its outcome.
  private func start(_ code: String, _ host: Listener? = nil) -> () -> CellOutcome {
    let (session, host, outcome) = (session, host ?? main, Later())
    Thread.detachNewThread {
      outcome.set(session.run(Cell(code: code, number: 1), host: host))
    }
    return { outcome.get() }
  }

  private func guest(_ code: String) -> CellOutcome {
    session.run(Cell(code: code, number: 2), host: Listener())
  }

  @Test func `a guest ends a loop that waits for a variable`() {
    let outcome = start(
      """
      var isDone = false
      print("begun")
      var turns = 0
      while !isDone { turns += 1 }
      turns > 0
      """)
    main.waitForPrint()
    #expect(guest("turns > 0").result?.plain == "true")
    #expect(guest("isDone = true\nlet left = [turns, turns]").error == nil)
    let result = outcome()
    #expect(result.result?.plain == "true")
    #expect(guest("left.count").result?.plain == "2")
  }

  @Test func `a guest is run while the other cell sleeps`() {
    let outcome = start("print(\"begun\")\nsleep(1)\nlet woken = 7\nwoken")
    main.waitForPrint()
    let clock = ContinuousClock()
    let time = clock.measure { #expect(guest("1 + 1").result?.plain == "2") }
    #expect(time < .milliseconds(500))
    #expect(outcome().result?.plain == "7")
  }

  @Test func `a guest is run while the other cell waits for input`() {
    let outcome = start("let line = readLine() ?? \"\"\nline")
    main.waitUntilAsked()
    #expect(guest("let other = 3\nother").result?.plain == "3")
    main.answer("typed")
    #expect(outcome().result?.plain == "\"typed\"")
    #expect(guest("line + \"!\"").result?.plain == "\"typed!\"")
  }

  @Test func `a guest's fault leaves the other cell as it was`() {
    let outcome = start(
      """
      var isDone = false
      func deep(_ n: Int) -> Int { n == 0 ? wait() : deep(n - 1) + 1 }
      func wait() -> Int {
        print("begun")
        while !isDone {}
        return 0
      }
      let array = [1, 2, 3].map { $0 + deep(50) }
      array
      """)
    main.waitForPrint()
    for code in ["1 / 0", "[1][3]", "func f(_ n: Int) -> Int { f(n + 1) }\nf(0)", "nonsense"] {
      #expect(guest(code).error != nil)
    }
    #expect(guest("let text = [1, 2].map { \"\\($0)\" }\nisDone = true\ntext").error == nil)
    #expect(outcome().result?.plain == "[51, 52, 53]")
    #expect(guest("text").result?.plain == "[\"1\", \"2\"]")
  }

  @Test func `what a guest declares anew stays as it is for the other cell`() {
    let outcome = start(
      """
      let kept = [1, 2, 3]
      var isDone = false
      print("begun")
      while !isDone {}
      kept
      """)
    main.waitForPrint()
    #expect(guest("let kept = \"new\"\nkept").result?.plain == "\"new\"")
    for turn in 0..<50 { #expect(guest("let filler\(turn) = [\(turn)]").error == nil) }
    #expect(guest("isDone = true").error == nil)
    #expect(outcome().result?.plain == "[1, 2, 3]")
    #expect(guest("kept").result?.plain == "\"new\"")
  }

  @Test func `what a failed cell did not reach stays as a guest has declared it`() {
    let outcome = start(
      """
      var isDone = false
      print("begun")
      while !isDone {}
      let late = 1 / (isDone ? 0 : 1)
      """)
    main.waitForPrint()
    #expect(guest("let late = 5\nisDone = true").error == nil)
    #expect(outcome().error != nil)
    #expect(guest("late").result?.plain == "5")
  }

  @Test func `an interrupt ends the cell, its guest, and who waits`() {
    let outcome = start("print(\"begun\")\nwhile true {}")
    main.waitForPrint()
    let inside = Listener()
    let guest = start("print(1)\nwhile true {}", inside)
    inside.waitForPrint()
    session.interrupt()
    #expect(outcome().error?.name == "Interrupted")
    #expect(guest().error?.name == "Interrupted")
    #expect(self.guest("1 + 1").result?.plain == "2")
  }
}
