import Testing

@testable import ApusTensor

@Suite struct PrintingTests {
  @Test func `tensors print as PyTorch prints them`() throws {
    let cases: [[String: Any]] = try Stored.cases("prints")
    #expect(cases.count > 50)
    for stored in cases {
      let shape = try #require(stored["shape"] as? [Int])
      let name = try #require(stored["dtype"] as? String)
      let dtype = try #require(DType(rawValue: name))
      let tensor = try tensor(stored["values"], shape).to(dtype)
      var options = PrintOptions()
      let given = stored["options"] as? [String: Int] ?? [:]
      options.precision = given["precision"] ?? options.precision
      options.threshold = given["threshold"] ?? options.threshold
      options.edgeItems = given["edgeitems"] ?? options.edgeItems
      options.lineWidth = given["linewidth"] ?? options.lineWidth
      #expect(tensor.description(options) == stored["text"] as? String)
    }
  }

  @Test func `a large tensor prints without being read whole`() throws {
    // Two terabytes as a view of one element; reading all of it would not end.
    let tensor = try Tensor.full([1, 1], 2).broadcast(to: [1 << 20, 1 << 20])
    let text = "Tensor([[2., 2., 2.,  ..., 2., 2., 2.],"
    #expect(tensor.description(PrintOptions()).hasPrefix(text))
  }

  @Test func `numbers of any size print without exponents where that is asked for`() throws {
    let tensor = try Tensor(literal: [0.00012, 0.97], shape: [2], isInteger: false)
    var options = PrintOptions()
    #expect(tensor.description(options) == "Tensor([1.2000e-04, 9.7000e-01])")
    options.scientific = false
    #expect(tensor.description(options) == "Tensor([0.0001, 0.9700])")
    options.scientific = true
    #expect(
      try Tensor(literal: [0.5, 1], shape: [2], isInteger: false).description(options)
        == "Tensor([5.0000e-01, 1.0000e+00])")
  }

  private func tensor(_ values: Any?, _ shape: [Int]) throws -> Tensor {
    if let range = values as? String {
      let ends = range.split(separator: ":").compactMap { Double($0) }
      return try Tensor.arange(ends[0], ends[1], step: ends[2], dtype: .float64).reshaped(shape)
    }
    let numbers = (values as? [Any] ?? []).map(Stored.number)
    return try Tensor(numbers, shape: shape, dtype: .float64)
  }
}
