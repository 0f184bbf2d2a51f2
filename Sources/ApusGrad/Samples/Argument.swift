import ApusTensor

/// An argument of a sample call.
package enum Argument: Sendable {
  case tensor(SampleTensor)
  case tensors([SampleTensor])
  case int(Int)
  case double(Double)
  case bool(Bool)
  case string(String)
  case ints([Int])
  case pairs([[Int]])
  case doubles([Double])
  case range(Double, Double)
  case member(String)
  case indices([TensorIndex])
  case absent

  /// A tensor of numbers without a pattern.
  package static func of(
    _ shape: Int..., in range: ClosedRange<Double> = -2...2, as dtype: DType = .float32,
    layout: SampleTensor.Layout = .plain
  ) -> Argument {
    .tensor(SampleTensor(shape: shape, dtype: dtype, contents: .noise(range), layout: layout))
  }

  /// A vector of these numbers.
  package static func vector(_ values: [Double], as dtype: DType = .float32) -> Argument {
    .tensor(
      SampleTensor(shape: [values.count], dtype: dtype, contents: .values(values), layout: .plain))
  }

  /// A matrix of these rows.
  package static func matrix(_ rows: [[Double]], as dtype: DType = .float32) -> Argument {
    .tensor(
      SampleTensor(
        shape: [rows.count, rows.first?.count ?? 0], dtype: dtype,
        contents: .values(rows.flatMap { $0 }), layout: .plain))
  }

  package static func zeros(_ shape: Int..., as dtype: DType = .float32) -> Argument {
    .tensor(SampleTensor(shape: shape, dtype: dtype, contents: .zeros, layout: .plain))
  }

  /// A tensor that tracks gradients.
  package static func tracked(_ shape: Int...) -> Argument {
    .tensor(
      SampleTensor(
        shape: shape, dtype: .float32, contents: .noise(-2...2), layout: .tracked))
  }

  /// A number beside a tensor, which takes the tensor's element type.
  package static func weak(_ value: Double) -> Argument {
    .tensor(
      SampleTensor(shape: [], dtype: .float32, contents: .values([value]), layout: .weak))
  }

  package static func weak(_ value: Int) -> Argument {
    .tensor(
      SampleTensor(shape: [], dtype: .int64, contents: .values([Double(value)]), layout: .weak))
  }

  /// A list of tensors.
  package static func list(_ parts: Argument...) -> Argument {
    .tensors(parts.compactMap { if case .tensor(let tensor) = $0 { tensor } else { nil } })
  }

  /// The argument that a parameter's default text means.
  package init(defaultText text: String) {
    if text == "nil" {
      self = .absent
    } else if text == "true" || text == "false" {
      self = .bool(text == "true")
    } else if text.hasPrefix(".") {
      self = .member(String(text.dropFirst()))
    } else if text.hasPrefix("[") {
      self = .ints(text.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) })
    } else if let int = Int(text) {
      self = .int(int)
    } else {
      self = .double(Double(text) ?? 0)
    }
  }
}

extension Argument: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: Int...) { self = .ints(elements) }
  package init(nilLiteral: ()) { self = .absent }
}

extension Argument {
  /// An expression of our own language for the argument.
  package var code: String {
    switch self {
    case .tensor(let tensor): tensor.code
    case .tensors(let tensors): "[" + tensors.map(\.code).joined(separator: ", ") + "]"
    case .int(let value): String(value)
    case .double(let value): Argument.number(value, isFloat: true)
    case .bool(let value): String(value)
    case .string(let value): "\"\(value)\""
    case .ints(let values): "\(values)"
    case .pairs(let values):
      "[" + values.map { "(\($0[0]), \($0[1]))" }.joined(separator: ", ") + "]"
    case .doubles(let values):
      "[" + values.map { Argument.number($0, isFloat: true) }.joined(separator: ", ") + "]"
    case .range(let low, let high):
      Int(exactly: low).flatMap { low in Int(exactly: high).map { "\(low) ..< \($0)" } }
        ?? "\(low) ..< \(high)"
    case .member(let name): "." + name
    case .indices(let indices): indices.map(\.code).joined(separator: ", ")
    case .absent: "nil"
    }
  }

  static func number(_ value: Double, isFloat: Bool) -> String {
    if value.isNaN { return "Double.nan" }
    if value.isInfinite { return value < 0 ? "-Double.infinity" : "Double.infinity" }
    return isFloat ? "\(value)" : "\(Int(value))"
  }
}

extension TensorIndex {
  /// How it is written in a subscript.
  fileprivate var code: String {
    switch self {
    case .at(let position): return String(position)
    case .range(let from, let to, let by):
      let first = from ?? (by < 0 ? -1 : 0)
      let end = to.map { "to: \($0)" } ?? "through: \(by < 0 ? 0 : -1)"
      return "stride(from: \(first), \(end), by: \(by))"
    case .through(let from, let last):
      // A range whose end counts from the end of the axis has no beginning.
      return (from ?? 0) == 0 ? "...(\(last))" : "\(from ?? 0)...\(last)"
    case .newAxis: return ".newAxis"
    case .ellipsis: return "..."
    case .all: return ".all"
    case .tensor(let tensor):
      let numbers = tensor.doubles()
      let values =
        tensor.dtype == .bool
        ? numbers.map { $0 == 0 ? "false" : "true" } : numbers.map { String(Int($0)) }
      return "Tensor([" + values.joined(separator: ", ") + "])"
    }
  }
}
