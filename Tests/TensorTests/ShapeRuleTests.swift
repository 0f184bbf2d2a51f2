import Testing

@testable import ApusTensor

@Suite struct ShapeRuleTests {
  private let product = rule("(..., m, k), (..., k, n) -> (..., m, n)", "a", "b")

  @Test func `names unify and batch axes broadcast`() throws {
    let result = try product.result(for: [.shape([2, 1, 3, 4]), .shape([5, 4, 6])])
    #expect(result == [[2, 5, 3, 6]])
  }

  @Test func `an unknown shape makes an unknown result`() throws {
    #expect(try product.result(for: [.shape([2, 3]), .unknown]) == [nil])
    #expect(try product.result(for: [.unknown, .unknown]) == [nil])
  }

  @Test func `a mismatch names both axes and the transpose that fits`() throws {
    let error = #expect(throws: TensorError.self) {
      try product.check([.shape([5, 6]), .shape([5, 6])])
    }
    #expect(
      error?.message
        == "f needs the last axis of a and the second-to-last of b to agree, got 6 and 5")
    #expect(error?.help == "use b.T")
  }

  @Test func `the transpose of a batch is by its last two axes`() throws {
    let error = #expect(throws: TensorError.self) {
      try product.check([.shape([8, 5, 6]), .shape([8, 5, 6])])
    }
    #expect(error?.help == "use b.transposed(-2, -1)")
  }

  @Test func `no help is given where none is certain`() throws {
    let error = #expect(throws: TensorError.self) {
      try product.check([.shape([5, 6]), .shape([7, 8])])
    }
    #expect(error?.help == nil)
  }

  @Test func `a vector along the rows gets the axis it lacks`() throws {
    let sum = rule("(...), (...) -> (...)", "a", "b")
    let error = #expect(throws: TensorError.self) {
      try sum.check([.shape([5, 6]), .shape([5])])
    }
    #expect(
      error?.message == "f needs the last axis of a and the last of b to agree or be 1, got 6 and 5"
    )
    #expect(error?.help == "use b.unsqueezed(-1)")
  }

  @Test func `a number is a size`() throws {
    let points = rule("(n, 2) -> (n)", "x")
    #expect(try points.result(for: [.shape([7, 2])]) == [[7]])
    let error = #expect(throws: TensorError.self) { try points.check([.shape([7, 3])]) }
    #expect(error?.message == "f needs the last axis of x to have size 2, got 3")
  }

  @Test func `the first alternative with so many axes is meant`() throws {
    let diagonal = rule("(n) -> (n, n) | (m, n) -> ?", "x")
    #expect(try diagonal.result(for: [.shape([3])]) == [[3, 3]])
    #expect(try diagonal.result(for: [.shape([3, 4])]) == [nil])
  }

  @Test func `a function of the arguments gives the result`() throws {
    let sum = try ShapeRule(
      "x -> reduced(x, axis, keepDims)", operation: "sum",
      parameters: [
        .init("self", isTensor: true), .init("axis", isTensor: false),
        .init("keepDims", isTensor: false),
      ])
    #expect(try sum.result(for: [.shape([2, 3]), .int(-1), .bool(true)]) == [[2, 1]])
    #expect(try sum.result(for: [.shape([2, 3]), .unknown, .bool(true)]) == [nil])
    let error = #expect(throws: TensorError.self) {
      try sum.result(for: [.shape([2, 3]), .int(2), .bool(false)])
    }
    #expect(error?.operation == "sum")
    #expect(error?.id == "axis-out-of-range")
  }

  @Test(arguments: [
    "x", "x -> nowhere(x)", "x -> reduced(x, none)", "(m) -> (n)", "(m, ...) -> (m)",
    "x, y -> x", "(m -> (m)",
  ])
  func `a text that is no rule is refused`(text: String) {
    #expect {
      try ShapeRule(text, operation: "f", parameters: [.init("x", isTensor: true)])
    } throws: { ($0 as? TensorError)?.id == "rule" }
  }
}

/// A rule over tensors of these names, which is known to be one.
private func rule(_ text: String, _ names: String...) -> ShapeRule {
  do {
    return try ShapeRule(
      text, operation: "f", parameters: names.map { .init($0, isTensor: true) })
  } catch {
    preconditionFailure(error.message)
  }
}
