import ApusTensor

extension Catalogue {
  /// What lies in the middle of elements in order, and between two tensors.
  static let quantiles: [Operation] = [
    Operation.composed(
      "median",
      ["extension Tensor { func median(axis: Int? = nil, keepDims: Bool = false) -> Tensor }"],
      shape: "x -> reduced(x, axis, keepDims)", elements: .first,
      "The middle element in order, along an axis or of all; of two in the middle the smaller.",
      example: "Tensor([3.0, 1.0, 7.0]).median()",
      samples: [
        Sample(.of(7)), Sample(.of(2, 3)), Sample(.of(4, 3), 0), Sample(.of(2, 4), -1, true),
        Sample(.of(4, 3, layout: .transposed), 1), Sample(.of(3, 2, layout: .strided), 0),
        Sample(.vector([2, .nan, 1])), Sample(.of(6, in: 0...9, as: .int64), 0), Sample(.of()),
      ],
      refusals: [
        Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix),
        Refusal(.zeros(0), says: "there is no element to take from no elements"),
      ]
    ) { call in
      let (x, axis) = try line(call, axisAt: 1)
      let order = try x.tensor.argsort(axis: axis, descending: false)
      let middle = try picked(x, order, (x.shape[axis] - 1) / 2, axis)
      return try settled(middle, axis, call, keepDimsAt: 2)
    },
    Operation.composed(
      "quantile",
      [
        "extension Tensor { func quantile(_ q: Double, axis: Int? = nil, keepDims: Bool = false) "
          + "-> Tensor }"
      ],
      shape: "x -> reduced(x, axis, keepDims)",
      "What a share q of the elements is below, along an axis or of all, on the line between two.",
      example: "Tensor([1.0, 2.0, 4.0]).quantile(0.75)",
      samples: [
        Sample(.of(7), 0.5), Sample(.of(2, 3), 0.3), Sample(.of(4, 3), 0.8, 0),
        Sample(.of(2, 4), 1.0, -1, true), Sample(.of(4, 3, layout: .transposed), 0.0, 1),
        Sample(.of(3, 2, layout: .strided), 0.25, 0), Sample(.vector([2, .nan, 1]), 0.5),
        Sample(.of(), 0.5),
      ],
      refusals: [
        Refusal(.zeros(2, 3), 0.5, 2, says: Refusal.axisOfMatrix),
        Refusal(.zeros(3), 1.5, says: "a share is from 0 to 1, got 1.5"),
        Refusal(.zeros(0), 0.5, says: "there is no element to take from no elements"),
      ]
    ) { call in
      let share = call.double(1)
      guard share >= 0, share <= 1 else {
        throw TensorError("argument", "a share is from 0 to 1, got \(share)")
      }
      let (whole, axis) = try line(call, axisAt: 2)
      let x = whole.tensor.dtype.isFloat ? whole : try whole.to(.float32)
      let order = try x.tensor.argsort(axis: axis, descending: false)
      let place = share * Double(x.shape[axis] - 1)
      let (below, rest) = (place.rounded(.down), place - place.rounded(.down))
      let low = try picked(x, order, Int(below), axis)
      if rest == 0 { return try settled(low, axis, call, keepDimsAt: 3) }
      let high = try picked(x, order, Int(below) + 1, axis)
      let between =
        try rest < 0.5 ? low + (high - low) * rest : high - (high - low) * (1 - rest)
      return try settled(between, axis, call, keepDimsAt: 3)
    },
    Operation.composed(
      "lerp",
      [
        "func lerp(_ a: Tensor, _ b: Tensor, _ weight: Tensor) -> Tensor",
        "func lerp(_ a: Tensor, _ b: Tensor, _ weight: Double) -> Tensor",
      ],
      shape: "(...), (...), (...) -> (...)",
      "The point between a and b that lies a share of the way from a.",
      formula: "a + w (b - a)", example: "lerp(Tensor([0.0, 10.0]), Tensor([1.0, 20.0]), 0.5)",
      samples: [
        Sample(.of(2, 3), .of(2, 3), .of(2, 3)), Sample(.of(2, 1), .of(3), .weak(0.25)),
        Sample(.of(4, 3, layout: .transposed), .of(3, layout: .strided), .of(4, 3, in: 0...1)),
        Sample(.of(0, 2), .of(2), .of(1)), Sample(.of(), .of(), .of()),
      ],
      refusals: [
        Refusal(
          .zeros(2), .zeros(3), .zeros(1),
          says: "lerp needs the last axis of a and the last of b to agree or be 1, got 2 and 3")
      ]
    ) { call in
      let (a, b, weight) = (try call.real(0), try call.real(1), try call.real(2))
      let way = try b - a
      return try (weight.abs() < 0.5).choose(a + weight * way, b - way * (1 - weight))
    },
  ]

  /// The tensor, or all its elements in a line, and the axis to go along.
  private static func line(
    _ call: Composition, axisAt place: Int
  ) throws -> (x: Recorded, axis: Int) {
    let x = call.x(0)
    guard let axis = call.call.optionalInt(place) else {
      guard x.tensor.count > 0 else { throw TensorError.emptyReduction }
      return (try x.reshaped([-1]), 0)
    }
    let found = try Shape.axis(axis, of: Swift.max(x.ndim, 1))
    let line = x.ndim == 0 ? try x.reshaped([1]) : x
    guard line.shape[found] > 0 else { throw TensorError.emptyReduction }
    return (line, found)
  }

  /// The elements at a place in the order, along an axis that is left with size 1; a NaN where
  /// there is one.
  private static func picked(
    _ x: Recorded, _ order: Tensor, _ place: Int, _ axis: Int
  ) throws -> Recorded {
    let plain = x.tensor.with(history: nil)
    // A NaN is behind all numbers.
    let spoilt = try Tensor.notEqual(plain, plain).any(axes: [axis], keepDims: true).to(.int64)
    let way = try Tensor(weak: x.shape[axis] - 1 - place)
    let positions = try Tensor.add(Tensor.multiply(spoilt, way), Tensor(weak: place))
    return try x.takeAlong(order.takeAlong(positions, axis: axis), axis: axis)
  }

  /// The result in its shape.
  private static func settled(
    _ found: Recorded, _ axis: Int, _ call: Composition, keepDimsAt place: Int
  ) throws -> Recorded {
    let shape = call.x(0).shape
    let isAll = call.call.optionalInt(place - 1) == nil
    var target = isAll ? shape.map { _ in 1 } : shape
    if !isAll, !target.isEmpty { target[axis] = 1 }
    if !call.bool(place) {
      if isAll { target = [] } else if !target.isEmpty { target.remove(at: axis) }
    }
    return try found.reshaped(target)
  }
}
