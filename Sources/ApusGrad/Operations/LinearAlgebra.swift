import ApusTensor

extension Catalogue {
  /// Systems of equations and determinants, of one matrix or of a batch.
  static let linearAlgebra: [Operation] = [
    Operation(
      "inverse", ["func inverse(_ a: Tensor) -> Tensor"], shape: "(..., n, n) -> (..., n, n)",
      elements: .floating, "The matrix whose product with each matrix is the identity.",
      formula: #"A^{-1}"#, example: "inverse(Tensor([[2.0, 0.0], [0.0, 4.0]]))",
      samples: [
        Sample(regular), Sample(batch), Sample(turned), Sample(.of(1, 1)), Sample(.zeros(0, 0)),
        Sample(.matrix([[1, 2], [3, 4]], as: .int64)),
      ],
      refusals: notSquare("inverse") + [
        Refusal(
          .matrix([[1, 2], [2, 4]]),
          says: "the matrix is singular: column 1 depends on those before it")
      ],
      pullback: .of(.results) { try -($0.y.transposed().matmul($0.g).matmul($0.y.transposed())) }
    ) { try $0.tensor(0).inverse() },
    Operation(
      "solve", ["func solve(_ a: Tensor, _ b: Tensor) -> Tensor"],
      shape: "(..., n, n), (n) -> (..., n) | (..., n, n), (..., n, k) -> (..., n, k)",
      elements: .floating, "The x for which a x = b; a vector b is one column.",
      formula: #"A^{-1} b"#, example: "solve(Tensor([[2.0, 0.0], [0.0, 4.0]]), Tensor([2.0, 4.0]))",
      samples: [
        Sample(regular, .of(3)), Sample(regular, .of(3, 2)), Sample(batch, .of(3, 2)),
        Sample(regular, .of(2, 3, 1)), Sample(batch, .of(3)),
        Sample(turned, .of(3, 2, layout: .strided)), Sample(regular, .of(3, 0)),
        Sample(.zeros(0, 0), .zeros(0, 2)),
      ],
      refusals: notSquare("solve", .zeros(2)) + [
        Refusal(
          .zeros(2, 2), .zeros(3),
          says: "solve needs the second-to-last axis of a and the last of b to agree, got 2 and 3"),
        Refusal(
          .zeros(2, 2), .zeros(2),
          says: "the matrix is singular: column 0 depends on those before it"),
      ],
      pullback: .of(
        [.arguments, .results],
        { call in
          let g = try column(cotangent(call), call)
          return try -g.matmul(column(call.y, call).transposed())
        },
        { try cotangent($0) })
    ) { try Tensor.solve($0.tensor(0), $0.tensor(1)) },
    Operation(
      "determinant", ["func determinant(_ a: Tensor) -> Tensor"], shape: "(..., n, n) -> (...)",
      elements: .floating, "The determinant of each matrix.", formula: #"\det A"#,
      example: "determinant(Tensor([[1.0, 2.0], [3.0, 4.0]]))",
      samples: [
        Sample(regular), Sample(.of(2, 3, 3)), Sample(.of(1, 1)), Sample(.zeros(0, 0)),
        Sample(.matrix([[1, 2], [2, 4]])), Sample(.matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9.5]])),
        Sample(.of(2, 2, as: .int64)),
      ], refusals: notSquare("determinant"),
      pullback: .of(.arguments) { call in
        try spread(call.g) * cofactors(call.wide(0))
      }
    ) { try $0.tensor(0).determinant() },
    Operation(
      "slogdet", ["func slogdet(_ a: Tensor) -> (sign: Tensor, logarithm: Tensor)"],
      shape: "(..., n, n) -> (...), (...)", elements: .floating,
      "The sign of the determinant, and the logarithm of its size, which does not overflow.",
      formula: #"\ln |\det A|"#, example: "slogdet(Tensor([[1.0, 2.0], [3.0, 4.0]])).logarithm",
      samples: [Sample(regular), Sample(batch), Sample(.zeros(0, 0))],
      refusals: notSquare("slogdet"),
      pullback: .of(.arguments) { call in
        let inverse = try Recorded.call(Rows.inverse, .tensor(call.wide(0)))
        return try spread(call.g(1)) * inverse.transposed()
      }
    ) { call in
      let (sign, logarithm) = try call.tensor(0).slogdet()
      return TensorTuple(sign, logarithm)
    },
    Operation.composed(
      "matrixPower", ["func matrixPower(_ a: Tensor, _ n: Int) -> Tensor"],
      shape: "(..., n, n) -> (..., n, n)",
      "The product of n times each matrix; of its inverse for "
        + "a negative n.", formula: #"A^n"#,
      example: "matrixPower(Tensor([[1.0, 1.0], [1.0, 0.0]]), 10)",
      samples: [
        Sample(.of(2, 2), 3), Sample(regular, -2), Sample(.of(2, 2, 2), 0), Sample(.of(2, 2), 1),
        Sample(.of(2, 2), 6),
      ], refusals: notSquare("matrixPower", 2)
    ) { call in
      var (base, exponent) = (try call.real(0), call.int(1))
      if exponent < 0 {
        base = try Recorded.call(Rows.inverse, .tensor(base))
        exponent = 0 &- exponent
      }
      let size = base.shape[base.ndim - 1]
      let identity = try Tensor.eye(size, size, dtype: base.tensor.dtype).broadcast(to: base.shape)
      var rest = exponent.magnitude
      var result: Recorded?
      while rest > 0 {
        if rest & 1 == 1 { result = try result?.matmul(base) ?? base }
        rest >>= 1
        if rest > 0 { base = try base.matmul(base) }
      }
      return result ?? Recorded(identity)
    },
    Operation.composed(
      "lstsq", ["func lstsq(_ a: Tensor, _ b: Tensor) -> Tensor"],
      shape: "(..., m, n), (m) -> (..., n) | (..., m, n), (..., m, k) -> (..., n, k)",
      "The x for which a x is nearest to b, the shortest of several; a has full rank.",
      formula: #"\arg\min_x \lVert A x - b \rVert_2"#,
      example: "lstsq(Tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), Tensor([1.0, 2.0, 4.0]))",
      samples: [
        Sample(tall, .of(4)), Sample(tall, .of(4, 2)), Sample(tall, .of(2, 4, 1)),
        Sample(.matrix([[1, 2, -1, 0.5], [0, 1, 1, -2]]), .of(2, 3)), Sample(batch, .of(2, 3, 1)),
        Sample(regular, .of(3)),
      ],
      refusals: [
        Refusal(
          .zeros(3, 2), .zeros(4),
          says: "lstsq needs the second-to-last axis of a and the last of b to agree, got 3 and 4"),
        Refusal(
          .matrix([[1, 1], [1, 1], [1, 1]]), .zeros(3), says: "a has not full rank"),
      ]
    ) { call in
      let (a, b) = (try call.real(0), try call.real(1))
      let isVector = b.ndim == 1
      let right = isVector ? try b.reshaped([b.shape[0], 1]) : b
      let isTall = a.shape[a.ndim - 2] >= a.shape[a.ndim - 1]
      let (q, r, _) = try parts(Rows.qr, isTall ? a : a.transposed())
      try requireFullRank(r.tensor)
      let x =
        isTall
        ? try solved(r, q.transposed().matmul(right))
        : try q.matmul(solved(r.transposed(), right))
      return isVector ? try x.reshaped(Array(x.shape.dropLast())) : x
    },
  ]

  /// A matrix that is far from being singular.
  static let regular = Argument.matrix([[2, -1, 0.5], [0.25, 1.5, -1], [1, 0.75, -2]])

  /// Two such matrices.
  static let batch = Argument.tensor(
    SampleTensor(
      shape: [2, 3, 3], dtype: .float32,
      contents: .values([
        2, -1, 0.5, 0.25, 1.5, -1, 1, 0.75, -2, 0.5, 1, 2, -1, 0.25, 1, 3, -0.5, 0.75,
      ]), layout: .plain))

  private static let turned = Argument.tensor(
    SampleTensor(
      shape: [3, 3], dtype: .float32, contents: .values([2, -1, 0.5, 0, 1.5, -1, 1, 0.75, -2]),
      layout: .transposed))

  private static let tall = Argument.matrix([[1, 0.5], [-1, 2], [0.25, 1], [2, -1.5]])

  /// What an operation on square matrices answers to another.
  static func notSquare(_ name: String, _ others: Argument...) -> [Refusal] {
    [
      Refusal(
        of: [.zeros(2, 3)] + others,
        says: "\(name) needs the second-to-last and the last axis of a to agree, got 2 and 3")
    ]
  }

  static func solved(_ a: Recorded, _ b: Recorded) throws -> Recorded {
    try Recorded.call(Rows.solve, .tensor(a), .tensor(b))
  }

  /// The solution for the cotangent with the transposed matrix.
  private static func cotangent(_ call: PullbackCall) throws -> Recorded {
    let g = try column(call.g, call)
    let x = try solved(call.wide(0).transposed(), g)
    return call.shape(1).count == 1 ? try x.reshaped(Array(x.shape.dropLast())) : x
  }

  /// With an axis of size one behind it, where b is a vector.
  private static func column(_ x: Recorded, _ call: PullbackCall) throws -> Recorded {
    call.shape(1).count == 1 ? try x.reshaped(x.shape + [1]) : x
  }

  /// With two axes of size one behind it.
  private static func spread(_ g: Recorded) throws -> Recorded {
    try g.reshaped(g.shape + [1, 1])
  }

  /// The derivative of each determinant: it times the transposed inverse, or where a matrix is
  /// nearly singular the determinants of what is left without a row and a column.
  private static func cofactors(_ a: Recorded) throws -> Recorded {
    let size = a.shape[a.ndim - 1]
    if a.tensor.count == 0 { return a }
    let (_, values, _) = try a.tensor.with(history: nil).svd()
    let (smallest, largest) = (
      try values.selecting([.ellipsis, .at(-1)]), try values.selecting([.ellipsis, .at(0)])
    )
    let limit = try Tensor.multiply(largest, Tensor(weak: 1e-5))
    if try Tensor.greater(smallest, limit).all().item() != 0 {
      let determinant = try Recorded.call(Rows.determinant, .tensor(a))
      let inverse = try Recorded.call(Rows.inverse, .tensor(a))
      return try spread(determinant) * inverse.transposed()
    }
    if size == 1 { return Recorded(try Tensor.full(a.shape, 1, dtype: a.tensor.dtype)) }
    var rows: [Recorded] = []
    for row in 0..<size {
      var elements: [Recorded] = []
      for column in 0..<size {
        func others(_ left: Int) throws -> Tensor {
          let kept = (0..<size).filter { $0 != left }
          return try Tensor(kept, shape: [kept.count])
        }
        let minor = try a.take(others(row), axis: a.ndim - 2)
          .take(others(column), axis: a.ndim - 1)
        let determinant = try Recorded.call(Rows.determinant, .tensor(minor))
        elements.append((row + column) % 2 == 0 ? determinant : try -determinant)
      }
      rows.append(try Recorded.call(Rows.stack, .tensors(elements), .int(-1)))
    }
    return try Recorded.call(Rows.stack, .tensors(rows), .int(-2))
  }

  private static func requireFullRank(_ r: Tensor) throws {
    let sizes = try r.diagonal().magnitude()
    if sizes.count == 0 { return }
    let step = r.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    let limit = try Tensor.multiply(
      sizes.max(axes: [-1], keepDims: true), Tensor(weak: step * Double(r.shape[r.ndim - 1])))
    guard try Tensor.greater(sizes, limit).all().item() != 0 else {
      throw TensorError("singular", "a has not full rank", help: "use `matmul(pinv(a), b)`")
    }
  }
}
