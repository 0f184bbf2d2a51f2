/// Mean and variance taken out of rows, in floating point.
extension Tensor {
  /// The last so many axes with mean 0 and variance 1; `epsilon` is added to the variance.
  package func standardised(axes: Int, epsilon: Double) throws(TensorError) -> Tensor {
    let size = shape.suffix(axes).reduce(1, *)
    switch dtype {
    case .float32:
      let loop = Loops.standardised.float
      return try contiguous().mapRows(of: size) { loop($0, $1, $2, epsilon) }
    case .float64:
      let loop = Loops.standardised.double
      return try contiguous().mapRows(of: size) { loop($0, $1, $2, epsilon) }
    case .bfloat16:
      return try inSingle { (x) throws(TensorError) in
        try x.standardised(axes: axes, epsilon: epsilon)
      }
    default: return try to(.float32).standardised(axes: axes, epsilon: epsilon)
    }
  }
}
