import CBLAS
import Synchronization

/// The way to BLAS and LAPACK, which our own threads share.
enum Blas {
  /// Whether several threads may call it at once: a build for one thread alone takes no locks.
  ///
  /// It shall start no work on threads of its own beside ours.
  private static let isShared: Bool = {
    openblas_set_num_threads(1)
    return openblas_get_parallel() != 0
  }()

  private static let turn = Mutex(())

  static func call(_ routine: () -> Void) {
    if isShared { routine() } else { turn.withLock { _ in routine() } }
  }
}
