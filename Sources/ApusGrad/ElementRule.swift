import ApusTensor

/// How the element type of an operation's result follows from its arguments.
package enum ElementRule: Sendable, Equatable {
  /// The type to which the tensors promote.
  case promoted
  /// The same, or `float32` where that is no floating-point type.
  case floating
  /// The same, or `int64` for integers and booleans, whose sums grow.
  case summed
  /// The type of the first tensor.
  case first
  case always(DType)
  /// The type that the argument of type `DType` names; without it, that of the first tensor.
  case named
  /// The type that the argument of type `DType` names; without it, this one.
  case namedOr(DType)
  /// What it is depends on more than types.
  case unknown

  /// - Parameters:
  ///   - tensors: The tensors among the arguments; `nil` for one whose type is not known.
  ///   - name: The argument of type `DType`, if there is one.
  package func result(of tensors: [(dtype: DType, level: Int)?], name: DType?) -> DType? {
    switch self {
    case .promoted, .floating, .summed:
      let known = tensors.compactMap { $0 }
      guard known.count == tensors.count, !known.isEmpty else { return nil }
      let dtype = DType.promoted(known)
      if self == .summed { return dtype.isFloat ? dtype : .int64 }
      return self == .floating ? dtype.floating : dtype
    case .first: return tensors.first??.dtype
    case .always(let dtype): return dtype
    case .named: return name ?? tensors.first??.dtype
    case .namedOr(let dtype): return name ?? dtype
    case .unknown: return nil
    }
  }
}
