import ApusTensor

extension Operation {
  /// Checks the arguments' shapes, computes, and writes the result to the call's first register.
  ///
  /// The call is recorded if it has a tensor with a history and this thread records. An error names
  /// this operation and says for each tensor what it is.
  package func apply(_ call: Call) throws(TensorError) {
    let reading = readings.of(self)
    do {
      try check(call, reading)
      let result = try evaluate(call)
      if Anomalies.isOn { try checkAnomaly(result, call, reading) }
      if reading.tracks(call) && Recording.isOn {
        let frame = CallFrame(copying: call, count: reading.signature.parameters.count)
        Node.recording(result, of: reading, frame).write(to: call.registers)
      } else {
        result.write(to: call.registers)
      }
    } catch let error as TensorError {
      var error = error
      if error.origin != nil { throw error }
      error.operation = name
      if error.operands.isEmpty { error.operands = operands(call, reading) }
      throw error
    } catch {
      throw TensorError("internal", "\(error)", operation: name)
    }
  }

  private func check(
    _ call: Call, _ reading: OperationReadings.Reading
  ) throws(TensorError) {
    guard reading.constrains else { return }
    // What nearly every call is, without a list of arguments.
    if reading.isElementwise && call.plainlyBroadcasts(0, 1) { return }
    try reading.rule?.check(tensorShapes(call, reading))
  }

  private func tensorShapes(
    _ call: Call, _ reading: OperationReadings.Reading
  ) -> [ShapeArgument] {
    var arguments = [ShapeArgument](
      repeating: .unknown, count: reading.signature.parameters.count)
    for index in reading.tensors { arguments[index] = shapeArgument(call, index, reading) }
    return arguments
  }

  /// What shape rules see of a call.
  package func shapeArguments(_ call: Call) -> [ShapeArgument] {
    let reading = readings.of(self)
    return reading.signature.parameters.indices.map { shapeArgument(call, $0, reading) }
  }

  private func shapeArgument(
    _ call: Call, _ index: Int, _ reading: OperationReadings.Reading
  ) -> ShapeArgument {
    var kind = reading.signature.parameters[index].kind
    if case .optional(let payload) = kind {
      if call.registers.objects[index] == nil { return .absent }
      kind = payload
      if kind == .int { return .int(call.optionalInt(index) ?? 0) }
    }
    return switch kind {
    case .tensor: .shape(call.tensor(index).shape)
    case .tensors: .shapes(call.tensors(index).map(\.shape))
    case .int: .int(call.int(index))
    case .ints: .ints(call.ints(index))
    case .bool: .bool(call.bool(index))
    case .member: .int(call.int(index))
    case .indices: .indices(call.registers.object(index))
    case .range(isInt: true): .ints([call.range(index).lower, call.range(index).upper])
    case .pairs: .ints(call.pairs(index).flatMap { [$0.0, $0.1] })
    // Only how many there are matters.
    case .doubles: .ints(call.doubles(index).map { _ in 0 })
    default: .unknown
    }
  }

  /// The element type that the row says of the result of a call.
  package func elementType(of call: Call) -> DType? {
    let reading = readings.of(self)
    var name: DType?
    var tensors: [Tensor] = []
    for (index, parameter) in reading.signature.parameters.enumerated() {
      switch parameter.kind {
      case .tensor: tensors.append(call.tensor(index))
      case .tensors: tensors += call.tensors(index)
      case .optional(.tensor): tensors += [call.optionalTensor(index)].compactMap { $0 }
      case .member("DType"): name = call.dtype(index)
      case .optional(.member("DType")): name = call.optionalDType(index)
      default: break
      }
    }
    return elements.result(of: tensors.map { ($0.dtype, $0.promotionLevel) }, name: name)
  }

  private func operands(
    _ call: Call, _ reading: OperationReadings.Reading
  ) -> [Int: String] {
    var result: [Int: String] = [:]
    for index in reading.tensors {
      switch reading.signature.parameters[index].kind {
      case .tensor: result[index] = call.tensor(index).describe
      case .optional: result[index] = call.optionalTensor(index)?.describe
      default: result[index] = call.tensors(index).map(\.describe).joined(separator: ", ")
      }
    }
    return result
  }
}
