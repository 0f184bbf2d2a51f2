import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct OutputTests {
  private static let second: UInt64 = 1_000_000_000

  @Test func `no three seconds hold more than the server lets through`() {
    var budget = OutputBudget()
    var sent: [(at: UInt64, bytes: Int)] = []
    var now: UInt64 = 5
    let text = String(repeating: "123456\n", count: 4000)
    for _ in 0..<400 {
      now += budget.delay(now: now)
      budget.spend(text: text, now: now)
      sent.append((now, text.utf8.count + 4000))
    }
    for first in sent {
      let window = sent.filter { $0.at >= first.at && $0.at < first.at + 3 * Self.second }
      #expect(window.reduce(0) { $0 + $1.bytes } < 3_000_000)
    }
    // Most of what may leave does.
    let seconds = Double(now) / Double(Self.second)
    #expect(Double(sent.reduce(0) { $0 + $1.bytes }) / seconds > 800_000)
  }

  @Test func `no three seconds hold more messages than the server lets through`() {
    var budget = OutputBudget()
    var times: [UInt64] = []
    var now: UInt64 = 5
    for _ in 0..<5000 {
      now += budget.delay(now: now)
      budget.spend(text: nil, now: now)
      times.append(now)
    }
    for (index, time) in times.enumerated() where index + 3000 < times.count {
      #expect(times[index + 3000] > time + 3 * Self.second)
    }
  }

  @Test func `beyond the limit there is one notice`() {
    var limit = OutputLimit(bytes: 10)
    #expect(limit.admit("123\n") == "123\n")
    let cut = limit.admit("456\n789\n")
    #expect(cut.hasPrefix("456\n\n[Apus: this cell has printed more than 10 bytes"))
    #expect(limit.admit("more\n") == "")
    var exact = OutputLimit(bytes: 4)
    #expect(exact.admit("123\n") == "123\n")
  }

  @Test func `of a flood of updates the newest is sent`() {
    var thinner = UpdateThinner<JSONObject>()
    let interval = UpdateThinner<JSONObject>.interval
    func content(_ n: Int) -> JSONObject { ["n": .int(n)] }
    #expect(thinner.update("a", content(0), now: 1) == content(0))
    for n in 1...9 { #expect(thinner.update("a", content(n), now: 2) == nil) }
    #expect(thinner.update("b", content(10), now: 3) == content(10))
    #expect(thinner.deadline == 1 + interval)
    #expect(thinner.due(now: interval) == [])
    #expect(thinner.due(now: 1 + interval) == [content(9)])
    #expect(thinner.deadline == nil)
    #expect(thinner.update("a", content(11), now: 2 + interval) == nil)
    #expect(thinner.flush() == [content(11)])
    #expect(thinner.flush() == [])
  }

  @Test func `what is shown anew takes the place of an update that waits`() {
    var thinner = UpdateThinner<JSONObject>()
    _ = thinner.update("a", [:], now: 1)
    _ = thinner.update("a", ["old": true], now: 2)
    thinner.forget("a")
    #expect(thinner.flush() == [])
  }

  @Test func `ten thousand updates become a few, and the last one is among them`() throws {
    let front = FrontEnd([
      "x": { host in
        host.display(ScriptedEvaluator.bundle("start"), id: "d", isUpdate: false)
        for n in 1...10_000 {
          host.display(ScriptedEvaluator.bundle("\(n)"), id: "d", isUpdate: true)
        }
        return CellOutcome()
      }
    ])
    let lines = try front.run("x").split(separator: "\n").filter { $0.contains("display_data") }
    #expect(lines.count < 100)
    #expect(lines.last?.contains(#"{"text/plain":"10000"}"#) == true)
  }

  @Test func `a text longer than a message is sent in pieces, whole characters each`() throws {
    let text = String(repeating: "é😀", count: 20_000)
    let front = FrontEnd([
      "x": { host in
        host.write(text, to: .stdout)
        return CellOutcome()
      }
    ])
    let sent = try front.messages(untilIdle: front.execute("x"))
      .filter { $0.message.header.type == "stream" }
    #expect(sent.count > 1)
    #expect(sent.compactMap { $0.message.content["text"]?.string }.joined() == text)
  }
}
