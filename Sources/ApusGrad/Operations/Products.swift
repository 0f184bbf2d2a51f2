import ApusTensor

extension Catalogue {
  /// Products of vectors and matrices, and parts of matrices.
  static let products: [Operation] = [
    Operation(
      "matmul",
      [
        "func matmul(_ a: Tensor, _ b: Tensor) -> Tensor",
        "extension Tensor { func matmul(_ other: Tensor) -> Tensor }",
      ],
      shape: productRule,
      "The matrix product over the last two axes; the axes before broadcast.",
      formula: #"c_{ij} = \sum_k a_{ik} b_{kj}"#,
      example: "matmul(Tensor([[1, 2], [3, 4]]), Tensor([[5, 6], [7, 8]]))",
      samples: productSamples, refusals: productRefusals("matmul"),
      pullback: product
    ) { try Tensor.matmul($0.tensor(0), $0.tensor(1)) },
    Operation(
      "•", ["extension Tensor { static func • (a: Tensor, b: Tensor) -> Tensor }"],
      shape: productRule,
      "The matrix product over the last two axes; the axes before broadcast.",
      formula: #"c_{ij} = \sum_k a_{ik} b_{kj}"#,
      example: "Tensor([[1, 2], [3, 4]]) • Tensor([[5, 6], [7, 8]])",
      samples: productSamples, refusals: productRefusals("•"),
      pullback: product
    ) { try Tensor.matmul($0.tensor(0), $0.tensor(1)) },
    Operation(
      "dot", ["func dot(_ a: Tensor, _ b: Tensor) -> Tensor"], shape: "(n), (n) -> ()",
      "The sum of the products of two vectors' elements.", formula: #"\sum_i a_i b_i"#,
      example: "dot(Tensor([1, 2, 3]), Tensor([4, 5, 6]))",
      samples: [
        Sample(.of(4), .of(4)), Sample(.of(3, layout: .strided), .of(3)), Sample(.of(0), .of(0)),
        Sample(.of(3, as: .int64), .of(3, as: .int64)),
      ],
      refusals: [
        Refusal(
          .zeros(3), .zeros(4),
          says: "dot needs the last axis of a and the last of b to agree, got 3 and 4"),
        Refusal(.zeros(2, 3), .zeros(3), says: "dot needs a to have 1 axis, got shape [2, 3]"),
      ],
      pullback: .of(.arguments, { try $0.g * $0.wide(1) }, { try $0.g * $0.wide(0) })
    ) { try Tensor.matmul($0.tensor(0), $0.tensor(1)) },
    Operation(
      "outer", ["func outer(_ a: Tensor, _ b: Tensor) -> Tensor"], shape: "(m), (n) -> (m, n)",
      "The product of each element of a vector with each of another.", formula: #"a_i b_j"#,
      example: "outer(Tensor([1, 2]), Tensor([3, 4, 5]))",
      samples: [Sample(.of(2), .of(3)), Sample(.of(2, as: .int64), .of(0))],
      refusals: [
        Refusal(.zeros(2, 3), .zeros(3), says: "outer needs a to have 1 axis, got shape [2, 3]")
      ],
      pullback: .of(.arguments, { try $0.g.matmul($0.wide(1)) }, { try $0.wide(0).matmul($0.g) })
    ) { try Tensor.multiply($0.tensor(0).unsqueezed(-1), $0.tensor(1)) },
    Operation(
      "trace", ["func trace(_ a: Tensor) -> Tensor"], shape: "(..., m, n) -> (...)",
      "The sum of the diagonal of each matrix.", formula: #"\sum_i a_{ii}"#,
      example: "trace(Tensor([[1, 2], [3, 4]]))",
      samples: [Sample(.of(3, 3)), Sample(.of(2, 2, 3)), Sample(.of(2, 2, as: .int64))],
      refusals: [
        Refusal(.zeros(3), says: "trace needs a to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([]) { call in
        let size = call.shape().suffix(2).min() ?? 0
        let spread = try call.g.reshaped(call.g.shape + [1]).broadcast(to: call.g.shape + [size])
        return try spread.placedOnDiagonal(in: call.shape())
      }
    ) { try $0.tensor(0).trace() },
    Operation(
      "tril", ["func tril(_ x: Tensor, diagonal: Int = 0) -> Tensor"],
      shape: "(..., m, n) -> (..., m, n)", "Each matrix with zeros above a diagonal.",
      example: "tril(Tensor.ones(3, 3))", samples: triangles,
      refusals: [
        Refusal(.zeros(3), says: "tril needs x to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([]) { try $0.g.tril($0.call.int(1)) }
    ) { try $0.tensor(0).tril($0.int(1)) },
    Operation(
      "triu", ["func triu(_ x: Tensor, diagonal: Int = 0) -> Tensor"],
      shape: "(..., m, n) -> (..., m, n)", "Each matrix with zeros below a diagonal.",
      example: "triu(Tensor.ones(3, 3), diagonal: 1)", samples: triangles,
      refusals: [
        Refusal(.zeros(3), says: "triu needs x to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([]) { try $0.g.triu($0.call.int(1)) }
    ) { try $0.tensor(0).triu($0.int(1)) },
    Operation(
      "diag", ["func diag(_ x: Tensor) -> Tensor"], shape: "(n) -> (n, n) | (m, n) -> ?",
      "A matrix with the vector on its diagonal, or the diagonal of a matrix.",
      example: "diag(Tensor([1, 2]))",
      samples: [Sample(.of(3)), Sample(.of(2, 3)), Sample(.of(0))],
      refusals: [
        Refusal(.zeros(2, 2, 2), says: "diag needs x to have 2 axes, got shape [2, 2, 2]")
      ],
      pullback: .of([]) { call in
        call.shape().count == 1
          ? try call.g.diagonal() : try call.g.placedOnDiagonal(in: call.shape())
      }
    ) { try Tensor.diag($0.tensor(0)) },
    Operation(
      "diagonal", ["extension Tensor { func diagonal() -> Tensor }"],
      shape: "(..., m, n) -> ?", "The diagonal of each matrix, as the last axis.",
      example: "Tensor([[1, 2], [3, 4]]).diagonal()",
      samples: [Sample(.of(3, 3)), Sample(.of(2, 2, 3)), Sample(.of(0, 2))],
      refusals: [
        Refusal(.zeros(3), says: "diagonal needs self to have at least 2 axes, got shape [3]")
      ],
      pullback: .of([]) { try $0.g.placedOnDiagonal(in: $0.shape()) }
    ) { try $0.tensor(0).diagonal() },
  ]

  /// A vector counts as a row on the left and as a column on the right.
  private static let productRule =
    "(k), (k) -> () | (k), (..., k, n) -> (..., n) | (..., m, k), (k) -> (..., m) "
    + "| (..., m, k), (..., k, n) -> (..., m, n)"

  private static let productSamples: [Sample] = [
    Sample(.of(2, 3), .of(3, 4)), Sample(.of(2, 3), .of(3, 4, layout: .transposed)),
    Sample(.of(2, 3, layout: .transposed), .of(3, 4, layout: .strided)),
    Sample(.of(3), .of(3)), Sample(.of(2, 3), .of(3)), Sample(.of(3), .of(3, 2)),
    Sample(.of(5, 2, 3), .of(3, 2)), Sample(.of(2, 1, 2, 3), .of(3, 3, 2)),
    Sample(.of(2, 0), .of(0, 3)), Sample(.of(1, 1), .of(1, 1)),
    Sample(.of(2, 3, as: .int64), .of(3, 2, as: .int64)),
    Sample(.of(2, 3, as: .int32, layout: .transposed), .of(3, 2, as: .int32, layout: .transposed)),
    Sample(.of(1, 3), .of(3, 4, layout: .transposed)),
    Sample(.of(4, 3, layout: .transposed), .of(3, 1)),
  ]

  private static func productRefusals(_ name: String) -> [Refusal] {
    [
      Refusal(
        .zeros(5, 6), .zeros(5, 6),
        says: "\(name) needs the last axis of a and the second-to-last of b to agree, "
          + "got 6 and 5"),
      Refusal(
        .zeros(2, 2, 3), .zeros(3, 3, 2),
        says: "\(name) needs the third-to-last axis of a and the third-to-last of b to agree "
          + "or be 1, got 2 and 3"),
    ]
  }

  private static let triangles: [Sample] = [
    Sample(.of(3, 3)), Sample(.of(2, 3, 4), 1), Sample(.of(3, 2), -1),
    Sample(.of(2, 2, as: .int64)),
  ]

  /// G B^T and A^T G, where a vector is a row on the left and a column on the right.
  private static let product = Pullback.of(
    .arguments,
    { call in
      let b = try column(call.wide(1))
      let gradient = try cotangent(call).matmul(b.transposed())
      return call.shape(0).count == 1
        ? try gradient.sum(to: [1, call.shape(0)[0]])
          .reshaped(call.shape(0)) : gradient
    },
    { call in
      let a = try row(call.wide(0))
      let (g, target) = (try cotangent(call), call.shape(1))
      if target.count <= 2, a.ndim > 2 {
        // One product over all rows, rather than one for each matrix, to be added up.
        let (k, n) = (a.shape[a.ndim - 1], g.shape[g.ndim - 1])
        let count = a.shape.dropLast().reduce(1, *)
        return try a.reshaped([count, k]).transposed().matmul(g.reshaped([count, n]))
          .reshaped(target)
      }
      let gradient = try a.transposed().matmul(g)
      return target.count == 1 ? try gradient.sum(to: [target[0], 1]).reshaped(target) : gradient
    })

  /// The cotangent of a product with the axes that vectors do not have.
  private static func cotangent(_ call: PullbackCall) throws -> Recorded {
    var shape = call.g.shape
    if call.shape(1).count == 1 { shape.append(1) }
    if call.shape(0).count == 1 { shape.insert(1, at: shape.count - 1) }
    return try call.g.reshaped(shape)
  }

  private static func row(_ a: Recorded) throws -> Recorded {
    a.ndim == 1 ? try a.reshaped([1, a.shape[0]]) : a
  }

  private static func column(_ b: Recorded) throws -> Recorded {
    b.ndim == 1 ? try b.reshaped([b.shape[0], 1]) : b
  }
}
