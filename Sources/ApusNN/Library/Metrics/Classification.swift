/// The class of each row: of scores `(n, classes)` the largest one's, of `(n)` itself.
func classes(_ predictions: Tensor) -> Tensor {
  predictions.ndim > 1 ? predictions.argmax(axis: -1) : predictions
}

/// The share of predictions, classes or scores of classes, that are their targets.
public func accuracy(_ predictions: Tensor, _ targets: Tensor) -> Double {
  let found = classes(predictions)
  require(
    found.shape == targets.shape,
    "there are predictions of shape \(found.shape) and targets of shape \(targets.shape)")
  return (found .== targets).to(.float64).mean().item()
}

/// How often each class, a row, was taken for each class, a column.
public func confusionMatrix(
  _ predictions: Tensor, _ targets: Tensor, classes count: Int? = nil
) -> Tensor {
  let found = classes(predictions).to(.int64)
  let wanted = targets.to(.int64)
  let size = count ?? Int(maximum(found.max(), wanted.max()).item()) + 1
  let cells = oneHot(wanted, classes: size).float().T.matmul(oneHot(found, classes: size).float())
  return cells.to(.int64)
}

/// How the scores of several classes become one.
public enum Average: String {
  case macro, micro, weighted, none
}

/// Correct predictions, predictions and targets of each class.
func classCounts(
  _ predictions: Tensor, _ targets: Tensor, _ average: Average
) -> (hits: Tensor, found: Tensor, wanted: Tensor) {
  let matrix = confusionMatrix(predictions, targets).to(.float64)
  let counts = (diag(matrix), matrix.sum(axis: 0), matrix.sum(axis: 1))
  guard average == .micro else { return counts }
  return (counts.0.sum().reshaped(1), counts.1.sum().reshaped(1), counts.2.sum().reshaped(1))
}

/// `a / b`, and zero where `b` is.
func share(_ a: Tensor, _ b: Tensor) -> Tensor {
  Tensor.where(b .== 0, Tensor.zeros(1, dtype: .float64), a / Tensor.where(b .== 0, b + 1, b))
}

func averaged(_ scores: Tensor, _ wanted: Tensor, _ average: Average) -> Tensor {
  switch average {
  case .none: scores
  case .weighted: (scores * wanted).sum() / wanted.sum()
  case .macro, .micro: scores.mean()
  }
}

/// Of the predictions of each class, the share that is right.
public func precision(
  _ predictions: Tensor, _ targets: Tensor, average: Average = .macro
) -> Tensor {
  let counts = classCounts(predictions, targets, average)
  return averaged(share(counts.hits, counts.found), counts.wanted, average)
}

/// Of the targets of each class, the share that is found.
public func recall(
  _ predictions: Tensor, _ targets: Tensor, average: Average = .macro
) -> Tensor {
  let counts = classCounts(predictions, targets, average)
  return averaged(share(counts.hits, counts.wanted), counts.wanted, average)
}

/// The harmonic mean of precision and recall of each class.
public func f1Score(
  _ predictions: Tensor, _ targets: Tensor, average: Average = .macro
) -> Tensor {
  let counts = classCounts(predictions, targets, average)
  return averaged(
    share(counts.hits * 2, counts.found + counts.wanted), counts.wanted, average)
}

/// The area under the curve of true over false positives: how often a positive sample has a larger
/// score than a negative one, a draw counting half.
public func rocAUC(_ scores: Tensor, _ targets: Tensor) -> Double {
  let positive = scores[targets.to(.bool)].to(.float64)
  let negative = scores[.!targets.to(.bool)].to(.float64)
  require(
    positive.count > 0 && negative.count > 0,
    "the area needs positive and negative targets, and all are alike")
  let difference = positive.unsqueezed(1) - negative.unsqueezed(0)
  return ((difference .> 0).to(.float64) + (difference .== 0).to(.float64) * 0.5).mean().item()
}

/// The exponential of a mean cross-entropy: among how many choices a model hesitates.
public func perplexity(_ loss: Tensor) -> Double { exp(loss.item()) }
