import Glibc

/// One armed alarm: a thread that waits on a condition until its time has come.
///
/// Its mutex and condition live as long as the object, which the thread keeps alive.
final class AlarmWait: @unchecked Sendable {
  private enum State {
    case waiting, cancelled, rung
  }

  private let deadline: timespec
  private let ring: @Sendable () -> Void
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  /// Only touched with the mutex held.
  private var state = State.waiting

  init(seconds: Double, ring: @escaping @Sendable () -> Void) {
    self.ring = ring
    // A year is as good as no limit and keeps the sum within its type.
    let seconds = seconds.isNaN ? 0 : max(0, min(seconds, 31_536_000))
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let nanoseconds = time.tv_nsec + Int((seconds - seconds.rounded(.down)) * 1e9)
    time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    deadline = time
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func start() {
    var blocked = sigset_t()
    var previous = sigset_t()
    // Signals are the business of the threads that were there before.
    sigfillset(&blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<AlarmWait>.fromOpaque(argument).takeRetainedValue().wait()
        return nil
      }, box.toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      box.release()
    }
  }

  func cancel() -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if state == .waiting {
      state = .cancelled
      pthread_cond_signal(condition)
    }
    return state == .rung
  }

  private func wait() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var deadline = deadline
    while state == .waiting {
      if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT, state == .waiting {
        state = .rung
        // With the mutex held, so that whoever cancels knows that it is over.
        ring()
      }
    }
  }
}
