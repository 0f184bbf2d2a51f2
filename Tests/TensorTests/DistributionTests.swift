import Testing

@testable import ApusTensor

@Suite struct DistributionTests {
  private let stream = RandomStream()

  /// Whether a mean of many numbers lies within five of its standard deviations.
  private func isNear(_ values: [Double], mean: Double, variance: Double) -> Bool {
    let n = Double(values.count)
    let found = values.reduce(0, +) / n
    let spread = values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / n
    return (found - mean).magnitude < 5 * (variance / n).squareRoot()
      && (spread - variance).magnitude < 0.1 * variance
  }

  @Test func `a mask keeps its share and scales what it keeps`() throws {
    stream.seed(1)
    let values = try Tensor.mask(0.75, of: 2, [100_000], from: stream).doubles()
    #expect(Set(values) == [0, 2])
    #expect(isNear(values, mean: 1.5, variance: 0.75))
    #expect(Set(try Tensor.mask(1, of: 1, [100], from: stream).doubles()) == [1])
    #expect(Set(try Tensor.mask(0, of: 1, [100], from: stream).doubles()) == [0])
  }

  @Test func `the moments are those of the distributions`() throws {
    stream.seed(2)
    let normal = try Tensor.normal([100_000], mean: 3, std: 0.5, from: stream)
    #expect(isNear(normal.doubles(), mean: 3, variance: 0.25))
    let waiting = try Tensor.exponential([100_000], rate: 4, from: stream)
    #expect(isNear(waiting.doubles(), mean: 0.25, variance: 0.0625))
    #expect(waiting.doubles().allSatisfy { $0 >= 0 })
    for rate in [0.25, 3, 40] {
      let events = try Tensor.poisson(Tensor.full([50_000], rate), from: stream).doubles()
      #expect(isNear(events, mean: rate, variance: rate))
      #expect(events.allSatisfy { $0 == $0.rounded() })
    }
    let coins = try Tensor.bernoulli(Tensor.full([100_000], 0.1), from: stream).doubles()
    #expect(isNear(coins, mean: 0.1, variance: 0.09))
  }

  @Test func `positions come as often as their weights say`() throws {
    stream.seed(3)
    let weights = try Tensor([1, 0, 3, 4], shape: [4])
    let drawn = try Tensor.multinomial(weights, count: 80_000, replacement: true, from: stream)
    let counts = try drawn.integers().reduce(into: [0, 0, 0, 0]) { $0[$1] += 1 }
    #expect(counts[1] == 0)
    #expect((counts[0] - 10_000).magnitude < 500 && (counts[2] - 30_000).magnitude < 700)
    // Without replacement the first is drawn like one with it, and none twice.
    let rows = try Tensor.multinomial(
      weights.broadcast(to: [20_000, 4]), count: 3, replacement: false, from: stream
    ).integers()
    let firsts = stride(from: 0, to: rows.count, by: 3).map { rows[$0] }
    #expect((firsts.count { $0 == 3 } - 10_000).magnitude < 400)
    for row in stride(from: 0, to: rows.count, by: 3) {
      #expect(Set(rows[row..<row + 3]) == [0, 2, 3])
    }
  }

  @Test func `a truncated distribution stays within its bounds`() throws {
    stream.seed(4)
    let values = try Tensor.truncatedNormal(
      [50_000], mean: 0, std: 1, low: -2, high: 2, from: stream
    ).doubles()
    #expect(values.allSatisfy { $0 >= -2 && $0 <= 2 })
    // The variance of a standard normal distribution cut at two deviations.
    #expect(isNear(values, mean: 0, variance: 0.7737415))
    let tail = try Tensor.truncatedNormal(
      [20_000], mean: 0, std: 1, low: 4, high: .infinity, from: stream
    ).doubles()
    #expect(tail.allSatisfy { $0 >= 4 })
    #expect(isNear(tail, mean: 4.2256057, variance: 0.0466729))
  }

  @Test(arguments: [[3, 3], [2, 6], [6, 2], [4, 3, 2]])
  func `an orthogonal start has lines at right angles`(shape: [Int]) throws {
    let x = try Tensor.orthogonal(shape, gain: 2, dtype: .float64, from: stream)
    let matrix = try x.reshaped([shape[0], -1])
    let product =
      matrix.shape[0] <= matrix.shape[1]
      ? try Tensor.matmul(matrix, matrix.transposed())
      : try Tensor.matmul(matrix.transposed(), matrix)
    let identity = try Tensor.eye(product.shape[0], product.shape[0], dtype: .float64)
    for (a, b) in zip(product.doubles(), identity.doubles()) {
      #expect((a - 4 * b).magnitude < 1e-13)
    }
  }

  @Test func `a sparse start has as many zeros in every column`() throws {
    let x = try Tensor.sparse([10, 3], sparsity: 0.25, std: 1, from: stream)
    for column in 0..<3 {
      let values = try x.selecting([.all, .at(column)]).doubles()
      #expect(values.count { $0 == 0 } == 3)
    }
  }

  @Test func `the same seed gives the same numbers`() throws {
    func numbers() throws -> [[Double]] {
      stream.seed(9)
      return [
        try Tensor.mask(0.5, of: 1, [7], from: stream).doubles(),
        try Tensor.poisson(Tensor.full([5], 30), from: stream).doubles(),
        try Tensor.truncatedNormal([5], mean: 0, std: 1, low: -1, high: 3, from: stream).doubles(),
        try Tensor.rand([3], from: stream).doubles(),
      ]
    }
    let first = try numbers()
    _ = try Tensor.rand([11])
    #expect(try numbers() == first)
  }
}
