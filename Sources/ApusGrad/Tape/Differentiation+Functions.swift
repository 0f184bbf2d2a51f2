import ApusTensor

/// Derivatives of functions.
extension Differentiation {
  package typealias Function = ([Tensor]) throws -> Tensor

  /// A function's value, one number, and its gradients at the points.
  ///
  /// Throws `not-a-scalar` where the value is not one number.
  package static func valueWithGradient(
    _ name: String, at points: [Tensor], of f: Function
  ) throws -> (value: Tensor, gradients: [Tensor]) {
    let trace = try Trace(points, f)
    let gradients = try trace.pull(trace.one(name), records: trace.isOpen)
    return (trace.settled(trace.value), gradients.map(trace.settled))
  }

  /// The derivatives of each element of a function's value by each element of the point: the axes
  /// of the value, then those of the point.
  package static func jacobian(at point: Tensor, of f: Function) throws -> Tensor {
    let trace = try Trace([point], f)
    let rows = try trace.rows(trace.sweep, of: trace.value, records: trace.isOpen)
    return trace.settled(rows)
  }

  /// The second derivatives of a function whose value is one number: the axes of the point twice.
  ///
  /// Throws `not-a-scalar` where the value is not one number.
  package static func hessian(at point: Tensor, of f: Function) throws -> Tensor {
    let trace = try Trace([point], f)
    let gradient = try Recording.with(true) {
      try trace.pull(trace.one("hessian(at:of:)"), records: true)[0]
    }
    let sweep = try gradient.body.variable.map { (root) throws(TensorError) in
      try Sweep(from: root, to: trace.variables)
    }
    return trace.settled(try trace.rows(sweep, of: gradient, records: trace.isOpen))
  }
}
