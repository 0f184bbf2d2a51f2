import Testing

@testable import ApusTensor

@Suite struct PromotionTests {
  @Test func `types promote as in PyTorch`() throws {
    let cases: [[String]] = try Stored.cases("promotions")
    #expect(cases.count > 150)
    for stored in cases {
      let a = try operand(stored[0], stored[1])
      let b = try operand(stored[2], stored[3])
      #expect(DType.promoted(a, b).rawValue == stored[4], "\(stored)")
      #expect(DType.promoted([a, b]).rawValue == stored[4], "\(stored)")
    }
  }

  private func operand(_ dtype: String, _ level: String) throws -> Tensor {
    if level == "weak" {
      return dtype == "float32" ? try Tensor(weak: 1.5) : try Tensor(weak: 2)
    }
    let dtype = try #require(DType(rawValue: dtype))
    return try Tensor.full(level == "scalar" ? [] : [2], 1, dtype: dtype)
  }

  @Test func `a literal keeps its digits for float64`() throws {
    let literal = try Tensor(literal: [0.1, 0.2], shape: [2], isInteger: false)
    #expect(literal.dtype == .float32)
    #expect(try literal.to(.float64).doubles() == [0.1, 0.2])
    let wide = try Tensor([1, 1], shape: [2], dtype: .float64)
    #expect(try Tensor.multiply(wide, literal).doubles() == [0.1, 0.2])
  }

  @Test func `a result has no digits of a literal`() throws {
    let literal = try Tensor(literal: [0.1], shape: [1], isInteger: false)
    #expect(try literal.negated().to(.float64).doubles() == [Double(Float(-0.1))])
    #expect(literal.doubles() == [Double(Float(0.1))])
  }

  @Test func `a weak scalar is exact beside float64`() throws {
    let wide = try Tensor([3], shape: [1], dtype: .float64)
    #expect(try Tensor.multiply(wide, Tensor(weak: 0.1)).doubles() == [3 * 0.1])
  }

  @Test func `a large integer beside an integer tensor stays exact`() throws {
    let one = try Tensor([1], shape: [1])
    let sum = try Tensor.add(one, Tensor(weak: 1 << 60))
    #expect(try sum.integers() == [1 << 60 + 1])
  }
}
