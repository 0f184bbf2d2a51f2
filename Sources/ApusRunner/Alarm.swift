import Dispatch
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

  /// An alarm by the system's clock, on a thread of the system's.
  package static let system = Alarm { seconds, ring in
    let bell = Bell()
    // A year is as good as no limit, and the clock can add it.
    let deadline = DispatchTime.now() + max(0, min(seconds, 31_536_000))
    DispatchQueue.global().asyncAfter(deadline: deadline) { bell.ring(ring) }
    return { bell.cancel() }
  }

  /// The system's clock that only goes forward, in seconds.
  package static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private final class Bell: Sendable {
    private enum State {
      case waiting, cancelled, rung
    }

    private let state = Mutex(State.waiting)

    /// Rings with the lock held, so that whoever cancels knows that it is over.
    func ring(_ body: () -> Void) {
      state.withLock { state in
        guard state == .waiting else { return }
        state = .rung
        body()
      }
    }

    func cancel() -> Bool {
      state.withLock { state in
        if state == .waiting { state = .cancelled }
        return state == .rung
      }
    }
  }
}
