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
      samples: productSamples, refusals: productRefusals("matmul")
    ) { try Tensor.matmul($0.tensor(0), $0.tensor(1)) },
    Operation(
      "•", ["extension Tensor { static func • (a: Tensor, b: Tensor) -> Tensor }"],
      shape: productRule,
      "The matrix product over the last two axes; the axes before broadcast.",
      formula: #"c_{ij} = \sum_k a_{ik} b_{kj}"#,
      example: "Tensor([[1, 2], [3, 4]]) • Tensor([[5, 6], [7, 8]])",
      samples: productSamples, refusals: productRefusals("•")
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
      ]
    ) { try Tensor.matmul($0.tensor(0), $0.tensor(1)) },
    Operation(
      "outer", ["func outer(_ a: Tensor, _ b: Tensor) -> Tensor"], shape: "(m), (n) -> (m, n)",
      "The product of each element of a vector with each of another.", formula: #"a_i b_j"#,
      example: "outer(Tensor([1, 2]), Tensor([3, 4, 5]))",
      samples: [Sample(.of(2), .of(3)), Sample(.of(2, as: .int64), .of(0))],
      refusals: [
        Refusal(.zeros(2, 3), .zeros(3), says: "outer needs a to have 1 axis, got shape [2, 3]")
      ]
    ) { try Tensor.multiply($0.tensor(0).unsqueezed(-1), $0.tensor(1)) },
    Operation(
      "trace", ["func trace(_ a: Tensor) -> Tensor"], shape: "(..., m, n) -> (...)",
      "The sum of the diagonal of each matrix.", formula: #"\sum_i a_{ii}"#,
      example: "trace(Tensor([[1, 2], [3, 4]]))",
      samples: [Sample(.of(3, 3)), Sample(.of(2, 2, 3)), Sample(.of(2, 2, as: .int64))],
      refusals: [
        Refusal(.zeros(3), says: "trace needs a to have at least 2 axes, got shape [3]")
      ]
    ) { try $0.tensor(0).trace() },
    Operation(
      "tril", ["func tril(_ x: Tensor, diagonal: Int = 0) -> Tensor"],
      shape: "(..., m, n) -> (..., m, n)", "Each matrix with zeros above a diagonal.",
      example: "tril(Tensor.ones(3, 3))", samples: triangles,
      refusals: [
        Refusal(.zeros(3), says: "tril needs x to have at least 2 axes, got shape [3]")
      ]
    ) { try $0.tensor(0).tril($0.int(1)) },
    Operation(
      "triu", ["func triu(_ x: Tensor, diagonal: Int = 0) -> Tensor"],
      shape: "(..., m, n) -> (..., m, n)", "Each matrix with zeros below a diagonal.",
      example: "triu(Tensor.ones(3, 3), diagonal: 1)", samples: triangles,
      refusals: [
        Refusal(.zeros(3), says: "triu needs x to have at least 2 axes, got shape [3]")
      ]
    ) { try $0.tensor(0).triu($0.int(1)) },
    Operation(
      "diag", ["func diag(_ x: Tensor) -> Tensor"], shape: "(n) -> (n, n) | (m, n) -> ?",
      "A matrix with the vector on its diagonal, or the diagonal of a matrix.",
      example: "diag(Tensor([1, 2]))",
      samples: [Sample(.of(3)), Sample(.of(2, 3)), Sample(.of(0))],
      refusals: [
        Refusal(.zeros(2, 2, 2), says: "diag needs x to have 2 axes, got shape [2, 2, 2]")
      ]
    ) { try Tensor.diag($0.tensor(0)) },
    Operation(
      "diagonal", ["extension Tensor { func diagonal() -> Tensor }"],
      shape: "(..., m, n) -> ?", "The diagonal of each matrix, as the last axis.",
      example: "Tensor([[1, 2], [3, 4]]).diagonal()",
      samples: [Sample(.of(3, 3)), Sample(.of(2, 2, 3)), Sample(.of(0, 2))],
      refusals: [
        Refusal(.zeros(3), says: "diagonal needs self to have at least 2 axes, got shape [3]")
      ]
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
}
