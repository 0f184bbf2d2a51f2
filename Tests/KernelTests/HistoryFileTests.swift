import Foundation
import Testing

@testable import ApusKernel
@testable import ApusWire

/// The history as a file that several kernels write, and what happens where there can be none.
@Suite struct HistoryFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("apus-history-\(ApusWire.UUID())").path
  private var path: String { "\(folder)/deep/history.sqlite" }
  private let log = Monitor<[String]>([])

  private func open(_ path: String? = nil) -> History {
    let log = log
    return History(
      path: path ?? self.path, log: Log { line in log.withLock { $0.append(line) } },
      date: Timekeeper.system.date)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `an earlier session is found again`() {
    let first = open()
    first.append(line: 1, input: "let x = 3")
    first.append(line: 2, input: "x * 2")
    first.setOutput("6", line: 2)
    first.close()
    let second = open()
    second.append(line: 1, input: "x * 2")
    let earlier = History.Entry(session: 1, line: 2, input: "x * 2", output: "6")
    let latest = History.Entry(session: 2, line: 1, input: "x * 2", output: nil)
    #expect(second.tail(2) == [earlier, latest])
    #expect(second.range(session: -1, start: 2, stop: nil) == [earlier])
    #expect(second.range(session: 1, start: 2, stop: nil) == [earlier])
    #expect(second.range(session: 0, start: 1, stop: nil) == [latest])
    #expect(second.search("x*", count: nil, isUnique: false) == [earlier, latest])
    #expect(second.search("x*", count: nil, isUnique: true) == [latest])
    #expect(log.withLock { $0 } == [])
  }

  @Test func `each shell is a session of its own`() {
    let history = open()
    history.append(line: 1, input: "a")
    history.append(line: 1, input: "b", shell: "s")
    history.setOutput("B", line: 1, shell: "s")
    history.append(line: 2, input: "c")
    #expect(history.range(session: 0, start: 1, stop: nil).map(\.input) == ["a", "c"])
    #expect(
      history.range(session: 0, start: 1, stop: nil, shell: "s")
        == [History.Entry(session: 2, line: 1, input: "b", output: "B")])
  }

  @Test func `kernels that write at once lose nothing and get sessions of their own`() async {
    let kernels = (0..<4).map { _ in open() }
    await withTaskGroup(of: Void.self) { group in
      for (number, kernel) in kernels.enumerated() {
        group.addTask {
          for line in 1...50 {
            kernel.append(line: line, input: "\(number): \(line)")
            kernel.setOutput("\(line)", line: line)
          }
        }
      }
    }
    for kernel in kernels { kernel.close() }
    let entries = open().tail(1000)
    #expect(entries.count == 200)
    for number in 0..<4 {
      let own = entries.filter { $0.input.hasPrefix("\(number):") }
      #expect(own.map(\.line) == Array(1...50))
      #expect(Set(own.map(\.session)).count == 1)
      #expect(own.allSatisfy { $0.output == "\($0.line)" })
    }
    #expect(Set(entries.map(\.session)).count == 4)
    #expect(log.withLock { $0 } == [])
  }

  @Test func `nobody but the user may read the files`() throws {
    let history = open()
    history.append(line: 1, input: "secret")
    #expect(history.tail(1).count == 1)
    #expect(try mode("\(folder)/deep") == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/deep") {
      #expect(try mode("\(folder)/deep/\(name)") == 0o600)
    }
  }

  @Test func `a file that others could read is closed to them`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/deep", withIntermediateDirectories: true)
    try "".write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(open().tail(1) == [])
    #expect(try mode(path) == 0o600)
  }

  @Test(arguments: ["/proc/no/history.sqlite", "/dev/null", "text", "newer"])
  func `what cannot be used is said once, and memory takes its place`(place: String) throws {
    var path = place
    if !place.hasPrefix("/") {
      path = self.path
      if place == "newer" {
        _ = open().tail(1)
        try Database(path).run("PRAGMA user_version = 2")
      } else {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/deep", withIntermediateDirectories: true)
        try "not a database, but long enough to be taken for one\n".write(
          toFile: path, atomically: true, encoding: .utf8)
      }
    }
    let history = open(path)
    for line in 1...3 { history.append(line: line, input: "\(line)") }
    history.setOutput("three", line: 3)
    #expect(history.tail(10).map(\.line) == [1, 2, 3])
    #expect(history.range(session: 0, start: 3, stop: nil).first?.output == "three")
    let lines = log.withLock { $0 }
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("the history is kept in memory, since \(path)") == true)
  }

  @Test func `texts come back as they went in, and a long result is cut`() {
    let history = open()
    let texts = ["", "é😀\0x", "'; DROP TABLE cells; --", "line\nline"]
    for (index, text) in texts.enumerated() { history.append(line: index + 1, input: text) }
    #expect(history.tail(10).map(\.input) == texts)
    history.setOutput(String(repeating: "y", count: 1 << 20), line: texts.count)
    #expect(history.tail(1).first?.output?.utf8.count == History.longestOutput + 3)
  }
}
