/// A function of one number, as a type so that the loop over it is compiled for it.
protocol NumberFunction {
  static func apply<T: Number>(_ x: T) -> T
}

/// A function of one floating-point number.
protocol RealFunction {
  static func apply<T: Real>(_ x: T) -> T
}

/// A yes-or-no question about one floating-point number.
protocol RealPredicate {
  static func apply<T: Real>(_ x: T) -> Bool
}
