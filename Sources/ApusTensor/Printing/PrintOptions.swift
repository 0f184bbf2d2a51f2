import Synchronization

/// How tensors print, for the whole process; the defaults are PyTorch's.
package struct PrintOptions: Sendable, Equatable {
  /// Digits after the point.
  package var precision = 4
  /// Beyond so many elements only the first and last few of each axis are shown.
  package var threshold = 1000
  /// How many at each end of an axis a summary shows.
  package var edgeItems = 3
  /// Where a line breaks.
  package var lineWidth = 80
  /// Whether numbers print in scientific notation; nil leaves it to their sizes.
  package var scientific: Bool?

  package init() {}

  private static let state = Mutex(PrintOptions())

  package static var current: PrintOptions {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
