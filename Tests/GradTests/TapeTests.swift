import ApusTensor
import ApusValue
import Foundation
import Synchronization
import Testing

@testable import ApusGrad

@Suite struct TapeTests {
  private func parameter(_ values: Double...) throws -> Recorded {
    Recorded(
      try Differentiation.parameter(Tensor(values, shape: [values.count], dtype: .float64)))
  }

  private func backward(
    _ x: Recorded, _ cotangent: Tensor? = nil, retainGraph: Bool = false
  ) throws {
    try Differentiation.backward(x.tensor, cotangent, retainGraph: retainGraph)
  }

  private func gradient(_ x: Recorded) -> [Double]? {
    Differentiation.gradient(of: x.tensor)?.doubles()
  }

  @Test func `gradients add up from one backward to the next`() throws {
    let w = try parameter(1, 2)
    #expect(gradient(w) == nil)
    try backward(w.square().sum())
    try backward(w.square().sum())
    #expect(gradient(w) == [4, 8])
  }

  @Test func `a gradient that was cleared starts from nothing`() throws {
    let w = try parameter(1, 2)
    try backward(w.square().sum())
    try Differentiation.setGradient(of: w.tensor, to: nil)
    #expect(gradient(w) == nil)
    try backward(w.sum())
    #expect(gradient(w) == [1, 1])
  }

  @Test func `another thread records while this one does not`() throws {
    let (entered, left) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let isOn = Mutex<Bool?>(nil)
    Recording.with(false) {
      Thread.detachNewThread {
        isOn.withLock { $0 = Recording.isOn }
        entered.signal()
        left.wait()
      }
      entered.wait()
      #expect(!Recording.isOn)
    }
    left.signal()
    #expect(isOn.withLock { $0 } == true)
  }

  @Test func `a tensor used twice gets both cotangents`() throws {
    let w = try parameter(3)
    let h = try w * 2
    try backward((h * h + h).sum())
    #expect(gradient(w) == [26])
  }

  @Test func `a cotangent weighs the results`() throws {
    let w = try parameter(1, 2)
    try backward(w * 3, Tensor([1, 10], shape: [2]))
    #expect(gradient(w) == [3, 30])
  }

  @Test func `a graph can be gone over once, unless it is retained`() throws {
    let w = try parameter(2)
    let y = try w.square().sum()
    try backward(y, retainGraph: true)
    try backward(y)
    #expect(gradient(w) == [8])
    let error = #expect(throws: TensorError.self) { try backward(y) }
    #expect(error?.id == "graph-freed")
    #expect(error?.message == "an earlier backward() has let the graph behind this tensor go")
    #expect(gradient(w) == [8])
  }

  @Test func `a part of a graph that is let go is missed by another result too`() throws {
    let w = try parameter(2)
    let shared = try w.square()
    let (a, b) = (try shared.sum(), try (shared * w).sum())
    try backward(a)
    #expect(throws: TensorError.self) { try backward(b) }
    // The calls that were met are as they were.
    #expect(throws: TensorError.self) { try backward(b) }
    #expect(gradient(w) == [4])
  }

  @Test func `a result has a gradient if it asks for one`() throws {
    let w = try parameter(1, 2)
    let (h, other) = (try w * 3, try w * 5)
    h.tensor.body.variable?.retainGradient()
    try backward((h.square() + other).sum())
    #expect(gradient(h) == [6, 12])
    #expect(gradient(other) == nil)
    #expect(gradient(w) == [23, 41])
  }

  @Test func `what is detached or paused is a constant`() throws {
    let w = try parameter(3)
    let constant = Recorded(w.tensor.with(history: nil))
    let paused = try Recording.with(false) { try w * 2 }
    #expect(!paused.tensor.isTracked)
    try backward((w * constant + w * paused).sum())
    #expect(gradient(w) == [9])
  }

  @Test func `recording goes on after an error in what was not to be recorded`() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try Recording.with(false) { throw Stop() } }
    #expect(Recording.isOn)
  }

  @Test func `an error on the way leaves every gradient as it was`() throws {
    let w = try parameter(1, 2)
    let unique = Operation.all.first { $0.name == "unique" }
    let y = try Recorded.call(try #require(unique), .tensor(w)).sum() + w.sum()
    let error = #expect(throws: TensorError.self) { try backward(y) }
    #expect(error?.message == "unique has no gradient")
    #expect(gradient(w) == nil)
  }

  @Test func `a chain of thirty thousand calls goes back and is let go`() throws {
    let w = try parameter(1)
    func chain() throws -> Recorded {
      var y = w
      for _ in 0..<30_000 { y = try y + 1 }
      return y
    }
    try backward(chain().sum())
    _ = try chain()
    // A list of which each is used by the next.
    var parts = try [chain()]
    for _ in 0..<3_000 { parts.append(try Recorded.concat([parts[parts.count - 1]], axis: 0)) }
    parts = []
    #expect(gradient(w) == [1])
  }

  @Test func `a sum does not hold on to what it added`() throws {
    let w = try parameter(1, 2)
    weak var storage: Storage?
    func sum() throws -> Recorded {
      let h = try w * 2
      storage = h.tensor.body.storage
      return try h + 1
    }
    let y = try sum()
    #expect(storage == nil)
    try backward(y.sum())
    #expect(gradient(w) == [2, 2])
  }

  @Test func `a result without a way back has no history`() throws {
    let x = Recorded(try Tensor([1, 2], shape: [2]))
    let w = try parameter(1, 2)
    #expect(try !(x * x).tensor.isTracked)
    #expect(try !(w > 1).tensor.isTracked)
    #expect(try (x * w).tensor.isTracked)
  }
}
