/// The type of a tensor's elements.
///
/// The raw value is the name in programs and in printed tensors; the position in `allCases` is the
/// word that stands for the case in the machine.
package enum DType: String, CaseIterable, Sendable {
  case float32, float64, bfloat16, int64, int32, uint8, bool

  package var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .bfloat16: 2
    case .uint8, .bool: 1
    }
  }

  package var isFloat: Bool { self == .float32 || self == .float64 || self == .bfloat16 }

  package var isInteger: Bool { self == .int64 || self == .int32 || self == .uint8 }

  /// The name in messages: `Float32`.
  package var typeName: String {
    switch self {
    case .float32: "Float32"
    case .float64: "Float64"
    case .bfloat16: "BFloat16"
    case .int64: "Int64"
    case .int32: "Int32"
    case .uint8: "UInt8"
    case .bool: "Bool"
    }
  }
}
