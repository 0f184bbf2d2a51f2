import ApusLanguage
import ApusWire
import Glibc
import Synchronization

/// What C libraries write to the process's descriptors 1 and 2, taken up as output of the cell that
/// runs; where none does, it goes where it would have gone.
final class DescriptorCapture: Sendable {
  private struct Pipe: Sendable {
    let stream: OutputStream
    /// Where the bytes come out.
    let reader: Int32
    /// What the descriptor was before.
    let original: Int32
  }

  private let pipes: [Pipe]
  private let isDelivering = Atomic<Bool>(false)

  /// Puts pipes in the place of the descriptors; nil where the system has none left.
  ///
  /// `take` gives false where no cell runs.
  init?(_ take: @escaping @Sendable (String, OutputStream) -> Bool) {
    var pipes: [Pipe] = []
    for (stream, number) in [(OutputStream.stdout, STDOUT_FILENO), (.stderr, STDERR_FILENO)] {
      var ends: [Int32] = [-1, -1]
      let original = fcntl(number, F_DUPFD_CLOEXEC, 3)
      guard original >= 0, Glibc.pipe(&ends) == 0 else { return nil }
      _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
      dup2(ends[1], number)
      close(ends[1])
      pipes.append(Pipe(stream: stream, reader: ends[0], original: original))
    }
    self.pipes = pipes
    _ = Thread.start("apus-descriptors") { [self] in
      var tails: [[UInt8]] = [[], []]
      while true {
        for index in ready(waiting: true) { deliver(index, &tails[index], take) }
        isDelivering.store(false, ordering: .releasing)
      }
    }
  }

  /// Waits until everything that was written is with the cell, or a tenth of a second.
  func drain() {
    fflush(nil)
    for _ in 0..<500 {
      if ready(waiting: false).isEmpty && !isDelivering.load(ordering: .acquiring) { return }
      usleep(200)
    }
  }

  /// The pipes in which there is something.
  private func ready(waiting: Bool) -> [Int] {
    var polled = pipes.map { pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, UInt(polled.count), waiting ? -1 : 0) > 0 else { return [] }
    return polled.indices.filter { polled[$0].revents != 0 }
  }

  /// Reads once; half a character is kept in the tail for the next time.
  private func deliver(
    _ index: Int, _ tail: inout [UInt8], _ take: (String, OutputStream) -> Bool
  ) {
    isDelivering.store(true, ordering: .releasing)
    var block = [UInt8](repeating: 0, count: 16384)
    let count = read(pipes[index].reader, &block, block.count)
    guard count > 0 else { return }
    let bytes = tail + block.prefix(count)
    let whole = bytes.count - Self.unfinished(bytes)
    tail = Array(bytes[whole...])
    guard !take(String(decoding: bytes[..<whole], as: UTF8.self), pipes[index].stream) else {
      return
    }
    tail = []
    _ = write(pipes[index].original, bytes, bytes.count)
  }

  /// How many bytes at the end begin a character of which the rest is still to come.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xc0 == 0x80 { continue }
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }
}
