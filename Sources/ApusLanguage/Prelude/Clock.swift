import ApusTensor
import ApusValue
import Glibc

/// The time of day, and waiting.
enum Clock {
  static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// `2026-11-21 13:19:45 +0000`, as Foundation prints a Date.
  static func text(_ seconds: Double) -> String {
    guard var time = Int(exactly: seconds.rounded(.down)) else { return "\(seconds) seconds" }
    var parts = tm()
    gmtime_r(&time, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return "\(date) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
  }

  /// Waits, but sees an interrupt.
  static func sleep(_ seconds: Double) throws {
    let end = Self.seconds(CLOCK_MONOTONIC) + seconds
    while true {
      if Interruption.isRequested { throw MachineError.interrupted }
      let left = end - Self.seconds(CLOCK_MONOTONIC)
      guard left > 0 else { return }
      usleep(UInt32(min(left, 0.02) * 1e6))
    }
  }
}

extension Builtin {
  private static func date(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Double) -> Void
  ) -> Builtin {
    member(of: "Date", name, declaration, summary: summary, example: example) { call in
      evaluate(call, call.seconds(0))
    }
  }

  private static func wait(
    _ form: String, _ name: String, _ summary: String, example: String,
    _ seconds: @escaping @Sendable (BuiltinCall) -> Double
  ) -> Builtin {
    Builtin(
      name, form, summary: summary, example: example,
      evaluate: { call in
        let seconds = seconds(call)
        try call.machine.turns.whileOpen { try Clock.sleep(seconds) }
      })
  }

  /// Time.
  static let time: [Builtin] = [
    member(
      of: "Date", "Date", "init()", summary: "This moment.",
      example: "let start = Date()\nDate().timeIntervalSince(start) < 60"
    ) { call in call.set(date: Clock.seconds(CLOCK_REALTIME)) },
    member(
      of: "Date", "now", "static var now: Date", summary: "This moment.",
      example: "let t = Date.now"
    ) { call in call.set(date: Clock.seconds(CLOCK_REALTIME)) },
    member(
      of: "Date", "Date", "init(timeIntervalSince1970 seconds: Double)",
      summary: "The moment so many seconds after the start of 1970.",
      example: "Date(timeIntervalSince1970: 0)"
    ) { call in call.set(date: call.registers.double(0)) },
    date(
      "timeIntervalSince1970", "var timeIntervalSince1970: Double",
      "How many seconds it is after the start of 1970.",
      example: "Date(timeIntervalSince1970: 5).timeIntervalSince1970"
    ) { $0.registers.set($1) },
    date(
      "timeIntervalSinceNow", "var timeIntervalSinceNow: Double",
      "How many seconds it is after this moment.", example: "Date().timeIntervalSinceNow < 1"
    ) { $0.registers.set($1 - Clock.seconds(CLOCK_REALTIME)) },
    date(
      "timeIntervalSince", "func timeIntervalSince(_ other: Date) -> Double",
      "How many seconds it is after another.",
      example: "let start = Date()\nprint(Date().timeIntervalSince(start) < 60)"
    ) { $0.registers.set($1 - $0.seconds(1)) },
    date(
      "addingTimeInterval", "func addingTimeInterval(_ seconds: Double) -> Date",
      "The moment so many seconds later.",
      example: "Date(timeIntervalSince1970: 0).addingTimeInterval(60)"
    ) { $0.set(date: $1 + $0.registers.double(1)) },
    member(
      of: "ProcessInfo", "processInfo", "static var processInfo: ProcessInfo",
      summary: "What is known of the running program.",
      example: "ProcessInfo.processInfo.systemUptime > 0"
    ) { call in call.registers.set(WordBox(0)) },
    member(
      of: "ProcessInfo", "systemUptime", "var systemUptime: Double",
      summary: "How many seconds the machine has been on.",
      example: "ProcessInfo.processInfo.systemUptime > 0"
    ) { call in call.registers.set(Clock.seconds(CLOCK_MONOTONIC)) },
    wait(
      "extension Thread { static func sleep(forTimeInterval seconds: Double) }", "sleep",
      "Waits some seconds.", example: "Thread.sleep(forTimeInterval: 0.001)"
    ) { $0.registers.double(0) },
    wait("func sleep(_ seconds: Int)", "sleep", "Waits some seconds.", example: "sleep(0)") {
      Double($0.registers.int(0))
    },
    wait(
      "func usleep(_ microseconds: Int)", "usleep", "Waits some millionths of a second.",
      example: "usleep(10)"
    ) { Double($0.registers.int(0)) / 1e6 },
  ]
}

extension BuiltinCall {
  fileprivate func seconds(_ index: Int) -> Double {
    Double(bits: registers.object(index, as: WordBox.self).word)
  }

  fileprivate func set(date seconds: Double) { registers.set(WordBox(seconds.word)) }
}
