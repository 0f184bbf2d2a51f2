import Glibc
import Synchronization

/// Whose turn it is on a session's machine.
///
/// Cells of one shell come one after the other. A cell of another shell waits until the running one
/// lets it in: between two of its turns or calls, and all the while it sleeps or waits for input. The
/// guest then runs above the other cell's calls, on its own thread, with the same variables, and the
/// other cell goes on when the guest is done.
final class Turns: @unchecked Sendable {
  /// So many cells may stand on each other.
  private static let limit = 32

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// How many cells are on the machine, of which the last one is running.
  private var depth = 0
  /// Whether the last one lets another in.
  private var isOpen = true
  /// How many were let in so far.
  private var admitted = 0
  /// How often everything was interrupted.
  private var interruptions = 0
  private let waiting = Atomic<Int>(0)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Whether someone waits for a turn.
  var isWanted: Bool { waiting.load(ordering: .relaxed) > 0 }

  /// Waits for a turn, does something, and gives the turn back; `body` is told whether it is a guest.
  ///
  /// Nil where an interrupt came while it was waiting.
  func take<Result>(_ body: (_ isGuest: Bool) -> Result) -> Result? {
    pthread_mutex_lock(mutex)
    let interruptionsBefore = interruptions
    waiting.add(1, ordering: .relaxed)
    while !isOpen || depth >= Self.limit, interruptions == interruptionsBefore {
      pthread_cond_wait(changed, mutex)
    }
    waiting.subtract(1, ordering: .relaxed)
    guard isOpen, depth < Self.limit else {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
      return nil
    }
    return begin(body)
  }

  /// Does something where nothing is on the machine.
  func takeIfFree<Result>(_ body: () -> Result) -> Result? {
    pthread_mutex_lock(mutex)
    guard depth == 0 else {
      pthread_mutex_unlock(mutex)
      return nil
    }
    return begin { _ in body() }
  }

  /// Begins a turn, with the lock that is given back before the body.
  private func begin<Result>(_ body: (Bool) -> Result) -> Result {
    isOpen = false
    depth += 1
    admitted += 1
    let isGuest = depth > 1
    pthread_mutex_unlock(mutex)
    defer {
      pthread_mutex_lock(mutex)
      depth -= 1
      isOpen = true
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return body(isGuest)
  }

  /// Lets one of those in who wait, and waits until it is done.
  func admitOne() {
    pthread_mutex_lock(mutex)
    let (own, before) = (depth, admitted)
    guard own < Self.limit else {
      pthread_mutex_unlock(mutex)
      return
    }
    isOpen = true
    pthread_cond_broadcast(changed)
    while depth > own || (admitted == before && isWanted) { pthread_cond_wait(changed, mutex) }
    isOpen = false
    pthread_mutex_unlock(mutex)
  }

  /// Lets others in while the body runs, which must not touch the machine, and until they are done.
  func whileOpen<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    let own = depth
    isOpen = own > 0
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    defer {
      pthread_mutex_lock(mutex)
      while depth > own { pthread_cond_wait(changed, mutex) }
      if own > 0 { isOpen = false }
      pthread_mutex_unlock(mutex)
    }
    return try body()
  }

  /// Lets others in until a condition holds, which is asked again after each `wake`.
  func stayOpen(until isDone: () -> Bool) {
    pthread_mutex_lock(mutex)
    let own = depth
    isOpen = own > 0
    pthread_cond_broadcast(changed)
    while depth > own || !isDone() { pthread_cond_wait(changed, mutex) }
    if own > 0 { isOpen = false }
    pthread_mutex_unlock(mutex)
  }

  /// Has those ask again who wait.
  func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Sends away those who wait.
  func interrupt() {
    pthread_mutex_lock(mutex)
    interruptions += 1
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}
