/// What losses ask of their operands' shapes.
extension Shape {
  /// The shape of a loss of each pair of elements: the operands' own or, once reduced, none.
  ///
  /// Operands that merely broadcast are refused: the mean over all pairs of a column and a row is
  /// seldom what was meant.
  package static func loss(
    _ a: [Int], _ b: [Int], isReduced: Bool
  ) throws(TensorError) -> [Int] {
    guard a == b else { throw .lossShapes(a, b) }
    return isReduced ? [] : a
  }

  /// The shape of a loss over classes; axis 1 of the scores has them, or their only axis.
  package static func classLoss(
    _ scores: [Int], _ targets: [Int], isReduced: Bool
  ) throws(TensorError) -> [Int] {
    guard !scores.isEmpty else { throw .tooFewAxes(1, 0) }
    var each = scores
    each.remove(at: min(1, scores.count - 1))
    guard targets == each || targets == scores else { throw .classShapes(scores, targets, each) }
    return isReduced ? [] : each
  }
}

extension TensorError {
  static func lossShapes(_ a: [Int], _ b: [Int]) -> TensorError {
    TensorError(
      "shape-mismatch", "a loss needs two tensors of one shape, got \(a) and \(b)",
      help: lossAdvice(a, b))
  }

  private static func lossAdvice(_ a: [Int], _ b: [Int]) -> String? {
    if a == b + [1] { return "take the last axis away: .squeezed(axis: -1)" }
    if b == a + [1] { return "take the last axis of the target away: .squeezed(axis: -1)" }
    return nil
  }

  static func classShapes(_ scores: [Int], _ targets: [Int], _ each: [Int]) -> TensorError {
    TensorError(
      "shape-mismatch",
      "scores \(scores) need a class index for each row, shape \(each), or probabilities of their "
        + "own shape, got \(targets)")
  }
}
