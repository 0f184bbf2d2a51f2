import ApusTensor

/// Arguments that an operation accepts, in the order of its first form; defaults may be left out.
package struct Sample: Sendable {
  package let arguments: [Argument]

  package init(_ arguments: Argument...) {
    self.init(of: arguments)
  }

  package init(of arguments: [Argument]) {
    self.arguments = arguments
  }
}

extension Sample {
  /// Where functions made of pieces have their joints.
  package static let kinks = Sample(.vector([-3, -1, 0, 1, 3]))
}

extension [Sample] {
  /// What every function of each element of one tensor is tried on: rows, a transpose, gaps, one
  /// element, none, integers.
  package static func unary(in range: ClosedRange<Double> = -2...2) -> [Sample] {
    [
      Sample(.of(2, 3, in: range)), Sample(.of(4, 3, in: range, layout: .transposed)),
      Sample(.of(3, 2, in: range, layout: .strided)), Sample(.of(in: range)),
      Sample(.of(0, 3, in: range)),
      Sample(.of(5, in: range.lowerBound.rounded(.up)...range.upperBound, as: .int64)),
    ]
  }

  /// What every function of the elements of two tensors is tried on: alike, broadcast both ways,
  /// transposed, beside a scalar, empty, of two element types.
  package static func binary(
    in range: ClosedRange<Double> = -2...2, and right: ClosedRange<Double> = -2...2
  ) -> [Sample] {
    [
      Sample(.of(2, 3, in: range), .of(2, 3, in: right)),
      Sample(.of(2, 1, in: range), .of(3, in: right)),
      Sample(.of(3, in: range), .of(2, 2, 1, in: right)),
      Sample(.of(4, 3, in: range, layout: .transposed), .of(3, in: right, layout: .strided)),
      Sample(.of(2, 2, in: range), .weak(1.5)),
      Sample(.of(2, 2, in: range), .weak(2)),
      Sample(.of(0, 2, in: range), .of(2, in: right)),
      Sample(.of(4, in: range, as: .int64), .of(4, in: right)),
    ]
  }

  /// Two tensors of integers.
  package static func integers(
    in range: ClosedRange<Double> = -9...9, and right: ClosedRange<Double> = 1...5
  ) -> [Sample] {
    [
      Sample(.of(6, in: range, as: .int64), .of(6, in: right, as: .int64)),
      Sample(.of(3, 1, in: 0...9, as: .uint8), .of(2, in: right, as: .int32)),
      Sample(.of(4, in: range, as: .int32), .weak(3)),
    ]
  }
}
