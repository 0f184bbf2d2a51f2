/// A Swift type that a tensor's storage consists of.
package protocol Element: BitwiseCopyable, Sendable {
  static var dtype: DType { get }
  /// Whether values pass through `Double` rather than `Int64` on their way to another type.
  static var isFloat: Bool { get }
  init(converting value: Double)
  init(converting value: Int64)
  var asDouble: Double { get }
  var asInteger: Int64 { get }
}

extension Element {
  /// The value in another element type: toward zero for an integer, nonzero is true.
  @inline(__always)
  init<Source: Element>(element source: Source) {
    if Source.isFloat {
      self.init(converting: source.asDouble)
    } else {
      self.init(converting: source.asInteger)
    }
  }
}

/// What a Double outside Int64's range, or not a number, becomes: the value x86-64 gives.
@inline(__always)
private func integer(_ value: Double) -> Int64 {
  value >= -0x1p63 && value < 0x1p63 ? Int64(value) : Int64.min
}

extension Float: Element {
  package static var dtype: DType { .float32 }
  package static var isFloat: Bool { true }
  @inline(__always) package init(converting value: Double) { self.init(value) }
  @inline(__always) package init(converting value: Int64) { self.init(value) }
  @inline(__always) package var asDouble: Double { Double(self) }
  @inline(__always) package var asInteger: Int64 { integer(Double(self)) }
}

extension Double: Element {
  package static var dtype: DType { .float64 }
  package static var isFloat: Bool { true }
  @inline(__always) package init(converting value: Double) { self = value }
  @inline(__always) package init(converting value: Int64) { self.init(value) }
  @inline(__always) package var asDouble: Double { self }
  @inline(__always) package var asInteger: Int64 { integer(self) }
}

extension Int64: Element {
  package static var dtype: DType { .int64 }
  package static var isFloat: Bool { false }
  @inline(__always) package init(converting value: Double) { self = integer(value) }
  @inline(__always) package init(converting value: Int64) { self = value }
  @inline(__always) package var asDouble: Double { Double(self) }
  @inline(__always) package var asInteger: Int64 { self }
}

extension Int32: Element {
  package static var dtype: DType { .int32 }
  package static var isFloat: Bool { false }
  @inline(__always) package init(converting value: Double) {
    self.init(truncatingIfNeeded: integer(value))
  }
  @inline(__always) package init(converting value: Int64) { self.init(truncatingIfNeeded: value) }
  @inline(__always) package var asDouble: Double { Double(self) }
  @inline(__always) package var asInteger: Int64 { Int64(self) }
}

extension UInt8: Element {
  package static var dtype: DType { .uint8 }
  package static var isFloat: Bool { false }
  @inline(__always) package init(converting value: Double) {
    self.init(truncatingIfNeeded: integer(value))
  }
  @inline(__always) package init(converting value: Int64) { self.init(truncatingIfNeeded: value) }
  @inline(__always) package var asDouble: Double { Double(self) }
  @inline(__always) package var asInteger: Int64 { Int64(self) }
}

extension Bool: Element {
  package static var dtype: DType { .bool }
  package static var isFloat: Bool { false }
  @inline(__always) package init(converting value: Double) { self = value != 0 }
  @inline(__always) package init(converting value: Int64) { self = value != 0 }
  @inline(__always) package var asDouble: Double { self ? 1 : 0 }
  @inline(__always) package var asInteger: Int64 { self ? 1 : 0 }
}

/// The upper half of a `Float`: its range with 8 binary digits.
///
/// It stores numbers; whatever computes with them does so in `float32`.
struct BFloat16: Element {
  var bits: UInt16

  package static var dtype: DType { .bfloat16 }
  package static var isFloat: Bool { true }

  /// The nearest, of two as near the one whose last digit is zero.
  @inline(__always)
  init(_ value: Float) {
    let word = value.bitPattern
    bits =
      value.isNaN
      ? 0x7FC0 : UInt16(truncatingIfNeeded: (word &+ 0x7FFF &+ (word >> 16 & 1)) >> 16)
  }

  @inline(__always) package init(converting value: Double) { self.init(Float(value)) }
  @inline(__always) package init(converting value: Int64) { self.init(Float(value)) }
  @inline(__always) package var asDouble: Double { Double(Float(bitPattern: UInt32(bits) << 16)) }
  @inline(__always) package var asInteger: Int64 { integer(asDouble) }
}

extension Tensor {
  /// What a function makes of the elements in `float32`, brought back to `bfloat16`.
  func inSingle(_ f: (Tensor) throws(TensorError) -> Tensor) throws(TensorError) -> Tensor {
    try f(to(.float32)).to(.bfloat16)
  }
}
