import ApusTensor

extension Operation {
  /// A row made of other rows.
  package static func composed(
    _ name: String, _ forms: [String], shape: String, elements: ElementRule = .floating,
    _ summary: String, formula: String = "",
    example: String, samples: [Sample], refusals: [Refusal] = [],
    of compose: @escaping @Sendable (Composition) throws -> Recorded
  ) -> Operation {
    Operation(
      name, forms, shape: shape, elements: elements, summary, formula: formula, example: example,
      samples: samples,
      refusals: refusals, isComposed: true
    ) { try compose(Composition($0)).tensor }
  }

  /// The same with several results.
  package static func composed(
    _ name: String, _ forms: [String], shape: String, elements: ElementRule = .floating,
    _ summary: String, formula: String = "",
    example: String, samples: [Sample], refusals: [Refusal] = [],
    of compose: @escaping @Sendable (Composition) throws -> TensorTuple
  ) -> Operation {
    Operation(
      name, forms, shape: shape, elements: elements, summary, formula: formula, example: example,
      samples: samples, refusals: refusals, isComposed: true
    ) { try compose(Composition($0)) }
  }

  /// Whether its results have gradients.
  package var isDifferentiable: Bool { pullback != nil || isComposed }
}

/// What a composed row sees: its arguments, the tensors among them ready to be recorded.
package struct Composition {
  package let call: Call

  init(_ call: Call) {
    self.call = call
  }

  package func x(_ index: Int = 0) -> Recorded { Recorded(call.tensor(index)) }

  package func optional(_ index: Int) -> Recorded? {
    call.optionalTensor(index).map { Recorded($0) }
  }

  package func xs(_ index: Int) -> [Recorded] { call.tensors(index).map { Recorded($0) } }
  package func int(_ index: Int) -> Int { call.int(index) }
  package func ints(_ index: Int) -> [Int] { call.ints(index) }
  package func double(_ index: Int) -> Double { call.double(index) }
  package func bool(_ index: Int) -> Bool { call.bool(index) }

  /// The case of an enumeration.
  package func choice<Choice: CaseIterable>(_ index: Int) -> Choice
  where Choice.AllCases == [Choice] {
    Choice.allCases[call.int(index)]
  }

  /// The floating-point type in which the tensors meet, integers as `float32`.
  package func real(_ index: Int) throws -> Recorded {
    let x = x(index)
    return x.tensor.dtype.isFloat ? x : try x.to(.float32)
  }
}
