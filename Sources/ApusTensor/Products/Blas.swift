import CBLAS
import Synchronization

/// The way to BLAS and LAPACK, which our own threads share.
enum Blas {
  /// Whether several threads may call it at once: a build for one thread alone takes no locks.
  private static let isShared = openblas_get_parallel() != 0

  private static let turn = Mutex(())

  static func call(_ routine: () -> Void) {
    if isShared { routine() } else { turn.withLock { _ in routine() } }
  }
}
