import Synchronization
import Testing

@testable import ApusCommand

@Suite struct MemorySizeTests {
  @Test(arguments: [
    ("500M", 500 << 20), ("8g", 8 << 30), ("1.5K", 1536), ("50%", 1 << 33), ("4096", 4096),
    ("", nil), ("M", nil), ("0", nil), ("-5M", nil), ("1e3", nil), ("5 M", nil), ("nan", nil),
  ])
  func `a size is a number with a unit`(text: String, bytes: Int?) {
    #expect(MemorySize.bytes(text, machine: 1 << 34) == bytes)
  }

  @Test(arguments: [
    ([], [:], nil), (["--memory", "1M"], [:], 1 << 20), ([], ["APUS_MEMORY": "2M"], 2 << 20),
    (["--memory", "1M"], ["APUS_MEMORY": "2M"], 1 << 20),
  ])
  func `the option goes before the environment`(
    words: [String], environment: [String: String], bytes: Int?
  ) throws {
    let asked = Mutex<Int?>(nil)
    let bench = try Bench(
      environment: environment,
      limitMemory: { size in
        asked.withLock { $0 = size }
      })
    #expect(bench.run(["eval", "1"] + words) == .success)
    #expect(asked.withLock { $0 } == bytes)
  }
}
