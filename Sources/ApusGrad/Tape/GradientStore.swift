import ApusTensor

/// What looks at a gradient on the way back.
package typealias GradientWatcher = (Tensor) throws -> Void

/// Where `backward` leaves the gradient of a leaf, or of a result that asks for it.
final class GradientStore {
  private(set) var gradient: Tensor?

  func clear() { gradient = nil }

  /// Adds what another `backward` found.
  func add(_ more: Tensor) throws(TensorError) {
    if let gradient {
      self.gradient = try Tensor.add(gradient, more)
    } else {
      gradient = more
    }
  }
}
