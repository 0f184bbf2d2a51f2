import ApusTensor

/// A function's value at points, with the way back to them.
struct Trace {
  let value: Tensor
  /// The points as the function sees them.
  let points: [Tensor]
  let variables: [Variable]
  /// Nil where the value depends on nothing that is tracked.
  let sweep: Sweep?
  /// Whether derivatives depend on more than the points, so that they are recorded too: one such
  /// derivative is taken inside another, or the function uses parameters.
  let isOpen: Bool

  init(_ points: [Tensor], _ f: Differentiation.Function) throws {
    let isRecording = Recording.isOn
    let inputs = try points.map { (point) throws(TensorError) in
      // A point that is tracked stays connected to what it was computed from.
      isRecording && point.isTracked
        ? try Recorded.call(Catalogue.same, .tensor(Recorded(point))).tensor
        : try Differentiation.parameter(point)
    }
    let variables = inputs.compactMap(\.body.variable)
    let value = try Recording.with(true) { try f(inputs) }
    let sweep = try value.body.variable.map { (root) throws(TensorError) in
      try Sweep(from: root, to: variables)
    }
    let isConnected = variables.contains { !$0.isLeaf }
    self.points = inputs
    self.variables = variables
    self.value = value
    self.sweep = sweep
    isOpen = isRecording && (isConnected || sweep?.meetsOthers == true)
  }

  /// The cotangent of a value that is one number.
  func one(_ name: String) throws(TensorError) -> Tensor {
    guard value.count == 1 else {
      throw TensorError(
        "not-a-scalar",
        "\(name) is for a function whose value is one number, and this value has shape "
          + "\(value.shape)",
        operation: name, help: "take the value's `.sum()`, or its `jacobian(at:of:)`")
    }
    return try Tensor.full(value.shape, 1, dtype: value.dtype)
  }

  /// The cotangents of the points, zeros where the value does not depend on one.
  func pull(_ cotangent: Tensor, records: Bool) throws(TensorError) -> [Tensor] {
    try sweep?.run(cotangent, records: records)
    var result: [Tensor] = []
    for (point, variable) in zip(points, variables) {
      if let found = sweep?.cotangent(of: variable) {
        result.append(found)
      } else {
        result.append(try Tensor.zeros(point.shape, dtype: point.dtype))
      }
    }
    return result
  }

  /// The cotangents of the first point from each element of a result in turn.
  func rows(_ sweep: Sweep?, of result: Tensor, records: Bool) throws -> Tensor {
    let point = points[0]
    var rows: [Recorded] = []
    for index in 0..<result.count {
      let unit = try Tensor.oneHot(Tensor([index], shape: []), classes: result.count)
        .to(result.dtype).reshaped(result.shape)
      try sweep?.run(unit, records: records)
      let row =
        try sweep?.cotangent(of: variables[0]) ?? Tensor.zeros(point.shape, dtype: point.dtype)
      rows.append(Recorded(row))
    }
    guard !rows.isEmpty else {
      return try Tensor.zeros(result.shape + point.shape, dtype: point.dtype)
    }
    return try Recording.with(records) {
      try Recorded.call(Rows.stack, .tensors(rows), .int(0)).reshaped(result.shape + point.shape)
        .tensor
    }
  }

  /// A result without a history, unless there is more to follow it to.
  func settled(_ tensor: Tensor) -> Tensor { isOpen ? tensor : tensor.with(history: nil) }
}
