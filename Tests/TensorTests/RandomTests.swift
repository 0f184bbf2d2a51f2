import Testing

@testable import ApusTensor

@Suite struct RandomTests {
  private let stream = RandomStream()

  @Test func `Philox gives the published answers`() {
    let zero = Philox(seed: 0).block((0, 0, 0, 0))
    #expect(zero == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox(seed: .max).block((.max, .max, .max, .max))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox(seed: 0x299f_31d0_a409_3822).block(
      (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func `the same seed gives the same numbers`() throws {
    stream.seed(7)
    let first = try Tensor.randn([5], from: stream).doubles()
    let second = try Tensor.randn([5], from: stream).doubles()
    stream.seed(7)
    #expect(try Tensor.randn([5], from: stream).doubles() == first)
    #expect(first != second)
  }

  @Test func `seed zero's first numbers are these on every machine`() throws {
    stream.seed(0)
    let expected: [Stored.Draw] = try Stored.draws()
    for draw in expected {
      let made: Tensor =
        switch draw.kind {
        case "rand": try Tensor.rand([draw.values.count], dtype: .float64, from: stream)
        case "rand32": try Tensor.rand([draw.values.count], from: stream)
        case "randn": try Tensor.randn([draw.values.count], dtype: .float64, from: stream)
        case "randint": try Tensor.randint(-5, 20, [draw.values.count], from: stream)
        default: try Tensor.randperm(draw.values.count, from: stream)
        }
      let isClose = zip(made.doubles(), draw.values).allSatisfy {
        ($0 - $1).magnitude <= 1e-15 * $1.magnitude
      }
      #expect(isClose, "\(draw.kind): \(made.doubles())")
    }
  }

  @Test func `many normal numbers have mean 0 and variance 1`() throws {
    stream.seed(1)
    let x = try Tensor.randn([100_000], dtype: .float64, from: stream)
    #expect(try x.mean().item().magnitude < 0.01)
    #expect(try (x.variance().item() - 1).magnitude < 0.02)
    let inside = try Tensor.less(x.magnitude(), Tensor(weak: 1)).to(.float64).mean().item()
    #expect((inside - 0.6827).magnitude < 0.01)
  }

  @Test func `uniform numbers stay in their range`() throws {
    stream.seed(2)
    let x = try Tensor.uniform(-3, 5, [10_000], from: stream)
    #expect(try x.min().item() >= -3 && x.max().item() < 5)
    #expect(try (x.mean().item() - 1).magnitude < 0.1)
  }

  @Test func `a permutation has every number once`() throws {
    stream.seed(3)
    let order = try Tensor.randperm(1000, from: stream)
    #expect(try order.integers() != Array(0..<1000))
    #expect(try order.integers().sorted() == Array(0..<1000))
  }
}
