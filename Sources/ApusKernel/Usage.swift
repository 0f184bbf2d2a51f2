import ApusJSON
import Glibc

/// What the process and the machine use, as Linux tells it below `/proc`.
struct Usage {
  private struct Times {
    /// Ticks of the processors since the machine's start: all, and those that did nothing.
    var all = 0.0
    var idle = 0.0
    /// Those that this process had.
    var own = 0.0
  }

  /// When it was asked last; shares of the processor are of the time since then.
  private var last = Times()

  /// The fields of a `usage_reply`; what cannot be read is left out.
  mutating func content() -> JSONObject {
    let now = Self.times()
    let passed = now.all - last.all
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    var content: JSONObject = [
      "hostname": .string(Self.hostname()), "pid": .int(Int(getpid())),
      "kernel_cpu": .double(
        passed > 0 ? Self.percent(now.own - last.own, of: passed) * Double(processors) : 0),
      "cpu_count": .int(processors),
    ]
    if let memory = Self.memory() { content["kernel_memory"] = .int(memory) }
    if passed > 0 {
      content["host_cpu_percent"] = .double(
        Self.percent(passed - (now.idle - last.idle), of: passed))
    }
    if let machine = Self.machineMemory() { content["host_virtual_memory"] = .object(machine) }
    last = now
    return content
  }

  private static func percent(_ part: Double, of whole: Double) -> Double {
    (min(max(part / whole, 0), 1) * 1000).rounded() / 10
  }

  private static func times() -> Times {
    var times = Times()
    // "cpu  user nice system idle iowait irq …", the sum over all processors.
    let machine = text("/proc/stat").split(separator: "\n").first?.split(separator: " ") ?? []
    let ticks = machine.dropFirst().prefix(8).compactMap { Double($0) }
    times.all = ticks.reduce(0, +)
    times.idle = ticks.count > 4 ? ticks[3] + ticks[4] : 0
    // After the command's name, which may hold anything, in parentheses.
    let process = text("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
    if process.count > 12 { times.own = (Double(process[11]) ?? 0) + (Double(process[12]) ?? 0) }
    return times
  }

  /// The process's share of the memory, in bytes.
  private static func memory() -> Int? {
    fields("/proc/self/smaps_rollup")["Pss"] ?? fields("/proc/self/status")["VmRSS"]
  }

  private static func machineMemory() -> JSONObject? {
    let memory = fields("/proc/meminfo")
    guard let total = memory["MemTotal"], let available = memory["MemAvailable"] else { return nil }
    var content: JSONObject = [
      "total": .int(total), "available": .int(available),
      "percent": .double(percent(Double(total - available), of: Double(max(total, 1)))),
      "used": .int(total - available),
    ]
    for (key, name) in [
      ("free", "MemFree"), ("active", "Active"), ("inactive", "Inactive"), ("buffers", "Buffers"),
      ("cached", "Cached"), ("shared", "Shmem"), ("slab", "Slab"),
    ] { content[key] = memory[name].map { .int($0) } }
    return content
  }

  /// Lines such as `MemTotal:  123 kB`, in bytes.
  private static func fields(_ path: String) -> [String: Int] {
    var fields: [String: Int] = [:]
    for line in text(path).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let words = parts[1].split(separator: " ")
      guard words.last == "kB", let number = words.first.flatMap({ Int($0) }) else { continue }
      fields[String(parts[0])] = number * 1024
    }
    return fields
  }

  private static func hostname() -> String {
    text("/proc/sys/kernel/hostname").split(separator: "\n").first.map(String.init) ?? ""
  }

  private static func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 16384)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
