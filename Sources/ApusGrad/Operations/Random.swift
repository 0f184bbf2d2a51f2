import ApusTensor

extension Catalogue {
  /// Random numbers, the same for the same seed on every machine.
  static let random: [Operation] =
    [
      Operation(
        "seed", ["func seed(_ value: Int)"], shape: "-> _",
        "Starts the random numbers of a seed from their beginning; at first the seed is 0.",
        example: "seed(42)", samples: [Sample(42), Sample(-1)]
      ) { call in
        RandomStream.shared.seed(call.int(0))
        RandomStream.scalars.seed(call.int(0))
        return Nothing()
      },
      Operation(
        "Tensor.uniform",
        [
          "extension Tensor { static func uniform(_ range: Range<Double>, _ shape: [Int]) "
            + "-> Tensor }"
        ],
        shape: "-> given(shape)", elements: .always(.float32),
        "Random numbers, each place in the range as likely.",
        formula: #"U(a, b)"#, example: "Tensor.uniform(-1..<1, [2, 3])",
        samples: [Sample(.range(-1, 1), [2, 3]), Sample(.range(0, 2.5), [0])],
        refusals: [
          Refusal(.range(0, 1), [-1], says: "a shape has no negative sizes, got [-1]")
        ]
      ) { call in
        let (low, high) = call.doubleRange(0)
        return try Tensor.uniform(low, high, call.ints(1))
      },
      Operation(
        "Tensor.randint",
        ["extension Tensor { static func randint(_ range: Range<Int>, _ shape: [Int]) -> Tensor }"],
        shape: "-> given(shape)", elements: .always(.int64),
        "Random integers of the range, each as likely.",
        example: "Tensor.randint(0..<10, [4])",
        samples: [Sample(.range(0, 10), [4]), Sample(.range(-3, -2), [2, 2])],
        refusals: [
          Refusal(
            .range(3, 3), [2], says: "the range of integers is not empty, got 3..<3")
        ]
      ) { call in
        let (low, high) = call.range(0)
        return try Tensor.randint(low, high, call.ints(1))
      },
      Operation(
        "Tensor.randperm", ["extension Tensor { static func randperm(_ n: Int) -> Tensor }"],
        shape: "-> vector(n)", elements: .always(.int64),
        "The integers from 0 up to n in random order.",
        example: "Tensor.randperm(5)", samples: [Sample(5), Sample(0), Sample(1)],
        refusals: [Refusal(-1, says: "a shape has no negative sizes, got [-1]")]
      ) { try Tensor.randperm($0.int(0)) },
    ]
    + [
      ("rand", "Random numbers from 0 up to 1, each as likely.", #"U(0, 1)"#),
      ("randn", "Normally distributed random numbers, mean 0 and variance 1.", #"N(0, 1)"#),
    ].map { name, summary, formula in
      Operation(
        "Tensor.\(name)",
        [
          "extension Tensor { static func \(name)(_ shape: [Int], dtype: DType = .float32) "
            + "-> Tensor }",
          "extension Tensor { static func \(name)(_ shape: Int..., dtype: DType = .float32) "
            + "-> Tensor }",
        ],
        shape: "-> given(shape)", elements: .named, summary, formula: formula,
        example: "Tensor.\(name)(2, 3)",
        samples: [Sample([2, 3]), Sample([3], .member("float64")), Sample([0]), Sample([])],
        refusals: [
          Refusal([-1], says: "a shape has no negative sizes, got [-1]"),
          Refusal(
            [2], .member("int64"), says: "this needs a floating-point dtype, got int64"),
        ]
      ) { call in
        name == "rand"
          ? try Tensor.rand(call.ints(0), dtype: call.dtype(1))
          : try Tensor.randn(call.ints(0), dtype: call.dtype(1))
      }
    }
}
