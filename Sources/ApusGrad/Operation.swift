import ApusTensor

/// One row of the catalogue: everything there is to know about an operation.
///
/// Type checking, evaluation, completion, inspection, the reference and the tests read it; nothing
/// else lists operations.
package final class Operation: Sendable {
  /// The name messages use: `softmax`, `+`, `Tensor.zeros`.
  package let name: String
  /// How it is called, each a declaration of our own language without a body.
  ///
  /// For example `func softmax(_ x: Tensor, axis: Int = -1) -> Tensor`,
  /// `extension Tensor { func exp() -> Tensor }`, `extension Tensor { var T: Tensor }`,
  /// `extension Tensor { static func + (a: Tensor, b: Int) -> Tensor }`.
  ///
  /// The first form is the one `evaluate` sees; parameters of the others correspond by position.
  package let forms: [String]
  /// How shapes go in and come out, read by `ShapeRule`: `(..., m, k), (..., k, n) -> (..., m, n)`.
  package let shape: String
  /// The element type of the result.
  package let elements: ElementRule
  /// One sentence.
  package let summary: String
  /// TeX, or empty.
  package let formula: String
  /// An expression of our own language that shows it.
  package let example: String
  /// Arguments that it accepts, for the tests.
  package let samples: [Sample]
  /// Calls that it refuses, each with the sentence it answers.
  package let refusals: [Refusal]
  /// The gradients of its tensors; nil where it has none, so that what comes after cannot be
  /// followed back through it.
  package let pullback: Pullback?
  /// Whether it is made of other rows, each of which is recorded for itself, so that its gradients
  /// of every order are theirs.
  package let isComposed: Bool
  /// Computes the result from the first form's arguments.
  package let evaluate: @Sendable (Call) throws -> any Returnable

  let readings = OperationReadings()

  package init(
    _ name: String, _ forms: [String], shape: String, elements: ElementRule = .promoted,
    _ summary: String, formula: String = "",
    example: String, samples: [Sample], refusals: [Refusal] = [],
    pullback: Pullback? = nil, isComposed: Bool = false,
    evaluate: @escaping @Sendable (Call) throws -> any Returnable
  ) {
    self.name = name
    self.forms = forms
    self.shape = shape
    self.elements = elements
    self.summary = summary
    self.formula = formula
    self.example = example
    self.samples = samples
    self.refusals = refusals
    self.pullback = pullback
    self.isComposed = isComposed
    self.evaluate = evaluate
  }
}

extension [Operation] {
  /// The rows with this rule for the elements of their results.
  func giving(_ elements: ElementRule) -> [Operation] {
    map { row in
      Operation(
        row.name, row.forms, shape: row.shape, elements: elements, row.summary,
        formula: row.formula, example: row.example, samples: row.samples, refusals: row.refusals,
        pullback: row.pullback, isComposed: row.isComposed, evaluate: row.evaluate)
    }
  }
}
