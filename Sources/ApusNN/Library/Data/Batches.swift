/// Inputs and targets in batches, along the first axis.
///
/// The last batch may be smaller, or is left out.
public func batches(
  of size: Int, _ x: Tensor, _ y: Tensor, shuffle: Bool = false, dropLast: Bool = false
) -> [(Tensor, Tensor)] {
  require(
    x.dim(0) == y.dim(0),
    "there are \(x.dim(0)) inputs and \(y.dim(0)) targets: one of each is wanted")
  return batchIndices(x.dim(0), of: size, shuffle: shuffle, dropLast: dropLast).map {
    (x.take($0, axis: 0), y.take($0, axis: 0))
  }
}

/// The indices of each batch.
public func batchIndices(
  _ count: Int, of size: Int, shuffle: Bool = false, dropLast: Bool = false
) -> [Tensor] {
  require(size > 0, "a batch has at least one sample, got \(size)")
  let order = shuffle ? Tensor.randperm(count) : Tensor.arange(0, count)
  var parts: [Tensor] = []
  for start in stride(from: 0, to: count, by: size) {
    let end = min(start + size, count)
    if end - start < size && dropLast { break }
    parts.append(order[start..<end])
  }
  return parts
}

/// Splits inputs and targets into those for training and those for a test.
public func trainTestSplit(
  _ x: Tensor, _ y: Tensor, test share: Double = 0.2, shuffle: Bool = true
) -> (train: (Tensor, Tensor), test: (Tensor, Tensor)) {
  require(share > 0 && share < 1, "the share of the test is between 0 and 1, got \(share)")
  let count = x.dim(0)
  let order = shuffle ? Tensor.randperm(count) : Tensor.arange(0, count)
  let kept = count - Int((Double(count) * share).rounded(.up))
  let (train, test) = (order[..<kept], order[kept...])
  return (
    (x.take(train, axis: 0), y.take(train, axis: 0)),
    (x.take(test, axis: 0), y.take(test, axis: 0))
  )
}

/// The indices for training and for validation, once for each fold.
public func kFold(
  _ count: Int, folds: Int, shuffle: Bool = false
) -> [(train: Tensor, validation: Tensor)] {
  require(
    folds > 1 && folds <= count, "\(count) samples cannot be split into \(folds) folds")
  let order = shuffle ? Tensor.randperm(count) : Tensor.arange(0, count)
  var result: [(train: Tensor, validation: Tensor)] = []
  var start = 0
  for fold in 0..<folds {
    let end = start + count / folds + (fold < count % folds ? 1 : 0)
    result.append((concat([order[..<start], order[end...]]), order[start..<end]))
    start = end
  }
  return result
}

/// Lists of numbers as the rows of one tensor, filled up with a value.
public func padSequences(
  _ sequences: [[Int]], length: Int? = nil, value: Int = 0
) -> Tensor {
  let longest = length ?? sequences.map { $0.count }.max() ?? 0
  var rows: [Tensor] = []
  for sequence in sequences {
    var row = Array(sequence.prefix(longest))
    while row.count < longest { row.append(value) }
    rows.append(Tensor(row))
  }
  return rows.isEmpty ? Tensor.zeros([0, longest], dtype: .int64) : stack(rows)
}
