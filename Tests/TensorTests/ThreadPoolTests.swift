import Testing

@testable import ApusTensor

@Suite(.serialized) struct ThreadPoolTests {
  @Test(arguments: [0, 1, 999, 1000, 1001, 100_000])
  func `each element is worked on once`(count: Int) throws {
    let counts = try Tensor.zeros([count + 1], dtype: .int64)
    let base = counts.pointer(as: Int64.self)
    nonisolated(unsafe) let cells = base
    try ThreadPool.share(count, part: 1000) { range in
      for i in range { cells[i] += 1 }
    }
    #expect(try counts.sum().item() == Double(count))
    #expect(try counts.max().item() == (count == 0 ? 0 : 1))
  }

  @Test func `work within shared work is done by its own thread`() throws {
    let sums = try Tensor.zeros([8], dtype: .float64)
    nonisolated(unsafe) let cells = sums.pointer(as: Double.self)
    try ThreadPool.share(8, part: 1) { outer in
      for i in outer {
        try? ThreadPool.share(100, part: 10) { inner in cells[i] += Double(inner.count) }
      }
    }
    #expect(try sums.sum().item() == 800)
  }

  /// One thread and two give the same digits, operation by operation.
  @Test func `how many threads there are changes no digit`() throws {
    func results() throws -> [[Double]] {
      let stream = RandomStream()
      stream.seed(7)
      let x = try Tensor.randn([300, 1000], from: stream)
      let y = try Tensor.randn([1000, 257], from: stream)
      let made = try [
        x.tanh(), x.exp(), x.gelu(), x.softmax(axis: -1), x.softmax(axis: 0), Tensor.add(x, x),
        x.sum(axes: [0]), Tensor.matmul(x, y), Tensor.matmul(x.to(.float64), y.to(.float64)),
      ]
      return made.map { $0.doubles() }
    }
    let before = ThreadPool.threads
    defer { ThreadPool.use(threads: before) }
    ThreadPool.use(threads: 1)
    let alone = try results()
    ThreadPool.use(threads: 2)
    #expect(try results() == alone)
    ThreadPool.use(threads: 5)
    #expect(try results() == alone)
  }
}
