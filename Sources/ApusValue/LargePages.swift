import Glibc

/// Memory in pieces of 2 MiB, where the system gives them to those who ask: there are fewer of them
/// to take and to find.
package enum LargePages {
  /// Less is not worth asking for.
  private static let fewest = 1 << 22

  /// Asks for them for room that nothing has been written to yet.
  package static func ask<Element>(for room: UnsafeMutableBufferPointer<Element>) {
    let room = UnsafeMutableRawBufferPointer(room)
    guard room.count >= fewest, let start = room.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (Int(bitPattern: start) + page - 1) / page * page
    let end = Int(bitPattern: start) + room.count
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
  }
}
