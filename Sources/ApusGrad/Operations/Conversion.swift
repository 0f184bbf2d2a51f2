import ApusTensor

extension Catalogue {
  /// Tensors from other values, other element types, and values from tensors.
  static let conversion: [Operation] = [
    Operation(
      "Tensor",
      [
        "extension Tensor { init(_ value: Tensor, dtype: DType? = nil) }",
        "extension Tensor { init(_ value: Int, dtype: DType? = nil) }",
        "extension Tensor { init(_ value: Double, dtype: DType? = nil) }",
      ],
      shape: "value -> value", elements: .named,
      "A tensor of a number, a literal or another tensor.",
      example: "Tensor([[1, 2], [3, 4]], dtype: .float64)",
      samples: [
        Sample(.of(2, 3)), Sample(.of(2, 3), .member("int64")), Sample(.weak(3)),
        Sample(.weak(0.1), .member("float64")),
        Sample(.of(4, in: 0...3, as: .int32), .member("bool")),
      ],
      pullback: .of([]) { $0.g }
    ) { call in
      let value = call.tensor(0)
      guard let dtype = call.optionalDType(1) else { return try value.plain(keepingDigits: true) }
      return try value.to(dtype).plain()
    },
    Operation(
      "Tensor", ["extension Tensor { init(_ range: Range<Int>) }"],
      shape: "-> spanned(range)", elements: .always(.int64),
      "The integers of a range.", example: "Tensor(0..<5)",
      samples: [Sample(.range(0, 5)), Sample(.range(2, 2))]
    ) { call in
      let (lower, upper) = call.range(0)
      return try Tensor.arange(lower, upper, step: 1, dtype: .int64)
    },
    Operation(
      "Tensor", ["extension Tensor { init(_ values: [Double]) }"],
      shape: "-> listed(values)", elements: .always(.float32),
      "A vector of numbers.", example: "Tensor([1.5, 2.5])",
      samples: [Sample(.doubles([1.5, 2.5])), Sample(.doubles([]))]
    ) { call in
      let values = call.doubles(0)
      return try Tensor(literal: values, shape: [values.count], isInteger: false)
    },
    Operation(
      "Tensor", ["extension Tensor { init(_ values: [Int]) }"],
      shape: "-> listed(values)", elements: .always(.int64),
      "A vector of integers.", example: "Tensor([1, 2])", samples: [Sample([1, 2]), Sample([])]
    ) { try Tensor($0.ints(0), shape: [$0.ints(0).count]) },
    Operation(
      "to", ["extension Tensor { func to(_ dtype: DType) -> Tensor }"], shape: "x -> x",
      elements: .named,
      "The values in another element type; toward zero for integers, nonzero is true.",
      example: "Tensor([1.7, -1.7]).to(.int64)",
      samples: [
        Sample(.of(2, 3), .member("float64")), Sample(.of(2, 3), .member("int64")),
        Sample(.of(4, 3, layout: .transposed), .member("int32")),
        Sample(.of(4, in: 0...3, as: .int64), .member("uint8")),
        Sample(.of(4, in: 0...1), .member("bool")),
        Sample(.of(4, in: 0...1, as: .bool), .member("float32")),
        Sample(.vector([1.00390625, 1.01171875, -300.5, .nan]), .member("bfloat16")),
        Sample(.of(2, 3, as: .bfloat16), .member("float64")),
      ],
      pullback: .of([]) { $0.g }
    ) { try $0.tensor(0).to($0.dtype(1)).plain() },
    Operation(
      "float", ["extension Tensor { func float() -> Tensor }"], shape: "x -> x",
      elements: .always(.float32),
      "The values as float32.", example: "Tensor([1, 2]).float()",
      samples: [Sample(.of(3, as: .int64)), Sample(.of(3))],
      pullback: .of([]) { $0.g }
    ) { try $0.tensor(0).to(.float32).plain() },
    Operation(
      "int", ["extension Tensor { func int() -> Tensor }"], shape: "x -> x",
      elements: .always(.int64),
      "The values as int64, toward zero.", example: "Tensor([1.7, -1.7]).int()",
      samples: [Sample(.of(3)), Sample(.of(3, in: 0...1, as: .bool))]
    ) { try $0.tensor(0).to(.int64).plain() },
    Operation(
      "dtype", ["extension Tensor { var dtype: DType }"], shape: "x -> _",
      "The type of the elements.", example: "Tensor([1.0]).dtype",
      samples: [Sample(.of(2, as: .int64)), Sample(.of(2))]
    ) { Case($0.tensor(0).dtype) },
    Operation(
      "item", ["extension Tensor { func item() -> Double }"], shape: "x -> _",
      "The only element, as a Double.", example: "Tensor([1.0, 2.0]).sum().item()",
      samples: [Sample(.of()), Sample(.of(1, 1, as: .int64))],
      refusals: [
        Refusal(
          .zeros(2, 3),
          says: "item() is for a tensor with one element, and this one has 6 elements")
      ]
    ) { try $0.tensor(0).item() },
    Operation(
      "toArray", ["extension Tensor { func toArray() -> [Double] }"], shape: "x -> _",
      "All elements in row-major order.", example: "Tensor([[1, 2], [3, 4]]).toArray()",
      samples: [Sample(.of(2, 3)), Sample(.of(4, 3, layout: .transposed)), Sample(.of(0))]
    ) { $0.tensor(0).doubles() },
  ]
}
