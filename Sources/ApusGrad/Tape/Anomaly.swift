import ApusTensor

/// The first element of a tensor that is NaN or infinite.
struct Anomaly {
  let value: Double
  let position: [Int]

  /// Nil where all elements are finite.
  init?(_ tensor: Tensor) {
    guard tensor.dtype.isFloat else { return nil }
    let numbers = tensor.doubles()
    guard let first = numbers.firstIndex(where: { !$0.isFinite }) else { return nil }
    // A NaN says more than an infinity before it.
    let found = numbers.firstIndex(where: \.isNaN) ?? first
    value = numbers[found]
    var (position, rest): ([Int], Int) = ([], found)
    for size in tensor.shape.reversed() {
      position.append(rest % size)
      rest /= size
    }
    self.position = position.reversed()
  }

  /// `inf at [0, 2]`, or what stands for it without axes.
  var text: String {
    let number = value.isNaN ? "NaN" : value < 0 ? "-infinity" : "infinity"
    return position.isEmpty ? number : "\(number) at \(position)"
  }

  /// The element of another tensor, which broadcasts to the one that this was found in, there.
  private func element(of tensor: Tensor, in shape: [Int]) -> Double? {
    guard (try? Shape.broadcast(tensor.shape, shape)) == shape else { return nil }
    let own = position.suffix(tensor.ndim)
    let index = zip(own, tensor.shape).map { TensorIndex.at($1 == 1 ? 0 : $0) }
    return try? tensor.with(history: nil).selecting(index).item()
  }

  /// What an argument is, with its element where the anomaly is.
  fileprivate func describe(_ tensor: Tensor, in shape: [Int]) -> String {
    guard let element = element(of: tensor, in: shape) else { return tensor.describe }
    return tensor.ndim == 0
      ? "\(tensor.describe), \(element)" : "\(tensor.describe), there \(element)"
  }
}

extension Operation {
  /// Refuses a result with a NaN or an infinity that no argument brought along.
  func checkAnomaly(
    _ result: any Returnable, _ call: Call, _ reading: OperationReadings.Reading
  ) throws(TensorError) {
    var found: (anomaly: Anomaly, shape: [Int])?
    _ = result.replacingTensors { _, tensor in
      if found == nil { found = Anomaly(tensor).map { ($0, tensor.shape) } }
      return tensor
    }
    guard let (anomaly, shape) = found, !reading.tensors.isEmpty else { return }
    let arguments = reading.tensors.flatMap { call.tensors(of: $0, reading) }
    let before = arguments.compactMap { Anomaly($0) }
    let isNew = anomaly.value.isNaN ? !before.contains { $0.value.isNaN } : before.isEmpty
    guard isNew, !call.hasInfiniteNumber(reading) else { return }
    var error = TensorError("anomaly", "\(name) makes \(anomaly.text)", operation: name)
    for index in reading.singles {
      guard let tensor = call.optionalTensor(index) else { continue }
      error.operands[index] = anomaly.describe(tensor, in: shape)
    }
    throw error
  }
}

extension Call {
  fileprivate func tensors(of index: Int, _ reading: OperationReadings.Reading) -> [Tensor] {
    reading.lists.contains(index) ? tensors(index) : optionalTensor(index).map { [$0] } ?? []
  }

  /// Whether one of the numbers beside the tensors is meant to be NaN or infinite.
  fileprivate func hasInfiniteNumber(_ reading: OperationReadings.Reading) -> Bool {
    reading.signature.parameters.enumerated().contains { index, parameter in
      switch parameter.kind {
      case .double: !double(index).isFinite
      case .optional(.double): optionalDouble(index).map { !$0.isFinite } ?? false
      case .doubles: doubles(index).contains { !$0.isFinite }
      default: false
      }
    }
  }
}

extension Node {
  /// Refuses a cotangent with a NaN or an infinity that no cotangent of the results brought along.
  func checkAnomaly(
    _ gradient: Tensor, of argument: Tensor, _ index: Int, _ frame: CallFrame,
    _ cotangents: [Tensor?]
  ) throws(TensorError) {
    guard let anomaly = Anomaly(gradient) else { return }
    let before = cotangents.compactMap { $0.flatMap { Anomaly($0) } }
    guard anomaly.value.isNaN ? !before.contains(where: { $0.value.isNaN }) : before.isEmpty
    else { return }
    var error = TensorError(
      "anomaly", "\(reading.name) has a gradient of \(anomaly.text), on the way back",
      operation: reading.name)
    let keepsElements = reading.pullback?.kept.contains(.arguments) == true
    error.operands[index] =
      keepsElements ? anomaly.describe(argument, in: gradient.shape) : argument.describe
    error.origin = origin
    throw error
  }
}
