import Glibc

/// What tells the time; tests bring their own.
package struct Timekeeper: Sendable {
  /// The time of day.
  package var date: @Sendable () -> Timestamp
  /// Nanoseconds since some fixed moment; never goes back.
  package var uptime: @Sendable () -> UInt64

  package init(
    date: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> UInt64
  ) {
    self.date = date
    self.uptime = uptime
  }

  package static let system = Timekeeper(
    date: {
      let time = read(CLOCK_REALTIME)
      return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    },
    uptime: {
      let time = read(CLOCK_MONOTONIC)
      return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    })

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
