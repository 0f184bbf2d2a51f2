/// PyTorch's type promotion (`torch.result_type`): tensors with axes decide before tensors without,
/// and those before weak scalars; a lower level counts only if its category is higher.
extension DType {
  /// The position in the order in which two types of one level promote.
  private var rank: Int {
    switch self {
    case .bool: 0
    case .uint8: 1
    case .int32: 2
    case .int64: 3
    case .bfloat16: 4
    case .float32: 5
    case .float64: 6
    }
  }

  /// The type that holds the values of both.
  package static func promoted(_ a: DType, _ b: DType) -> DType { a.rank >= b.rank ? a : b }

  /// The type in which an operation on these tensors computes.
  package static func promoted(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype == b.dtype { return a.dtype }
    let levelOfA = a.promotionLevel
    let levelOfB = b.promotionLevel
    if levelOfA == levelOfB { return promoted(a.dtype, b.dtype) }
    return levelOfA > levelOfB ? decided(a.dtype, b.dtype) : decided(b.dtype, a.dtype)
  }

  /// The type in which an operation on any number of tensors computes; `float32` for none.
  package static func promoted(_ tensors: [Tensor]) -> DType {
    promoted(tensors.map { (dtype: $0.dtype, level: $0.promotionLevel) })
  }

  /// The same of operands of which no more is known: 2 with axes, 1 without, 0 for a weak scalar.
  package static func promoted(_ operands: [(dtype: DType, level: Int)]) -> DType {
    var levels: (axes: DType?, noAxes: DType?, weak: DType?)
    for (dtype, level) in operands {
      switch level {
      case 2: levels.axes = levels.axes.map { promoted($0, dtype) } ?? dtype
      case 1: levels.noAxes = levels.noAxes.map { promoted($0, dtype) } ?? dtype
      default: levels.weak = levels.weak.map { promoted($0, dtype) } ?? dtype
      }
    }
    var result = levels.weak
    for level in [levels.noAxes, levels.axes] {
      guard let level else { continue }
      result = result.map { decided(level, $0) } ?? level
    }
    return result ?? .float32
  }

  /// `high` comes from the level that decides; `low` counts only where its category is higher.
  private static func decided(_ high: DType, _ low: DType) -> DType {
    if high.isFloat { return high }
    return high == .bool || low.isFloat ? promoted(high, low) : high
  }

  /// Itself, or `float32` for an operation that needs floating point.
  package var floating: DType { isFloat ? self : .float32 }
}

extension Tensor {
  /// 2 with axes, 1 without, 0 for a weak scalar.
  package var promotionLevel: Int { body.isWeak ? 0 : body.shape.isEmpty ? 1 : 2 }
}
