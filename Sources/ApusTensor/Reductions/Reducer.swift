import ApusLoops

/// A way of bringing many numbers into one, as a type so that the loop over it is compiled for it.
///
/// Floating-point elements are reduced in `Double`, integers and Booleans in `Int64`: sums of many
/// Float32 keep their digits, and a result does not depend on how the loop is cut.
protocol Reducer {
  /// The loops over reals, where there are some.
  static var loop: ReductionLoop? { get }
  /// What an empty reduction gives, if anything.
  static func identity<T: Number>(_: T.Type) -> T?
  static func combine<T: Number>(_ a: T, _ b: T) -> T
}

extension Reducer {
  static var loop: ReductionLoop? { nil }
}

enum Sum: Reducer {
  static var loop: ReductionLoop? { .sum }
  static func identity<T: Number>(_: T.Type) -> T? { T.zero }
  @inline(__always) static func combine<T: Number>(_ a: T, _ b: T) -> T { T.plus(a, b) }
}

enum Product: Reducer {
  static func identity<T: Number>(_: T.Type) -> T? { T.one }
  @inline(__always) static func combine<T: Number>(_ a: T, _ b: T) -> T { T.times(a, b) }
}

enum Largest: Reducer {
  static var loop: ReductionLoop? { .largest }
  static func identity<T: Number>(_: T.Type) -> T? { nil }
  @inline(__always) static func combine<T: Number>(_ a: T, _ b: T) -> T { Maximum.apply(a, b) }
}

enum Smallest: Reducer {
  static var loop: ReductionLoop? { .smallest }
  static func identity<T: Number>(_: T.Type) -> T? { nil }
  @inline(__always) static func combine<T: Number>(_ a: T, _ b: T) -> T { Minimum.apply(a, b) }
}
