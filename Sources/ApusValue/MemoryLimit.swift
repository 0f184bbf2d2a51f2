import Glibc
import Synchronization

/// Gives what is free back to the system; `malloc.h` is not in the module Glibc.
@_silgen_name("malloc_trim")
@discardableResult
private func malloc_trim(_ pad: Int) -> CInt

/// How much memory the process may hold: what would go beyond is refused before it is taken, and
/// a cell that grows bit by bit is stopped.
package enum MemoryLimit {
  private static let limit = Atomic<Int>(0)

  /// Below this, nothing is asked before memory is taken.
  private static let noticeable = 1 << 20

  /// In bytes; three quarters of the machine unless it is set.
  package static var bytes: Int {
    let set = limit.load(ordering: .relaxed)
    if set > 0 { return set }
    let share = machine / 4 * 3
    limit.store(max(share, 1), ordering: .relaxed)
    return max(share, 1)
  }

  /// What the machine has.
  package static var machine: Int { Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageSize }

  package static func set(bytes: Int) { limit.store(max(bytes, 1), ordering: .relaxed) }

  /// Whether so many more bytes may be taken.
  package static func allows(_ count: Int) -> Bool {
    if count < noticeable { return true }
    return fits(count)
  }

  /// Whether the process holds more than it may.
  package static var isExceeded: Bool { !fits(0) }

  private static func fits(_ count: Int) -> Bool {
    func isWithin() -> Bool {
      let (sum, overflow) = resident.addingReportingOverflow(count)
      return !overflow && sum <= bytes
    }
    if isWithin() { return true }
    // What has been freed may not be back with the system yet.
    malloc_trim(0)
    return isWithin()
  }

  /// What the process holds now.
  package static var resident: Int {
    let file = open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      // The second number, in pages.
      let words = buffer.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
      guard words.count > 1 else { return 0 }
      return words[1].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) } * pageSize
    }
  }

  private static var pageSize: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }

  /// `1.5 GiB`, for sentences.
  package static func amount(_ bytes: Int) -> String {
    var amount = Double(bytes)
    var rest = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"][...]
    while amount >= 1024, rest.count > 1 {
      amount /= 1024
      rest = rest.dropFirst()
    }
    let tenths = (amount * 10).rounded() / 10
    let number =
      tenths < 10 && tenths != tenths.rounded() ? "\(tenths)" : "\(Int(amount.rounded()))"
    return "\(number) \(rest.first ?? "")"
  }
}
