import ApusGrad
import ApusTensor
import ApusValue

/// An n-dimensional array of numbers with value semantics.
public struct Tensor: Held, @unchecked Sendable {
  private(set) var body: TensorBody

  init(_ tensor: ApusTensor.Tensor) {
    body = tensor.body
  }

  var slot: Slot { (0, body) }

  init(slot: Slot) { self.init(ApusTensor.Tensor(held(slot.object))) }

  /// What a variable holds after `x -= …`.
  func updated(to new: Tensor) -> Tensor {
    Tensor(
      Program.attempt {
        try Differentiation.updated(ApusTensor.Tensor(body), to: ApusTensor.Tensor(new.body))
      })
  }

  /// Writes a value to what the indices select, in place where nothing else refers to it.
  mutating func assign(_ value: Tensor, at indices: Indices) {
    var slot: AnyObject? = body
    // The variable lets go of its elements, so that they have one owner.
    body = value.body
    Program.attempt {
      try ApusTensor.Tensor.assign(
        to: &slot, indices: indices.list, value: ApusTensor.Tensor(value.body))
    }
    body = held(slot)
  }
}

extension Tensor: Sequence {
  /// The parts along the first axis.
  public func makeIterator() -> IndexingIterator<[Tensor]> {
    let rows = Program.attempt { try Differentiation.rows(of: ApusTensor.Tensor(body)) }
    return rows.map { Tensor($0) }.makeIterator()
  }
}

/// A number beside a tensor, which takes the tensor's element type.
struct Scalar: Argument {
  private let tensor: ApusTensor.Tensor

  init(_ value: Int) { tensor = Program.attempt { try ApusTensor.Tensor(weak: value) } }

  init(_ value: Double) { tensor = Program.attempt { try ApusTensor.Tensor(weak: value) } }

  init(_ value: Bool) {
    tensor = Program.attempt { try ApusTensor.Tensor(weak: value ? 1 : 0).to(.bool) }
  }

  var slot: Slot { (0, tensor.body) }
}
