import ApusTensor

extension Catalogue {
  /// Tensors from numbers.
  static let making: [Operation] =
    [
      ("zeros", "A tensor of zeros.", 0.0), ("ones", "A tensor of ones.", 1),
    ].map { name, summary, value in
      Operation(
        "Tensor.\(name)",
        [
          "extension Tensor { static func \(name)(_ shape: [Int], dtype: DType = .float32) "
            + "-> Tensor }",
          "extension Tensor { static func \(name)(_ shape: Int..., dtype: DType = .float32) "
            + "-> Tensor }",
        ],
        shape: "-> given(shape)", elements: .named, summary, example: "Tensor.\(name)(2, 3)",
        samples: [
          Sample([2, 3]), Sample([2], .member("int64")), Sample([0, 2], .member("float64")),
          Sample([3], .member("bool")),
        ], refusals: [Refusal([2, -1], says: "a shape has no negative sizes, got [2, -1]")]
      ) { try Tensor.full($0.ints(0), value, dtype: $0.dtype(1)) }
    } + [
      Operation(
        "Tensor.full",
        [
          "extension Tensor { static func full(_ shape: [Int], _ value: Double, "
            + "dtype: DType = .float32) -> Tensor }"
        ],
        shape: "-> given(shape)", elements: .named, "A tensor of one number.",
        example: "Tensor.full([2, 3], 7)",
        samples: [Sample([2, 3], 7.5), Sample([2], 7.0, .member("int32")), Sample([0], 1.0)],
        refusals: [Refusal([-2], 1.0, says: "a shape has no negative sizes, got [-2]")]
      ) { try Tensor.full($0.ints(0), $0.double(1), dtype: $0.dtype(2)) },
      Operation(
        "Tensor.eye",
        ["extension Tensor { static func eye(_ n: Int, dtype: DType = .float32) -> Tensor }"],
        shape: "-> matrix(n)", elements: .named, "The identity matrix.", formula: #"I_n"#,
        example: "Tensor.eye(3)",
        samples: [Sample(3), Sample(0), Sample(2, .member("int64"))],
        refusals: [Refusal(-1, says: "a shape has no negative sizes, got [-1, -1]")]
      ) { try Tensor.eye($0.int(0), $0.int(0), dtype: $0.dtype(1)) },
      Operation(
        "Tensor.eye",
        [
          "extension Tensor { static func eye(_ n: Int, _ m: Int, dtype: DType = .float32) "
            + "-> Tensor }"
        ],
        shape: "-> matrix(n, m)", elements: .named, "A matrix with ones on its diagonal.",
        example: "Tensor.eye(2, 3)", samples: [Sample(2, 3), Sample(3, 2, .member("float64"))],
        refusals: [Refusal(2, -1, says: "a shape has no negative sizes, got [2, -1]")]
      ) { try Tensor.eye($0.int(0), $0.int(1), dtype: $0.dtype(2)) },
      Operation(
        "Tensor.arange",
        [
          "extension Tensor { static func arange(_ start: Int, _ end: Int, step: Int = 1, "
            + "dtype: DType? = nil) -> Tensor }"
        ],
        shape: "-> stepped(start, end, step)", elements: .namedOr(.int64),
        "The integers from start up to but without end.",
        example: "Tensor.arange(0, 10, step: 2)",
        samples: [
          Sample(0, 5), Sample(5, 0, -2), Sample(3, 3), Sample(0, 4, 1, .member("float32")),
        ], refusals: [Refusal(0, 5, 0, says: "the step is not zero, got 0")]
      ) {
        try Tensor.arange(
          $0.int(0), $0.int(1), step: $0.int(2), dtype: $0.optionalDType(3) ?? .int64)
      },
      Operation(
        "Tensor.arange",
        [
          "extension Tensor { static func arange(_ start: Double, _ end: Double, "
            + "step: Double = 1, dtype: DType? = nil) -> Tensor }"
        ],
        shape: "-> ?", elements: .namedOr(.float32),
        "The numbers from start in steps up to but without end.",
        example: "Tensor.arange(0.0, 1.0, step: 0.25)",
        samples: [
          Sample(0.0, 1.0, 0.25), Sample(1.0, 0.0, -0.5), Sample(1.0, 0.0),
          Sample(0.0, 2.5, 1.0, .member("float64")),
        ],
        refusals: [
          Refusal(
            0.0, 1.0, 0.0, says: "the ends are finite and the step is finite and not zero, got 0.0")
        ]
      ) {
        try Tensor.arange(
          $0.double(0), $0.double(1), step: $0.double(2), dtype: $0.optionalDType(3) ?? .float32)
      },
      Operation(
        "Tensor.linspace",
        [
          "extension Tensor { static func linspace(_ start: Double, _ end: Double, count: Int, "
            + "dtype: DType = .float32) -> Tensor }"
        ],
        shape: "-> vector(count)", elements: .named, "Evenly spaced numbers, both ends included.",
        example: "Tensor.linspace(0, 1, count: 5)",
        samples: [
          Sample(0.0, 1.0, 5), Sample(2.0, -1.0, 4, .member("float64")), Sample(3.0, 9.0, 1),
          Sample(0.0, 1.0, 0),
        ], refusals: [Refusal(0.0, 1.0, -1, says: "a shape has no negative sizes, got [-1]")]
      ) {
        try Tensor.linspace($0.double(0), $0.double(1), count: $0.int(2), dtype: $0.dtype(3))
      },
    ]
}
