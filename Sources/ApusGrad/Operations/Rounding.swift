import ApusTensor

extension Catalogue {
  /// Rounding of each element.
  static let rounding: [Operation] = [
    .unary(
      "floor", "The largest whole number no larger than each element.",
      formula: #"\lfloor x \rfloor"#, example: "floor(Tensor([-1.5, 1.5]))",
      pullback: .zero
    ) { x throws(TensorError) in try x.floor() },
    .unary(
      "ceil", "The smallest whole number no smaller than each element.",
      formula: #"\lceil x \rceil"#, example: "ceil(Tensor([-1.5, 1.5]))",
      pullback: .zero
    ) { x throws(TensorError) in try x.ceil() },
    .unary(
      "trunc", "Each element without its fraction.", formula: #"\operatorname{trunc}(x)"#,
      example: "trunc(Tensor([-1.5, 1.5]))",
      pullback: .zero
    ) { x throws(TensorError) in try x.trunc() },
    .unary(
      "round", "The whole number nearest to each element, of two the even one.",
      formula: #"\operatorname{round}(x)"#, example: "round(Tensor([0.5, 1.5, 2.4]))",
      pullback: .zero
    ) { x throws(TensorError) in try x.round() },
    Operation(
      "clipped",
      ["extension Tensor { func clipped(min: Double? = nil, max: Double? = nil) -> Tensor }"],
      shape: "(...) -> (...)",
      "Each element, or the bound that it is beyond.", formula: #"\min(\max(x, min), max)"#,
      example: "Tensor([-2.0, 0.5, 3.0]).clipped(min: 0, max: 1)",
      samples: [
        Sample(.of(2, 3), -1.0, 1.0), Sample(.of(2, 3, layout: .transposed), nil, 0.5),
        Sample(.of(4), 0.25), Sample(.of(6, in: -5...5, as: .int64), -2.0, 2.0),
        Sample(.of(0), 0.0),
        Sample(.vector([-1, 0, 1]), -1.0, 1.0),
      ],
      pullback: .of(.arguments) { call in
        let (x, low, high) = (call.x(), call.call.optionalDouble(1), call.call.optionalDouble(2))
        var g = call.g
        if let low { g = try g.filled(where: x <= low, 0) }
        if let high { g = try g.filled(where: x >= high, 0) }
        return g
      }
    ) { try $0.tensor(0).clipped(min: $0.optionalDouble(1), max: $0.optionalDouble(2)) },
  ]
}
