import ApusTensor
import ApusValue

@testable import ApusGrad

/// A sample as a function of its floating-point tensors, to one number: the sum of its results,
/// each element with a fixed weight.
struct GradientSample {
  let operation: Operation
  let sample: Sample
  let wide: Bool

  init(_ operation: Operation, _ sample: Sample, wide: Bool = true) {
    self.operation = operation
    self.sample = sample
    self.wide = wide
  }

  /// The tensors that have a gradient.
  func arguments() throws -> [Tensor] {
    let call = try SampleCall(operation, sample.arguments, wide: wide)
    var result: [Tensor] = []
    _ = replacing(in: call.call) { tensor in
      result.append(tensor)
      return tensor
    }
    return result
  }

  /// The results of the call with other tensors in their places.
  func results(_ tensors: [Tensor]) throws -> [Tensor] {
    let call = try SampleCall(operation, sample.arguments, wide: wide)
    var next = tensors.makeIterator()
    let frame = replacing(in: call.call) { next.next() ?? $0 }
    var results: [Tensor] = []
    _ = try operation.recorded(frame).replacingTensors { _, tensor in
      if tensor.dtype.isFloat { results.append(tensor) }
      return tensor
    }
    return results
  }

  func value(_ tensors: [Tensor]) throws -> Recorded {
    let results = try results(tensors)
    return try zip(results, GradientSample.cotangents(like: results)).map { result, cotangent in
      try (Recorded(result) * cotangent).sum()
    }.reduce(Recorded(Tensor.zeros([], dtype: .float64))) { try $0 + $1 }
  }

  private func replacing(in call: Call, _ replace: (Tensor) -> Tensor) -> CallFrame {
    let parameters = operation.signature.parameters
    let frame = CallFrame(copying: call, count: parameters.count)
    for (index, parameter) in parameters.enumerated() where parameter.kind.isTensor {
      if parameter.kind == .tensors {
        let parts = call.tensors(index).map { $0.dtype.isFloat ? replace($0) : $0 }
        frame.registers.objects[index] = ObjectArray(
          ContiguousArray(parts.map { $0.body as AnyObject? }))
      } else if let tensor = call.optionalTensor(index), tensor.dtype.isFloat,
        !tensor.body.isWeak
      {
        frame.registers.objects[index] = replace(tensor.with(history: nil)).body
      }
    }
    return frame
  }

  /// The gradients of a number, zeros where it does not depend on a tensor.
  static func gradients(
    of value: Recorded, _ tensors: [Tensor], records: Bool
  ) throws -> [Recorded] {
    let variables = tensors.compactMap(\.body.variable)
    let sweep = try value.tensor.body.variable.map { try Sweep(from: $0, to: variables) }
    try sweep?.run(Tensor.full([], 1, dtype: value.tensor.dtype), records: records)
    return try zip(tensors, variables).map { tensor, variable in
      Recorded(
        try sweep?.cotangent(of: variable) ?? Tensor.zeros(tensor.shape, dtype: tensor.dtype))
    }
  }

  /// Fixed weights for the elements of results, which `Reference/make.py` makes too.
  static func cotangents(like tensors: [Tensor]) throws -> [Recorded] {
    try tensors.map { tensor in
      let values = (0..<tensor.count).map { Double(($0 * 7 + 3) % 11) / 8 - 0.5 }
      return Recorded(try Tensor(values, shape: tensor.shape, dtype: tensor.dtype))
    }
  }

  static func directions(like tensors: [Tensor]) throws -> [Recorded] {
    try tensors.map { tensor in
      let values = (0..<tensor.count).map { Double(($0 * 5 + 2) % 7) / 4 - 0.75 }
      return Recorded(try Tensor(values, shape: tensor.shape, dtype: tensor.dtype))
    }
  }
}
