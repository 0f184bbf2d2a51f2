import ApusGrad
import ApusTensor
import ApusText
import ApusValue

@testable import ApusLanguage

extension Walker {
  func convert(
    _ conversion: Conversion, _ inner: TypedExpression, _ expression: TypedExpression
  ) throws -> Value {
    let value = try evaluate(inner)
    return try failing(at: expression.span) {
      switch conversion {
      case .wrap: return .optional(value)
      case .box: return .any(ownType(of: value, inner.type), value)
      case .unbox:
        guard case .any(let own, _) = value else { throw WalkerFault(value, isNo: "Any") }
        guard let found = cast(value, to: expression.type) else {
          throw MachineError.cast(own, to: expression.type)
        }
        return found
      case .scalarToTensor: return .tensor(try scalarTensor(value).body)
      case .elements: return .array(try elements(of: value, inner.type))
      case .index: return .opaque(IndexList([try index(value, inner.type)]))
      case .weaken: return .opaque(WeakReference(try value.slot(inner.type).object))
      case .strengthen:
        guard case .opaque(let kept) = value, let reference = kept as? WeakReference else {
          throw WalkerFault(value, isNo: "weak reference")
        }
        return .optional(
          try reference.value.map { try Value((0, $0), expression.type.wrapped ?? .invalid) })
      }
    }
  }

  private func scalarTensor(_ value: Value) throws -> Tensor {
    switch value {
    case .double(let number): return try Tensor(weak: number)
    case .bool(let truth): return try Tensor(weak: truth ? 1 : 0).to(.bool)
    default: return try Tensor(weak: value.integer())
    }
  }

  /// What a loop over a value sees.
  private func elements(of value: Value, _ type: Type) throws -> [Value] {
    switch type {
    case .tensor: return try Differentiation.rows(of: value.tensor()).map { .tensor($0.body) }
    case .dictionary: return try pairs(of: value.dictionary(), type).array()
    case .string: return try value.string().map { .string(String($0)) }
    case .range(let kind, let bound): return try numbers(of: value, kind, bound)
    default:
      guard let element = type.element else { throw WalkerFault("no sequence: \(type)") }
      let all = try Elements(of: type, value.slot(type).object)
      return try (0..<all.count).map { try Value(all[$0], element) }
    }
  }

  private func numbers(of value: Value, _ kind: RangeKind, _ bound: Type) throws -> [Value] {
    let fields = try value.fields()
    if bound == .double {
      let (from, to) = (try fields[0].double(), try fields[1].double())
      let step = try fields[2].double()
      let steps = (to - from) / step
      guard !to.isNaN, !(steps >= 0x1p32) else {
        throw MachineError(
          "memory", "an array of the numbers from \(from) to \(to) by \(step) is too large")
      }
      var numbers: [Value] = []
      while true {
        // As Swift has it: multiplied and added at once, so that no error grows from step to step.
        let next = from.addingProduct(Double(numbers.count), step)
        let isBehind = step > 0 ? next > to : next < to
        if isBehind || (kind == .strideTo && next == to) { return numbers }
        numbers.append(.double(next))
      }
    }
    let bounds = try fields.map { try $0.integer() }
    var numbers: [Value] = []
    var next = bounds[0]
    let step = kind == .strideTo || kind == .strideThrough ? bounds[2] : 1
    let includesEnd = kind == .closed || kind == .strideThrough
    if kind == .range || kind == .closed {
      let (count, isTooLarge) = bounds[1].subtractingReportingOverflow(bounds[0])
      guard !isTooLarge, count < 1 << 32 else {
        throw MachineError(
          "memory", "an array of the numbers from \(bounds[0]) to \(bounds[1]) is too large")
      }
    }
    while step > 0 ? next < bounds[1] : next > bounds[1] {
      numbers.append(.int(next))
      let (sum, overflow) = next.addingReportingOverflow(step)
      if overflow { return numbers }
      next = sum
    }
    if includesEnd, next == bounds[1] { numbers.append(.int(next)) }
    return numbers
  }

  private func index(_ value: Value, _ type: Type) throws -> TensorIndex {
    switch type {
    case .tensor: return .tensor(try value.tensor())
    case .enumeration:
      switch IndexKind(rawValue: try value.integer()) {
      case .newAxis: return .newAxis
      case .ellipsis: return .ellipsis
      default: return .all
      }
    case .range(let kind, _):
      let bounds = try value.fields().map { try $0.integer() }
      switch kind {
      case .range: return .range(from: bounds[0], to: bounds[1], by: 1)
      case .closed: return .through(from: bounds[0], last: bounds[1])
      case .from: return .range(from: bounds[0], to: nil, by: 1)
      case .upTo: return .range(from: nil, to: bounds[0], by: 1)
      case .through: return .through(from: nil, last: bounds[0])
      case .strideTo: return .range(from: bounds[0], to: bounds[1], by: bounds[2])
      case .strideThrough:
        // One further than the last; beside the first or last position there is nothing further.
        let isAtBorder = bounds[2] < 0 ? bounds[1] == 0 : bounds[1] == -1
        return .range(
          from: bounds[0], to: isAtBorder ? nil : bounds[1] &+ bounds[2].signum(), by: bounds[2])
      }
    default: return .at(try value.integer())
    }
  }

  private func pairs(of dictionary: DictionaryObject, _ type: Type) throws -> Value {
    guard case .dictionary(let key, let value) = type else { throw WalkerFault("no dictionary") }
    return .array(
      try (0..<dictionary.count).map { index in
        .record([
          try Value(dictionary.keys[index], key), try Value(dictionary.values[index], value),
        ])
      })
  }
}
