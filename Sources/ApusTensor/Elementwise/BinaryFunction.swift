/// A function of two numbers, as a type so that the loop over it is compiled for it.
protocol NumberFunction2 {
  static func apply<T: Number>(_ a: T, _ b: T) -> T
}

/// A function of two floating-point numbers.
protocol RealFunction2 {
  static func apply<T: Real>(_ a: T, _ b: T) -> T
}

/// A relation between two numbers.
protocol Relation {
  static func apply<T: Number>(_ a: T, _ b: T) -> Bool
}
