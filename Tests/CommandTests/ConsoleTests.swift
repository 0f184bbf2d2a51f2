import ApusLanguage
import ApusRunner
import Synchronization
import Testing

@testable import ApusCommand

@Suite struct ConsoleTests {
  @Test func `colours are for terminals`() {
    #expect("\u{1B}[1;31mred\u{1B}[0m é".withoutEscapes == "red é")
    #expect("\u{1B}[".withoutEscapes == "")
    #expect("\u{1B}x".withoutEscapes == "\u{1B}x")
  }

  @Test func `the two streams keep their common order`() {
    let order = Mutex<[String]>([])
    let console = Console(columns: { _ in nil }) { bytes, stream in
      order.withLock { $0.append("\(stream) " + String(decoding: bytes, as: UTF8.self)) }
    }
    console.write("a", to: .output)
    console.write("b", to: .output)
    console.write("c", to: .error)
    console.write("d", to: .output)
    console.flush()
    #expect(order.withLock { $0 } == ["output ab", "error c", "output d"])
  }

  @Test(arguments: [
    (0, "0.00 s"), (0.123, "0.12 s"), (0.5, "0.50 s"), (0.999, "1.0 s"), (3.44, "3.4 s"),
    (59, "59.0 s"), (65, "1 min 5 s"), (.infinity, "16666666 min 40 s"),
  ])
  func `a duration is short to read`(seconds: Double, text: String) {
    #expect(ProgressLine.duration(seconds) == text)
  }

  @Test(arguments: [
    ("let x = 1\nlet y = 2", "[ 3/12] let x = 1  1 s"),
    ("\n\n  // é\u{1B}[31m", "[ 3/12] // é [31m  1 s"),
    ("let name = \"a long text\"", "[ 3/12] let name = \"a…  1 s"),
  ])
  func `a progress line is the first line of the source, cut to the terminal`(
    source: String, line: String
  ) {
    let progress = Runner.Progress(position: 3, total: 12, source: source, state: .running)
    #expect(ProgressLine.line(progress, tail: "1 s", columns: 28) == line)
  }
}
