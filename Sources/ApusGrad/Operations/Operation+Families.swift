import ApusTensor

/// Which numbers may stand beside a tensor in an operator.
enum Scalars {
  case none
  /// A Double or an Int on the right.
  case right
  /// A Double or an Int on either side.
  case both

  /// The operands' types, tensors first, since `evaluate` sees that form.
  var operands: [(String, String)] {
    let right = [("Tensor", "Double"), ("Tensor", "Int")]
    switch self {
    case .none: return [("Tensor", "Tensor")]
    case .right: return [("Tensor", "Tensor")] + right
    case .both:
      return [("Tensor", "Tensor")] + right + [("Double", "Tensor"), ("Int", "Tensor")]
    }
  }
}

/// Rows of one pattern.
extension Operation {
  /// A function of each element, as a function and as a method.
  static func unary(
    _ name: String, _ summary: String, formula: String, example: String? = nil,
    elements: ElementRule = .promoted, samples: [Sample] = .unary(), pullback: Pullback? = nil,
    _ apply: @escaping @Sendable (Tensor) throws(TensorError) -> Tensor
  ) -> Operation {
    Operation(
      name,
      ["func \(name)(_ x: Tensor) -> Tensor", "extension Tensor { func \(name)() -> Tensor }"],
      shape: "(...) -> (...)", elements: elements, summary, formula: formula,
      example: example ?? "\(name)(Tensor([0.25, 0.5, 0.75]))", samples: samples,
      pullback: pullback
    ) { try apply($0.tensor(0)) }
  }

  /// An operator between tensors that broadcast, with numbers beside them.
  static func infix(
    _ name: String, _ scalars: Scalars, _ summary: String, formula: String, example: String,
    elements: ElementRule = .promoted, samples: [Sample] = .binary(), refusals: [Refusal] = [],
    pullback: Pullback? = nil,
    _ apply: @escaping @Sendable (Tensor, Tensor) throws(TensorError) -> Tensor
  ) -> Operation {
    Operation(
      name,
      scalars.operands.map { a, b in
        "extension Tensor { static func \(name) (a: \(a), b: \(b)) -> Tensor }"
      },
      shape: "(...), (...) -> (...)", elements: elements, summary, formula: formula,
      example: example, samples: samples, refusals: [.noBroadcast(name, "a", "b")] + refusals,
      pullback: pullback
    ) { try apply($0.tensor(0), $0.tensor(1)) }
  }

  /// A function of two tensors that broadcast.
  static func binary(
    _ name: String, _ parameters: (String, String), _ scalars: Scalars, _ summary: String,
    formula: String, example: String, samples: [Sample] = .binary(), refusals: [Refusal] = [],
    pullback: Pullback? = nil,
    _ apply: @escaping @Sendable (Tensor, Tensor) throws(TensorError) -> Tensor
  ) -> Operation {
    let (a, b) = parameters
    return Operation(
      name,
      scalars.operands.map { left, right in
        "func \(name)(_ \(a): \(left), _ \(b): \(right)) -> Tensor"
      },
      shape: "(...), (...) -> (...)", summary, formula: formula, example: example,
      samples: samples, refusals: [.noBroadcast(name, a, b)] + refusals, pullback: pullback
    ) { try apply($0.tensor(0), $0.tensor(1)) }
  }
}

extension Refusal {
  /// What every operation on tensors that broadcast answers to `[2, 3]` and `[4]`.
  static func noBroadcast(_ name: String, _ a: String, _ b: String) -> Refusal {
    Refusal(
      .zeros(2, 3), .zeros(4),
      says: "\(name) needs the last axis of \(a) and the last of \(b) to agree or be 1, "
        + "got 3 and 4")
  }

  /// What a method with an axis answers to axis 2 of a matrix.
  static let axisOfMatrix = "axis 2 does not exist: the tensor has 2 axes, -2 to 1"
}
