import ApusTensor
import ApusValue

/// A recorded call: the row, its arguments and what is kept of its results.
final class Node {
  let reading: OperationReadings.Reading
  /// The arguments; nil once `backward` has let the graph go.
  private(set) var frame: CallFrame?
  /// The results without a history, hollow where the pullback does not need their elements.
  let results: [Tensor]
  /// Where gradients of results are put, by the result's index.
  var stores: [Int: GradientStore] = [:]
  /// Where the call stands in the program, where that may be asked for.
  let origin = Anomalies.isOn ? Anomalies.origin : nil
  /// What looks at gradients of results, by the result's index.
  var watchers: [Int: [GradientWatcher]] = [:]
  /// Where a sweep has it in its order.
  var position = Node.unvisited

  static let unvisited = -1

  private init(
    _ reading: OperationReadings.Reading, _ frame: CallFrame, _ results: [Tensor]
  ) {
    self.reading = reading
    self.frame = frame
    self.results = results
  }

  /// The results of a call with a history that refers to it; those that are no real numbers have
  /// none.
  static func recording(
    _ result: any Returnable, of reading: OperationReadings.Reading, _ frame: CallFrame
  ) -> any Returnable {
    let kept = reading.pullback?.kept ?? []
    var results: [Tensor] = []
    _ = result.replacingTensors { _, tensor in
      let own = kept.contains(.results) ? tensor : tensor.hollow
      results.append(own.isTracked ? own.with(history: nil) : own)
      return tensor
    }
    guard results.contains(where: \.dtype.isFloat) else { return result }
    if !kept.contains(.arguments) {
      for index in reading.singles {
        guard let tensor = frame.call.optionalTensor(index) else { continue }
        frame.registers.objects[index] = tensor.hollow.body
      }
      for index in reading.lists {
        let tensors = frame.call.tensors(index)
        frame.registers.objects[index] = ObjectArray(
          ContiguousArray(tensors.lazy.map { $0.hollow.body as AnyObject? }))
      }
    } else {
      // The elements of a parameter as they are now: an optimiser gives it others.
      for index in reading.singles {
        guard let tensor = frame.call.optionalTensor(index), tensor.body.reference != nil else {
          continue
        }
        frame.registers.objects[index] = tensor.with(history: tensor.body.history).body
      }
      for index in reading.lists {
        let tensors = frame.call.tensors(index)
        guard tensors.contains(where: { $0.body.reference != nil }) else { continue }
        frame.registers.objects[index] = ObjectArray(
          ContiguousArray(tensors.lazy.map { $0.with(history: $0.body.history).body }))
      }
    }
    let node = Node(reading, frame, results)
    return result.replacingTensors { index, tensor in
      tensor.dtype.isFloat ? tensor.with(history: Variable(node, index)) : tensor
    }
  }

  /// The tensors that a parameter holds.
  func arguments(_ index: Int, _ frame: CallFrame) -> [Tensor] {
    if reading.lists.contains(index) { return frame.call.tensors(index) }
    return frame.call.optionalTensor(index).map { [$0] } ?? []
  }

  /// The places on the tape that its arguments come from.
  var sources: [Variable] {
    guard let frame else { return [] }
    return reading.tensors.flatMap { arguments($0, frame).compactMap(\.body.variable) }
  }

  /// Lets the arguments go.
  func release() {
    var frames: [CallFrame] = []
    if let frame = takeFrame() { frames.append(frame) }
    Node.release(&frames)
  }

  deinit {
    if frame != nil { release() }
  }

  private func takeFrame() -> CallFrame? {
    defer { frame = nil }
    return frame
  }

  /// Lets arguments go, and whatever only they refer to, without a call inside a call: a chain may
  /// be longer than the stack is deep.
  private static func release(_ frames: inout [CallFrame]) {
    while let frame = frames.popLast() {
      for index in 0..<frame.count {
        var object = frame.take(index)
        guard var array = object as? ObjectArray else {
          release(&object, &frames)
          continue
        }
        object = nil
        guard isKnownUniquelyReferenced(&array) else { continue }
        while var element = array.elements.popLast() { release(&element, &frames) }
      }
    }
  }

  /// Lets an argument go; the frame of a call that only it refers to is left to the caller.
  private static func release(_ object: inout AnyObject?, _ frames: inout [CallFrame]) {
    guard var body = object as? TensorBody else { return }
    object = nil
    guard isKnownUniquelyReferenced(&body), var variable = body.variable else { return }
    body.history = nil
    guard isKnownUniquelyReferenced(&variable), var node = variable.takeNode(),
      isKnownUniquelyReferenced(&node), let frame = node.takeFrame()
    else { return }
    frames.append(frame)
  }
}
