/// Comparisons and logic with broadcasting; every result is Boolean.
extension Tensor {
  package static func equal(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(Equal.self, a, b)
  }

  package static func notEqual(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(NotEqual.self, a, b)
  }

  package static func less(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(Less.self, a, b)
  }

  package static func lessOrEqual(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(LessOrEqual.self, a, b)
  }

  package static func greater(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(Less.self, b, a)
  }

  package static func greaterOrEqual(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try compare(LessOrEqual.self, b, a)
  }

  /// Whether both are nonzero.
  package static func and(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combine(Bool.self, Bool.self, a.to(.bool), b.to(.bool)) { $0 && $1 }
  }

  /// Whether either is nonzero.
  package static func or(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combine(Bool.self, Bool.self, a.to(.bool), b.to(.bool)) { $0 || $1 }
  }

  /// Whether it is zero.
  package func not() throws(TensorError) -> Tensor {
    try to(.bool).map(Bool.self, Bool.self) { !$0 }
  }

  package func isNaN() throws(TensorError) -> Tensor { try mapPredicate(IsNaN.self) }

  package func isInfinite() throws(TensorError) -> Tensor { try mapPredicate(IsInfinite.self) }

  package func isFinite() throws(TensorError) -> Tensor { try mapPredicate(IsFinite.self) }

  /// Whether all elements are within `atol + rtol * |b|` of each other, as PyTorch's `allclose`.
  package static func allClose(
    _ a: Tensor, _ b: Tensor, rtol: Double, atol: Double
  ) throws(TensorError) -> Bool {
    let close = try combine(Double.self, Bool.self, a.to(.float64), b.to(.float64)) {
      $0 == $1 || ($0 - $1).magnitude <= atol + rtol * $1.magnitude && $0.isFinite && $1.isFinite
    }
    return try close.all().item() != 0
  }
}

enum Equal: Relation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> Bool { a == b }
}

enum NotEqual: Relation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> Bool { a != b }
}

enum Less: Relation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> Bool { a < b }
}

enum LessOrEqual: Relation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> Bool { a <= b }
}

enum IsNaN: RealPredicate {
  @inline(__always) static func apply<T: Real>(_ x: T) -> Bool { x.isNaN }
}

enum IsInfinite: RealPredicate {
  @inline(__always) static func apply<T: Real>(_ x: T) -> Bool { x.isInfinite }
}

enum IsFinite: RealPredicate {
  @inline(__always) static func apply<T: Real>(_ x: T) -> Bool { x.isFinite }
}
