import ApusTensor

extension Catalogue {
  /// Matrices as products of simpler ones, and what follows from them.
  static let decompositions: [Operation] = [
    Operation.composed(
      "cholesky", ["func cholesky(_ a: Tensor) -> Tensor"], shape: "(..., n, n) -> (..., n, n)",
      "The lower triangular matrix whose product with its transpose is the symmetric matrix.",
      formula: #"A = L L^\top"#, example: "cholesky(Tensor([[4.0, 2.0], [2.0, 3.0]]))",
      samples: [
        Sample(.matrix([[4, 2, 0.5], [2, 3, -1], [0.5, -1, 5]])), Sample(.matrix([[2.25]])),
        Sample(.tensor(positive)), Sample(.zeros(0, 0)),
        Sample(.matrix([[4, 2], [2, 3]], as: .int64)),
      ],
      refusals: notSquare("cholesky") + [
        asymmetric,
        Refusal(
          .matrix([[1, 2], [2, 1]]),
          says: "the matrix is not positive definite: the determinant of its first "
            + "2 rows and columns is not positive"),
      ]
    ) { try Recorded.call(triangularRow, .tensor(symmetric($0.real(0)))) },
    Operation(
      "qr", ["func qr(_ a: Tensor) -> (q: Tensor, r: Tensor)"], shape: "(..., m, n) -> ?, ?",
      elements: .floating,
      "Columns at right angles, and the upper triangular matrix that makes the matrix of them.",
      formula: #"A = Q R"#, example: "qr(Tensor([[3.0, 1.0], [4.0, 2.0]])).r",
      samples: [
        Sample(.of(4, 3)), Sample(.of(3, 3)), Sample(.of(2, 4)), Sample(.of(2, 3, 2)),
        Sample(.zeros(0, 2)), Sample(.of(3, 4, layout: .transposed)),
      ],
      refusals: [
        Refusal(.zeros(3), says: "qr needs a to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([.arguments, .results]) { call in
        let (rows, columns) = (call.shape()[call.g.ndim - 2], call.shape()[call.g.ndim - 1])
        let (q, r, gr) = (call.y, call.y(1), try call.g(1))
        if rows >= columns { return try triangularGradient(q, r, call.g, gr) }
        // The first columns make q; the others follow from them.
        let axis = call.g.ndim - 1
        let rest = try call.wide(0).slice(axis, from: rows, count: columns - rows)
        let gRest = try gr.slice(axis, from: rows, count: columns - rows)
        let first = try triangularGradient(
          q, r.slice(axis, from: 0, count: rows), call.g + rest.matmul(gRest.transposed()),
          gr.slice(axis, from: 0, count: rows))
        return try Recorded.concat([first, q.matmul(gRest)], axis: axis)
      }
    ) { call in
      let (q, r) = try call.tensor(0).qr()
      return TensorTuple(q, r)
    },
    Operation(
      "svd", ["func svd(_ a: Tensor) -> (u: Tensor, s: Tensor, vt: Tensor)"],
      shape: "(..., m, n) -> ?, ?, ?", elements: .floating,
      "Directions, stretches in descending order, and directions, whose product the matrix is.",
      formula: #"A = U \operatorname{diag}(s) V^\top"#,
      example: "svd(Tensor([[3.0, 0.0], [0.0, 4.0]])).s",
      samples: [
        Sample(.of(4, 3)), Sample(.of(3, 3)), Sample(.of(2, 4)), Sample(.of(2, 3, 2)),
        Sample(.zeros(0, 2)),
      ],
      refusals: [
        Refusal(.zeros(3), says: "svd needs a to have at least 2 axes, got shape [3]"),
        Refusal(
          .matrix([[1, .nan]]), says: "the matrix has an element that is not finite"),
      ],
      pullback: .of(.results) { try stretchGradient($0) }
    ) { call in
      let (u, s, vt) = try call.tensor(0).svd()
      return TensorTuple(u, s, vt)
    },
    Operation(
      "svdvals", ["func svdvals(_ a: Tensor) -> Tensor"], shape: "(..., m, n) -> ?",
      elements: .floating, "The singular values of each matrix, in descending order.",
      example: "svdvals(Tensor([[3.0, 0.0], [0.0, 4.0]]))",
      samples: [Sample(.of(4, 3)), Sample(.of(2, 4)), Sample(.of(2, 3, 2))],
      refusals: [
        Refusal(.zeros(3), says: "svdvals needs a to have at least 2 axes, got shape [3]")
      ],
      pullback: .of(.arguments) { call in
        let (u, _, vt) = try parts(Rows.svd, call.wide(0))
        return try (u * call.g.reshaped(inserted(call.g.shape))).matmul(vt)
      }
    ) { try $0.tensor(0).svd().s },
    Operation.composed(
      "eigh", ["func eigh(_ a: Tensor) -> (values: Tensor, vectors: Tensor)"],
      shape: "(..., n, n) -> (..., n), (..., n, n)", elements: .floating,
      "The values, ascending, by which the symmetric matrix stretches its vectors, in columns.",
      formula: #"A = V \operatorname{diag}(\lambda) V^\top"#,
      example: "eigh(Tensor([[2.0, 1.0], [1.0, 2.0]])).values",
      samples: [
        Sample(.matrix([[4, 2, 0.5], [2, 3, -1], [0.5, -1, 5]])), Sample(.tensor(positive)),
        Sample(.zeros(0, 0)),
      ], refusals: notSquare("eigh") + [asymmetric]
    ) { call in
      let (values, vectors, _) = try parts(eigenRow, symmetric(call.real(0)))
      return TensorTuple(values.tensor, vectors.tensor)
    },
    Operation.composed(
      "eigvalsh", ["func eigvalsh(_ a: Tensor) -> Tensor"], shape: "(..., n, n) -> (..., n)",
      "The eigenvalues of each symmetric matrix, ascending.",
      example: "eigvalsh(Tensor([[2.0, 1.0], [1.0, 2.0]]))",
      samples: [
        Sample(.matrix([[4, 2, 0.5], [2, 3, -1], [0.5, -1, 5]])), Sample(.tensor(positive)),
      ], refusals: notSquare("eigvalsh") + [asymmetric]
    ) { try parts(eigenRow, symmetric($0.real(0))).0 },
    Operation(
      "pinv", ["func pinv(_ a: Tensor) -> Tensor"], shape: "(..., m, n) -> (..., n, m)",
      elements: .floating,
      "The matrix that undoes each matrix as far as that can be done (Moore, Penrose).",
      formula: #"A^+"#, example: "pinv(Tensor([[1.0, 2.0], [2.0, 4.0]]))",
      samples: [
        Sample(.of(4, 3)), Sample(.of(2, 4)), Sample(.of(2, 3, 2)), Sample(regular),
        Sample(.zeros(2, 0)),
      ],
      refusals: [
        Refusal(.zeros(3), says: "pinv needs a to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([.arguments, .results]) { try pseudoGradient($0) }
    ) { try $0.tensor(0).pinv() },
    Operation(
      "matrixRank", ["func matrixRank(_ a: Tensor) -> Tensor"], shape: "(..., m, n) -> (...)",
      elements: .always(.int64), "How many columns of each matrix do not depend on the others.",
      example: "matrixRank(Tensor([[1.0, 2.0], [2.0, 4.0]]))",
      samples: [
        Sample(.of(4, 3)), Sample(.matrix([[1, 2], [2, 4]])), Sample(.zeros(2, 2, 3)),
        Sample(.zeros(0, 2)),
      ],
      refusals: [
        Refusal(.zeros(3), says: "matrixRank needs a to have at least 2 axes, got shape [3]")
      ]
    ) { try $0.tensor(0).matrixRank() },
    Operation.composed(
      "matrixNorm", ["func matrixNorm(_ a: Tensor, ord: MatrixNorm = .frobenius) -> Tensor"],
      shape: "(..., m, n) -> (...)",
      "The size of each matrix: by its elements, its singular values, its columns or its rows.",
      formula: #"\lVert A \rVert"#,
      example: "matrixNorm(Tensor([[3.0, 0.0], [0.0, 4.0]]), ord: .spectral)",
      samples: MatrixNorm.allCases.flatMap { order in
        [
          Sample(.of(2, 3, 2), .member(order.rawValue)),
          Sample(.of(3, 4, layout: .transposed), .member(order.rawValue)),
        ]
      },
      refusals: [
        Refusal(.zeros(3), says: "matrixNorm needs a to have at least 2 axes, got shape [3]")
      ]
    ) { call in
      let x = try call.real(0)
      switch call.choice(1) as MatrixNorm {
      case .frobenius:
        return try Recorded.call(Rows.norm, .tensor(x), .double(2), .ints([-2, -1]), .bool(false))
      case .nuclear:
        return try Recorded.call(Rows.svdvals, .tensor(x)).sum(axes: [-1])
      case .spectral:
        return try Recorded.call(Rows.svdvals, .tensor(x)).max(axes: [-1], keepDims: false)
      case .one: return try x.abs().sum(axes: [-2]).max(axes: [-1], keepDims: false)
      case .infinity: return try x.abs().sum(axes: [-1]).max(axes: [-1], keepDims: false)
      }
    },
  ]

  /// A batch of symmetric matrices with positive eigenvalues.
  private static let positive = SampleTensor(
    shape: [2, 2, 2], dtype: .float32, contents: .values([3, 1, 1, 2, 5, -2, -2, 1.5]),
    layout: .plain)

  private static let asymmetric = Refusal(
    .matrix([[1, 2], [0, 1]]),
    says: "the matrix is not symmetric: its elements [0, 1] and [1, 0] are 2.0 and 0.0")

  /// The mean of each matrix and its transpose, if they are alike but for rounding.
  private static func symmetric(_ a: Recorded) throws -> Recorded {
    try a.tensor.requireSymmetric()
    return try (a + a.transposed()) * 0.5
  }

  /// The results of a row that gives several tensors.
  static func parts(
    _ row: Operation, _ a: Recorded
  ) throws -> (Recorded, Recorded, Recorded) {
    let frame = CallFrame(count: 1)
    frame.registers.objects[0] = a.tensor.body
    guard let tuple = try row.recorded(frame) as? TensorTuple else {
      throw TensorError("internal", "this row does not give tensors", operation: row.name)
    }
    return (
      Recorded(tuple.tensors[0]), Recorded(tuple.tensors[1]),
      Recorded(tuple.tensors.last ?? a.tensor)
    )
  }

}

/// Rows that no program can name: factors of what is known to be symmetric.
extension Catalogue {
  /// Of a Cholesky factor.
  ///
  /// I. Murray: "Differentiation of the Cholesky decomposition", 2016.
  static let triangularRow = Operation(
    "cholesky", ["func triangular(_ a: Tensor) -> Tensor"], shape: "(..., n, n) -> (..., n, n)",
    elements: .floating, "The lower triangular factor of a symmetric matrix.", example: "x[0]",
    samples: [Sample(.matrix([[4]])), Sample(.matrix([[9]]))],
    pullback: .of(.results) { call in
      let upper = try call.y.transposed()
      let product = try upper.matmul(call.g)
      let half = try product.tril(0) - product.diagonal().placedOnDiagonal(in: product.shape) * 0.5
      let inner = try solved(upper, half)
      let whole = try solved(upper, inner.transposed()).transposed()
      return try (whole + whole.transposed()) * 0.5
    }
  ) { try $0.tensor(0).cholesky() }

  static let eigenRow = Operation(
    "eigh", ["func eigen(_ a: Tensor) -> (values: Tensor, vectors: Tensor)"],
    shape: "(..., n, n) -> (..., n), (..., n, n)", elements: .floating,
    "Eigenvalues and eigenvectors of a symmetric matrix.", example: "x[0]",
    samples: [Sample(.matrix([[4]])), Sample(.matrix([[9]]))],
    pullback: .of(.results) { call in
      let (values, vectors) = (call.y, call.y(1))
      let turned = vectors
      let product = try turned.transposed().matmul(call.g(1))
      let distance =
        try values.reshaped(inserted(values.shape))
        - values.reshaped(values.shape + [1])
      let inner =
        try divided(product, by: distance) + call.g.placedOnDiagonal(in: vectors.shape)
      let whole = try vectors.matmul(inner).matmul(turned.transposed())
      return try (whole + whole.transposed()) * 0.5
    }
  ) { call in
    let (values, vectors) = try call.tensor(0).eigh()
    return TensorTuple(values, vectors)
  }

  /// With an axis of size one before the last.
  fileprivate static func inserted(_ shape: [Int]) -> [Int] {
    shape.dropLast() + [1] + shape.suffix(1)
  }

  /// The quotient off the diagonal, where alone it is, and zero where the divisor is.
  fileprivate static func divided(_ x: Recorded, by distance: Recorded) throws -> Recorded {
    let isZero = try distance.equals(0)
    return try (x / distance.filled(where: isZero, 1)).filled(where: isZero, 0)
  }

  /// Of a matrix with no more columns than rows.
  ///
  /// H.-J. Liao et al.: "Differentiable programming
  /// tensor networks", 2019.
  fileprivate static func triangularGradient(
    _ q: Recorded, _ r: Recorded, _ gq: Recorded, _ gr: Recorded
  ) throws -> Recorded {
    if r.tensor.count == 0 { return gq }
    let m = try r.matmul(gr.transposed()) - gq.transposed().matmul(q)
    let lower = try m.tril(-1)
    let both = try lower + lower.transposed() + m.diagonal().placedOnDiagonal(in: m.shape)
    let whole = try gq + q.matmul(both)
    return try solved(r, whole.transposed()).transposed()
  }

  /// Of all three factors.
  ///
  /// J. Townsend: "Differentiating the singular value decomposition", 2016.
  fileprivate static func stretchGradient(_ call: PullbackCall) throws -> Recorded {
    let (u, s, vt) = (call.y, call.y(1), call.y(2))
    if s.tensor.count == 0 { return try u.matmul(vt) }
    let v = try vt.transposed()
    let (gu, gs, gv) = (call.g, try call.g(1), try call.g(2).transposed())
    let (row, column) = (try s.reshaped(inserted(s.shape)), try s.reshaped(s.shape + [1]))
    let distance = try row.square() - column.square()
    func skew(_ x: Recorded) throws -> Recorded {
      try divided(x - x.transposed(), by: distance)
    }
    let square = s.shape + s.shape.suffix(1)
    let inner =
      try skew(u.transposed().matmul(gu)) * row + skew(v.transposed().matmul(gv)) * column
      + gs.placedOnDiagonal(in: square)
    var result = try u.matmul(inner).matmul(vt)
    let (rows, columns, few) = (
      u.shape[u.ndim - 2], v.shape[v.ndim - 2], s.shape[s.ndim - 1]
    )
    if rows > few {
      let outside = try gu - u.matmul(u.transposed().matmul(gu))
      result = try result + (outside / row).matmul(vt)
    }
    if columns > few {
      let outside = try gv - v.matmul(v.transposed().matmul(gv))
      result = try result + u.matmul((outside / row).transposed())
    }
    return result
  }

  /// Of a matrix whose rank stays what it is.
  ///
  /// G. H. Golub, V. Pereyra: "The differentiation of pseudo-inverses", 1973.
  fileprivate static func pseudoGradient(_ call: PullbackCall) throws -> Recorded {
    let (a, p, g) = (try call.wide(0), call.y, call.g)
    let (pt, gt) = (try p.transposed(), try g.transposed())
    // d(p) = -p da p + p pt dat (1 - a p) + (1 - p a) dat pt p
    let direct = try -(pt.matmul(g).matmul(pt))
    let left = try gt - a.matmul(p.matmul(gt))
    let right = try gt - gt.matmul(p).matmul(a)
    return try direct + left.matmul(p).matmul(pt) + pt.matmul(p).matmul(right)
  }
}

/// How large a matrix is.
package enum MatrixNorm: String, CaseIterable, Sendable {
  case frobenius, nuclear, spectral, one, infinity
}
