import ApusTensor
import ApusValue

/// A call outside the machine: registers of its own, filled with a sample's arguments.
package final class SampleCall {
  private let frame: CallFrame

  /// The arguments in the first form's types, defaults filled in; with `wide`, `float32` tensors
  /// are `float64`.
  package init(
    _ operation: Operation, _ arguments: [Argument], wide: Bool = false
  ) throws(TensorError) {
    let parameters = operation.signature.parameters
    frame = CallFrame(count: parameters.count)
    for (index, argument) in operation.completed(arguments).enumerated() {
      try put(argument, parameters[index].kind, index, wide)
    }
  }

  package var call: Call { frame.call }

  private func put(
    _ argument: Argument, _ kind: Signature.Kind, _ index: Int, _ wide: Bool
  ) throws(TensorError) {
    let (words, objects) = (frame.registers.words, frame.registers.objects)
    if case .optional(let payload) = kind {
      if case .absent = argument { return }
      try put(argument, payload, index, wide)
      // An optional word is a box.
      if objects[index] == nil { objects[index] = WordBox(words[index]) }
      return
    }
    switch argument {
    case .tensor(let tensor): objects[index] = try tensor.make(key: index, wide: wide).body
    case .tensors(let tensors):
      var bodies: ContiguousArray<AnyObject?> = []
      for tensor in tensors {
        bodies.append(try tensor.make(key: bodies.count, wide: wide).body)
      }
      objects[index] = ObjectArray(bodies)
    case .int(let value): words[index] = kind == .double ? word(Double(value)) : value
    case .double(let value): words[index] = word(value)
    case .bool(let value): words[index] = value ? 1 : 0
    case .string(let value): objects[index] = StringObject(value)
    case .ints(let values):
      objects[index] = WordArray(
        ContiguousArray(kind == .doubles ? values.map { word(Double($0)) } : values))
    case .pairs(let values):
      objects[index] = ObjectArray(
        ContiguousArray(values.map { Record(words: [$0[0], $0[1]], objects: [nil, nil]) }))
    case .doubles(let values): objects[index] = WordArray(ContiguousArray(values.map(word)))
    case .range(let low, let high):
      let isInt = kind == .range(isInt: true)
      objects[index] = Record(
        words: isInt ? [Int(low), Int(high)] : [word(low), word(high)], objects: [nil, nil])
    case .member(let name):
      if case .member(let enumeration) = kind {
        words[index] = Enumeration.word(enumeration, name) ?? 0
      }
    case .indices(let indices): objects[index] = IndexList(indices)
    case .absent: break
    }
  }

  private func word(_ value: Double) -> Int { Int(Int64(bitPattern: value.bitPattern)) }
}

extension Operation {
  /// The arguments with the first form's defaults for those left out.
  package func completed(_ arguments: [Argument]) -> [Argument] {
    signature.parameters.enumerated().map { index, parameter in
      index < arguments.count
        ? arguments[index] : parameter.default.map { Argument(defaultText: $0) } ?? .absent
    }
  }
}
