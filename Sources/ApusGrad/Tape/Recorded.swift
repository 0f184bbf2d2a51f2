import ApusTensor
import ApusValue

/// A tensor whose every operation is a row of the catalogue, recorded like a user's call.
///
/// Pullbacks are written with it, so that gradients have gradients.
package struct Recorded {
  package let tensor: Tensor

  package init(_ tensor: Tensor) {
    self.tensor = tensor
  }

  package var shape: [Int] { tensor.shape }
  package var ndim: Int { tensor.ndim }

  /// An argument of a row, which knows its register.
  enum Argument {
    case tensor(Recorded)
    case tensors([Recorded])
    case int(Int)
    case double(Double)
    case bool(Bool)
    case ints([Int])
    case indices(IndexList)
    case optionalInt(Int?)
    case optionalDouble(Double?)
    case optionalInts([Int]?)
  }

  /// The result of a row, which here is one tensor.
  static func call(_ row: Operation, _ arguments: Argument...) throws(TensorError) -> Recorded {
    let frame = CallFrame(count: arguments.count)
    for (index, argument) in arguments.enumerated() { argument.put(into: frame, index) }
    guard let result = try row.recorded(frame) as? Tensor else {
      throw TensorError("internal", "this row does not give one tensor", operation: row.name)
    }
    return Recorded(result)
  }
}

extension Recorded.Argument {
  fileprivate func put(into frame: CallFrame, _ index: Int) {
    let registers = frame.registers
    switch self {
    case .tensor(let value): registers.objects[index] = value.tensor.body
    case .tensors(let values):
      registers.objects[index] = ObjectArray(
        ContiguousArray(values.lazy.map { $0.tensor.body as AnyObject? }))
    case .int(let value): registers.words[index] = value
    case .double(let value): registers.words[index] = Int(Int64(bitPattern: value.bitPattern))
    case .bool(let value): registers.words[index] = value ? 1 : 0
    case .ints(let values): registers.objects[index] = WordArray(ContiguousArray(values))
    case .indices(let list): registers.objects[index] = list
    case .optionalInt(let value): registers.objects[index] = value.map { WordBox($0) }
    case .optionalDouble(let value):
      registers.objects[index] = value.map { WordBox(Int(Int64(bitPattern: $0.bitPattern))) }
    case .optionalInts(let values):
      registers.objects[index] = values.map { WordArray(ContiguousArray($0)) }
    }
  }
}

extension Operation {
  /// Computes a call whose arguments are known to fit, and records it, which takes the frame.
  func recorded(_ frame: CallFrame) throws(TensorError) -> any Returnable {
    let reading = readings.of(self)
    do {
      let result = try evaluate(frame.call)
      guard reading.tracks(frame.call), Recording.isOn else { return result }
      return Node.recording(result, of: reading, frame)
    } catch let error as TensorError {
      throw error
    } catch {
      throw TensorError("internal", "\(error)", operation: name)
    }
  }
}
