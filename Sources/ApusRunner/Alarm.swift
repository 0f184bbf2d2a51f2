import Glibc
import Synchronization

/// Does something after a time, unless it is cancelled before.
package struct Alarm: Sendable {
  /// Cancels, and says whether the alarm has rung before; it does not ring afterwards.
  package typealias Cancel = @Sendable () -> Bool

  /// Sets the alarm to so many seconds from now.
  package let arm: @Sendable (_ seconds: Double, _ ring: @escaping @Sendable () -> Void) -> Cancel

  package init(
    arm: @escaping @Sendable (_ seconds: Double, _ ring: @escaping @Sendable () -> Void) -> Cancel
  ) {
    self.arm = arm
  }

  /// An alarm with a thread of its own, which a time without end does not need.
  package static let system = Alarm { seconds, ring in
    let wait = AlarmWait(seconds: seconds, ring: ring)
    wait.start()
    return { wait.cancel() }
  }

  /// The system's clock that only goes forward, in seconds.
  package static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
