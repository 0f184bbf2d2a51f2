/// Where the elements of a padded axis come from.
extension Tensor {
  /// For each place of an axis with places before and behind it, the position whose element is
  /// there; `nil` where a mode puts a constant.
  package static func sources(
    of size: Int, _ widths: (Int, Int), mode: PadMode
  ) throws(TensorError) -> [Int] {
    guard size > 0 || widths == (0, 0) else {
      throw TensorError("shape", "an empty axis has nothing to put into its padding")
    }
    try Shape.checkRoom(forPositions: size + widths.0 + widths.1)
    return (-widths.0..<(size + widths.1)).map { place in
      switch mode {
      case .constant, .edge: return Swift.min(Swift.max(place, 0), size - 1)
      case .wrap: return (place % size + size) % size
      case .reflect:
        if size == 1 { return 0 }
        let period = 2 * (size - 1)
        let turned = (place % period + period) % period
        return turned < size ? turned : period - turned
      }
    }
  }
}

/// What stands in the padding: one value, the nearest element, a reflection, the other end.
package enum PadMode: String, CaseIterable, Sendable {
  case constant, edge, reflect, wrap
}
