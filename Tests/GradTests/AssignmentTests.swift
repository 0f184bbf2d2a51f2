import ApusTensor
import ApusValue
import Testing

@testable import ApusGrad

/// Assignment through subscripts to and of tracked tensors, as the machine does it.
@Suite struct AssignmentTests {
  private func assign(_ value: Tensor, to slot: inout AnyObject?, at position: Int) throws {
    try Tensor.assign(to: &slot, indices: IndexList([.at(position)]), value: value)
  }

  private func tensor(_ slot: AnyObject?) throws -> Tensor {
    Tensor(try #require(slot as? TensorBody))
  }

  private func vector(_ values: Double...) throws -> Tensor {
    try Tensor(values, shape: [values.count], dtype: .float64)
  }

  @Test func `an assignment to a result is recorded`() throws {
    let w = try Differentiation.parameter(vector(1, 2))
    let value = try Differentiation.parameter(Tensor([7], shape: [], dtype: .float64))
    let y = try Recorded(w) * 3
    var slot: AnyObject? = y.tensor.body
    try assign(value, to: &slot, at: 0)
    let changed = Recorded(try tensor(slot))
    #expect(changed.tensor.doubles() == [7, 6])
    #expect(y.tensor.doubles() == [3, 6])
    try Differentiation.backward(changed.square().sum().tensor, nil, retainGraph: false)
    #expect(Differentiation.gradient(of: w)?.doubles() == [0, 36])
    #expect(Differentiation.gradient(of: value)?.doubles() == [14])
  }

  @Test func `an assignment of a tracked value makes the target tracked`() throws {
    let value = try Differentiation.parameter(Tensor([7], shape: [], dtype: .float64))
    var slot: AnyObject? = try vector(1, 2).body
    try assign(value, to: &slot, at: 1)
    try Differentiation.backward(
      Recorded(tensor(slot)).square().sum().tensor, nil, retainGraph: false)
    #expect(Differentiation.gradient(of: value)?.doubles() == [14])
  }

  @Test func `an assignment to a parameter is refused while gradients are recorded`() throws {
    let w = try Differentiation.parameter(vector(1, 2))
    var slot: AnyObject? = w.body
    let error = #expect(throws: TensorError.self) {
      try assign(vector(5), to: &slot, at: 0)
    }
    #expect(error?.id == "leaf-assignment")
    #expect(slot === w.body)
  }

  @Test func `a parameter stays one when it is assigned to without recording`() throws {
    let w = try Differentiation.parameter(vector(1, 2))
    var slot: AnyObject? = w.body
    try Recording.with(false) { try assign(Tensor(weak: 5.0), to: &slot, at: 0) }
    let changed = try tensor(slot)
    #expect(changed.doubles() == [5, 2])
    try Differentiation.backward(Recorded(changed).square().sum().tensor, nil, retainGraph: false)
    #expect(Differentiation.gradient(of: changed)?.doubles() == [10, 4])
  }

  @Test func `a parameter stays one when it is updated without recording`() throws {
    let w = try Differentiation.parameter(vector(1, 2))
    let (recorded, paused) = (
      try Differentiation.updated(w, to: try vector(3, 4)),
      try Recording.with(false) { try Differentiation.updated(w, to: try vector(3, 4)) }
    )
    #expect(!recorded.isTracked)
    #expect(paused.isTracked && paused.doubles() == [3, 4])
  }

  @Test func `an assignment does not change what a recorded call has kept`() throws {
    let w = try Differentiation.parameter(vector(1, 2))
    var slot: AnyObject? = try vector(10, 20).body
    let y = try Recorded(w) * Recorded(tensor(slot))
    try assign(Tensor(weak: 0.0), to: &slot, at: 0)
    try Differentiation.backward(y.sum().tensor, nil, retainGraph: false)
    #expect(Differentiation.gradient(of: w)?.doubles() == [10, 20])
    #expect(try tensor(slot).doubles() == [0, 20])
  }
}
