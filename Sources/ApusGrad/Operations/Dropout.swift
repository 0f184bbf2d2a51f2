import ApusTensor

extension Catalogue {
  /// Layers that in training leave out a part of their input.
  static let dropouts: [Operation] = [
    Operation.composed(
      "dropout", ["func dropout(_ x: Tensor, p: Double, training: Bool) -> Tensor"],
      shape: "x -> x",
      "In training each element is zero with probability p, else divided by 1 - p; else x itself.",
      formula: #"\frac{m}{1 - p} x, \quad m \sim \mathrm{Bernoulli}(1 - p)"#,
      example: "seed(1)\ndropout(Tensor.ones(2, 4), p: 0.5, training: true)",
      // What is random is compared elsewhere.
      samples: [
        Sample(.of(2, 3), 0.5, false), Sample(.of(2, 3), 0.0, true),
        Sample(.of(4, 3, layout: .transposed), 1.0, true), Sample(.of(0, 3), 0.5, true),
      ],
      refusals: [Refusal(.zeros(2), 1.5, true, says: "a probability is from 0 to 1, got 1.5")]
    ) { call in
      let (x, p) = (try call.real(0), call.double(1))
      guard p >= 0 && p <= 1 else { throw TensorError.probability(p) }
      guard call.bool(2) else { return x }
      let mask = try Tensor.mask(
        1 - p, of: p < 1 ? 1 / (1 - p) : 0, x.shape, dtype: x.tensor.dtype)
      return try x * Recorded(mask)
    }
  ]
}
