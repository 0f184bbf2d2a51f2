import ApusWire
import CZeroMQ
import Glibc

/// Gets a thread out of a poll.
final class WakeUp: Sendable {
  let file: Int32

  init() throws(WireError) {
    file = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard file >= 0 else {
      throw .socket(operation: "eventfd", reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(file) }

  func signal() {
    var one: UInt64 = 1
    while write(file, &one, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
  }

  func clear() {
    var count: UInt64 = 0
    while read(file, &count, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
  }
}
