import ApusTensor

extension Catalogue {
  /// Images in other sizes.
  static let resizing: [Operation] = [
    Operation.composed(
      "interpolate",
      [
        "func interpolate(_ x: Tensor, size: [Int], mode: InterpolationMode = .nearest, "
          + "alignCorners: Bool = false) -> Tensor"
      ],
      shape: "x -> resized(x, size)",
      "The axes behind the channels in other sizes, with values between the elements.",
      example: "interpolate(Tensor([[[1.0, 2.0]]]), size: [4])",
      samples: [
        Sample(.of(1, 2, 3), [5]), Sample(.of(1, 1, 4, 3), [2, 7]),
        Sample(.of(1, 1, 2, 3, 2), [3, 2, 4]),
        Sample(.of(1, 2, 3, 4), [5, 3], .member("bilinear")),
        Sample(.of(1, 2, 3, 4), [5, 3], .member("bilinear"), true),
        Sample(.of(1, 1, 5), [3], .member("bilinear")),
        Sample(.of(1, 1, 2, 2), [1, 1], .member("bilinear"), true),
        Sample(.of(1, 2, 3, 4), [6, 2], .member("bicubic")),
        Sample(.of(1, 1, 4, 4), [3, 7], .member("bicubic"), true),
        Sample(.of(2, 1, 1, 5), [2, 10]),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3, 4), [2, 2],
          says: "x is [batch, channels, sizes] with a size for each axis behind the channels, got "
            + "[2, 3, 4] and size [2, 2]"),
        Refusal(
          .zeros(1, 1, 2), [0], says: "sizes are positive, got [1, 1, 2] and size [0]"),
        Refusal(
          .zeros(1, 1, 2), [4], .member("bicubic"),
          says: "bicubic is for images, with 4 axes, got shape [1, 1, 2]"),
      ]
    ) { call in
      let (x, sizes) = (try call.real(0), call.ints(1))
      let mode: InterpolationMode = call.choice(2)
      _ = try Shape.resized(x.shape, sizes)
      guard mode != .bicubic || x.ndim == 4 else {
        throw TensorError(
          "shape", "bicubic is for images, with 4 axes, got shape \(x.shape)")
      }
      var result = x
      for (axis, size) in sizes.enumerated() {
        try Shape.checkRoom(forPositions: size)
        let sources = mode.sources(
          of: x.shape[axis + 2], to: size, alignCorners: call.bool(3),
          single: x.tensor.dtype == .float32)
        let parts = try sources.map { positions, weights in
          let part = try result.take(Tensor(positions, shape: [size]), axis: axis + 2)
          if mode == .nearest { return part }
          let shape = [size] + [Int](repeating: 1, count: x.ndim - axis - 3)
          return try part
            * Recorded(Tensor(weights, shape: shape, dtype: x.tensor.dtype))
        }
        result = try parts.dropFirst().reduce(parts[0]) { try $0 + $1 }
      }
      return result
    }
  ]
}
