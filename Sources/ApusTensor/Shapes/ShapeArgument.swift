/// What is known of an argument when its call's shapes are worked out.
package enum ShapeArgument: Sendable, Equatable {
  case shape([Int])
  case shapes([[Int]])
  case int(Int)
  case ints([Int])
  case bool(Bool)
  /// The indices of a subscript.
  case indices(IndexList)
  /// An optional argument that is nil.
  case absent
  case unknown
}
