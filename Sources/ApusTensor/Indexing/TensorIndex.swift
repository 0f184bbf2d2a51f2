/// One index of a subscript.
package enum TensorIndex: Sendable {
  /// One position, whose axis goes away; a negative one counts from the end.
  case at(Int)
  /// Every `by`-th position from `from` up to but without `to`; negative ends count from the end,
  /// ends outside the axis are brought to its border, and `nil` is the end where it starts or stops.
  case range(from: Int?, to: Int?, by: Int)
  /// Every position from `from` up to and with `last`, so that `0...(-1)` is the whole axis.
  case through(from: Int?, last: Int)
  /// A new axis of size one.
  case newAxis
  /// As many whole axes as are left; at most once.
  case ellipsis
  /// One whole axis.
  case all
  /// Positions, or a Boolean mask over as many axes as it has.
  case tensor(Tensor)
}
