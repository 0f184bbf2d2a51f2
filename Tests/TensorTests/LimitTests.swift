import Testing

@testable import ApusTensor

@Suite struct LimitTests {
  @Test(arguments: [[1 << 40, 1 << 40], [Int.max], [1 << 62], [1 << 50]])
  func `an absurd size is an error`(shape: [Int]) throws {
    #expect { try Tensor.zeros(shape) } throws: { ($0 as? TensorError)?.id == "memory" }
  }

  @Test func `a size that overflows beside an empty axis is none`() throws {
    #expect(try Tensor.zeros([0, 3]).count == 0)
    #expect { try Tensor.zeros([-1, 0]) } throws: { ($0 as? TensorError)?.id == "shape" }
  }

  @Test func `a broadcast too large to hold is an error once it must be held`() throws {
    let huge = try Tensor.zeros([1, 1]).broadcast(to: [1 << 30, 1 << 25])
    #expect { try huge.negated() } throws: { ($0 as? TensorError)?.id == "memory" }
  }

  @Test func `a long kernel sees an interruption`() async {
    // In a process of its own, since the flag would stop other tests' kernels too.
    await #expect(processExitsWith: .success) {
      let x = try Tensor.zeros([3 * Interruption.block])
      Interruption.request()
      expectInterruption { () throws(TensorError) in try x.exp() }
      expectInterruption { () throws(TensorError) in try x.flipped(axis: 0).exp() }
      expectInterruption { () throws(TensorError) in try Tensor.add(x, x) }
      expectInterruption { () throws(TensorError) in try x.sum() }
      expectInterruption { () throws(TensorError) in try x.reshaped([3, -1]).sum(axes: [0]) }
      expectInterruption { () throws(TensorError) in try x.softmax(axis: 0) }
      expectInterruption { () throws(TensorError) in try Tensor.randn(x.shape) }
      expectInterruption { () throws(TensorError) in
        try Tensor.matmul(x.reshaped([-1, 64]), Tensor.zeros([64, 64]))
      }
      Interruption.clear()
      _ = try x.exp()
    }
  }

  @Test func `integers wrap around instead of stopping the process`() throws {
    let largest = try Tensor([Int.max], shape: [1])
    let smallest = try Tensor([Int.min], shape: [1])
    let minusOne = try Tensor([-1], shape: [1])
    #expect(try Tensor.add(largest, Tensor(weak: 1)).integers() == [Int.min])
    #expect(try Tensor.floorDivide(smallest, minusOne).integers() == [Int.min])
    #expect(try Tensor.remainder(smallest, minusOne).integers() == [0])
    #expect(try smallest.magnitude().integers() == [Int.min])
    #expect(try Tensor.power(largest, Tensor(weak: 3)).integers() == [Int.max])
  }

  @Test func `what is no integer converts without stopping the process`() throws {
    let odd = try Tensor([.nan, .infinity, -1e300, 300, -1], shape: [5], dtype: .float64)
    #expect(try odd.to(.int64).integers() == [.min, .min, .min, 300, -1])
    #expect(try odd.to(.uint8).integers() == [0, 0, 0, 44, 255])
    #expect(try odd.to(.bool).integers() == [1, 1, 1, 1, 1])
  }

  @Test func `extreme arguments are refused or clamped`() throws {
    let x = try Tensor.arange(0, 4, step: 1, dtype: .int64)
    #expect(throws: TensorError.self) { try x.sum(axes: [Int.min]) }
    #expect(throws: TensorError.self) { try x.reshaped([Int.max, 2]) }
    #expect(throws: TensorError.self) { try x.repeated(Int.max, axis: 0) }
    #expect(throws: TensorError.self) { try x.tiled([Int.max]) }
    #expect(throws: TensorError.self) { try x.split(parts: Int.min, axis: 0) }
    #expect(throws: TensorError.self) { try x.unsqueezed(Int.max) }
    #expect(throws: TensorError.self) { try Tensor.oneHot(x, classes: Int.max) }
    #expect(throws: TensorError.self) {
      try Tensor.arange(Int.min, Int.max, step: 1, dtype: .int64)
    }
    #expect(throws: TensorError.self) { try Tensor.eye(1 << 40, 1 << 40) }
    #expect(throws: TensorError.self) { try Tensor.randperm(Int.max) }
    #expect(throws: TensorError.self) { try Tensor.linspace(0, 1, count: Int.min) }
    #expect(throws: TensorError.self) { try x.selecting([.at(Int.min)]) }
    #expect(throws: TensorError.self) { try x.selecting([.range(from: nil, to: nil, by: Int.min)]) }
    #expect(throws: TensorError.self) { try x.topK(Int.max, axis: 0, largest: true) }
    #expect(try x.selecting([.range(from: Int.min, to: Int.max, by: Int.max)]).count == 1)
    #expect(try x.rolled(Int.min, axis: 0).count == 4)
    let square = try x.reshaped([2, 2])
    #expect(try square.tril(Int.max).integers() == [0, 1, 2, 3])
    #expect(try square.triu(Int.min).integers() == [0, 1, 2, 3])
    #expect(try square.diagonal(Int.min).count == 0)
    #expect(try square.variance(ddof: Int.min).count == 1)
  }
}

/// Ends the process unless the kernel is interrupted.
private func expectInterruption(_ kernel: () throws(TensorError) -> Tensor) {
  do {
    _ = try kernel()
    preconditionFailure("not interrupted")
  } catch {
    precondition(error == .interrupted)
  }
}
