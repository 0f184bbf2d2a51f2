import Glibc
import Synchronization

/// The threads that share the work of one large operation.
///
/// One operation is shared at a time; what comes meanwhile, from another thread or from within, is
/// done by its own thread alone. No result depends on how many threads there are.
package enum ThreadPool {
  /// How many threads work on an operation, the calling one among them; 1 shares nothing.
  ///
  /// As many as there are processors, unless `APUS_THREADS` says another number.
  package static var threads: Int { Swift.max(wanted.load(ordering: .relaxed), 1) }

  package static func use(threads: Int) { wanted.store(threads, ordering: .relaxed) }

  private static let wanted = Atomic<Int>(initial)

  private static var initial: Int {
    if let text = getenv("APUS_THREADS"), let count = Int(String(cString: text)), count > 0 {
      return Swift.min(count, 256)
    }
    return Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Does the work on all of `0..<count`, in parts of `part` or fewer, each once and in any order.
  ///
  /// Throws `interrupted` before a part where that is asked for.
  @inline(__always)
  static func share(
    _ count: Int, part: Int, _ work: (Range<Int>) -> Void
  ) throws(TensorError) {
    guard count <= part else { return try shareParts(count, part: part, work) }
    if count == 0 { return }
    try Interruption.check()
    work(0..<count)
  }

  /// The same where there is more than one part.
  @inline(never)
  private static func shareParts(
    _ count: Int, part: Int, _ work: (Range<Int>) -> Void
  ) throws(TensorError) {
    let parts = (count &+ part &- 1) / part
    let helpers = Swift.min(threads, parts) - 1
    guard helpers > 0, team.begin() else {
      var start = 0
      while start < count {
        try Interruption.check()
        let end = Swift.min(start &+ part, count)
        work(start..<end)
        start = end
      }
      return
    }
    let isWhole = withoutActuallyEscaping(work) { work in
      team.perform(Job(count: count, part: part, work: work), helpers: helpers)
    }
    if !isWhole { throw .interrupted }
  }

  private static let team = Team()
}

/// What threads do together: parts that each takes the next of.
private final class Job: @unchecked Sendable {
  private let count: Int
  private let part: Int
  private let work: (Range<Int>) -> Void
  private let next = Atomic<Int>(0)

  /// The work is called until `perform` of the team returns, and by no one later.
  init(count: Int, part: Int, work: @escaping (Range<Int>) -> Void) {
    self.count = count
    self.part = part
    self.work = work
  }

  func run() {
    while !Interruption.isRequested {
      let start = next.add(part, ordering: .relaxed).oldValue
      if start >= count { return }
      work(start..<Swift.min(start &+ part, count))
    }
  }

  /// Whether every part was taken.
  var isWhole: Bool { next.load(ordering: .relaxed) >= count }
}

/// The helping threads, made when they are first needed.
private final class Team: @unchecked Sendable {
  private let isBusy = Atomic<Bool>(false)
  private var lock = pthread_mutex_t()
  private var hasWork = pthread_cond_t()
  private var isDone = pthread_cond_t()
  // Behind the lock:
  private var job: Job?
  /// How many may still join the job, and how many are at it.
  private var places = 0
  private var active = 0
  private var size = 0

  init() {
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&hasWork, nil)
    pthread_cond_init(&isDone, nil)
  }

  /// Takes the team, unless it is taken.
  func begin() -> Bool {
    isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  /// Does the job with as many others, gives the team back, and says whether all of it is done.
  func perform(_ job: Job, helpers: Int) -> Bool {
    pthread_mutex_lock(&lock)
    while size < helpers, start() { size += 1 }
    self.job = job
    places = helpers
    pthread_cond_broadcast(&hasWork)
    pthread_mutex_unlock(&lock)
    job.run()
    pthread_mutex_lock(&lock)
    // Those who have not come yet are not waited for.
    self.job = nil
    places = 0
    while active > 0 { pthread_cond_wait(&isDone, &lock) }
    pthread_mutex_unlock(&lock)
    let isWhole = job.isWhole
    isBusy.store(false, ordering: .releasing)
    return isWhole
  }

  /// What each helping thread does for as long as the process lives.
  private func help() {
    pthread_mutex_lock(&lock)
    while true {
      guard places > 0, let job else {
        pthread_cond_wait(&hasWork, &lock)
        continue
      }
      places -= 1
      active += 1
      pthread_mutex_unlock(&lock)
      job.run()
      pthread_mutex_lock(&lock)
      active -= 1
      if active == 0 { pthread_cond_signal(&isDone) }
    }
  }

  private func start() -> Bool {
    var id = pthread_t()
    // Signals are for the threads that expect them.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let team = Unmanaged.passRetained(self).toOpaque()
    let status = pthread_create(
      &id, nil,
      { team in
        guard let team else { return nil }
        Unmanaged<Team>.fromOpaque(team).takeRetainedValue().help()
        return nil
      }, team)
    guard status == 0 else {
      Unmanaged<Team>.fromOpaque(team).release()
      return false
    }
    pthread_detach(id)
    return true
  }
}
