import ApusTensor

extension Catalogue {
  /// Losses of sequences whose alignment is not known.
  static let sequenceLosses: [Operation] = [
    Operation.composed(
      "ctcLoss",
      [
        "func ctcLoss(_ logProbabilities: Tensor, _ targets: Tensor, inputLengths: [Int], "
          + "targetLengths: [Int], blank: Int = 0, reduction: Reduction = .mean, "
          + "zeroInfinity: Bool = false) -> Tensor"
      ],
      shape: "logProbabilities, targets -> ?",
      "The surprise at target sequences under all their alignments, by connectionist temporal "
        + "classification.",
      formula: #"-\ln \sum_{\pi \in B^{-1}(y)} \prod_t p_{t, \pi_t}"#,
      example: """
        let scores = logSoftmax(Tensor.zeros(6, 1, 3))
        ctcLoss(scores, Tensor([[1, 2]]), inputLengths: [6], targetLengths: [2])
        """,
      samples: [
        Sample(.of(5, 2, 4), .matrix([[1, 2], [3, 3]], as: .int64), [5, 5], [2, 2]),
        Sample(
          .of(6, 2, 4), .matrix([[1, 2, 1], [3, 0, 0]], as: .int64), [6, 4], [3, 1], 0,
          .member("sum")),
        Sample(
          .of(5, 3, 3), .vector([0, 1, 1, 0], as: .int64), [5, 3, 2], [2, 2, 0], 2,
          .member("none")),
        Sample(.of(4, 3), .vector([1, 2], as: .int64), [4], [2]),
        Sample(
          .of(2, 2, 3), .matrix([[1, 1], [1, 2]], as: .int64), [2, 2], [2, 2], 0, .member("sum"),
          true),
      ],
      refusals: [
        Refusal(
          .zeros(4, 2, 3), .zeros(3, 1, as: .int64), [4, 4], [1, 1],
          says: "there is a row of targets for each of the 2 sequences, got shape [3, 1]"),
        Refusal(
          .zeros(4, 1, 3), .matrix([[3]], as: .int64), [4], [1],
          says: "class 3 does not exist: there are 3 classes, 0 to 2"),
        Refusal(
          .zeros(4, 1, 3), .matrix([[1]], as: .int64), [5], [1],
          says: "inputLengths has a length up to 4 for each of the 1 sequences, got [5]"),
        Refusal(
          .zeros(4, 1, 3), .matrix([[0]], as: .int64), [4], [1],
          says: "the blank, class 0, stands among the targets"),
      ]
    ) { call in
      let scores = try call.real(0)
      guard scores.ndim == 2 || scores.ndim == 3 else {
        throw TensorError(
          "shape",
          "logProbabilities is [time, batch, classes] or [time, classes], got shape "
            + "\(scores.shape)")
      }
      let isBatch = scores.ndim == 3
      let x = isBatch ? scores : try scores.reshaped([scores.shape[0], 1, scores.shape[1]])
      let alignment = try Alignment(
        x.shape, call.call.tensor(1), inputs: call.ints(2), targets: call.ints(3),
        blank: call.int(4))
      var losses = try -alignment.likelihood(x)
      // What cannot be aligned lies this far out.
      let isImpossible = try losses > Alignment.far / 2
      losses = try losses.filled(where: isImpossible, call.bool(6) ? 0 : .infinity)
      switch call.choice(5) as Reduction {
      case .none: return isBatch ? losses : try losses.reshaped([])
      case .sum: return try losses.sum()
      case .mean:
        let lengths = call.ints(3).map { Double(Swift.max($0, 1)) }
        let weights = try Tensor(lengths, shape: [lengths.count], dtype: x.tensor.dtype)
        return try (losses / Recorded(weights)).mean()
      }
    }
  ]
}

/// The ways through targets with a blank before, between and behind them.
///
/// A. Graves, S. Fernández,
/// F. Gomez, J. Schmidhuber: "Connectionist temporal classification", ICML 2006.
private struct Alignment {
  /// A logarithm of a probability that counts as zero, with finite differences.
  static let far = 1e30

  /// The classes with their blanks, `[1, batch, 2 targets + 1]`.
  private let classes: Tensor
  /// 0 where a place may be reached from the one before the last, far below it where not.
  private let jumps: [Double]
  /// 0 where a sequence may end.
  private let ends: [Double]
  private let inputs: [Int]
  private let width: Int

  init(
    _ shape: [Int], _ targets: Tensor, inputs: [Int], targets lengths: [Int], blank: Int
  ) throws {
    let (time, batch, count) = (shape[0], shape[1], shape[2])
    for (name, list, limit) in [
      ("inputLengths", inputs, time), ("targetLengths", lengths, Int.max),
    ]
    where list.count != batch || list.contains(where: { $0 < 0 || $0 > limit }) {
      throw TensorError(
        "argument",
        "\(name) has a length\(limit == Int.max ? "" : " up to \(limit)") for each of the "
          + "\(batch) sequences, got \(list)")
    }
    guard blank >= 0 && blank < count else { throw TensorError.noClass(blank, of: count) }
    guard targets.dtype.isInteger else { throw TensorError.classIndices(targets) }
    let rows = try Alignment.rows(targets, lengths)
    for index in rows.joined() {
      guard index >= 0 && index < count else { throw TensorError.noClass(index, of: count) }
      guard index != blank else {
        throw TensorError("argument", "the blank, class \(blank), stands among the targets")
      }
    }
    width = 2 * (lengths.max() ?? 0) + 1
    self.inputs = inputs
    var classes = [Int](repeating: blank, count: batch * width)
    var jumps = [Double](repeating: -Alignment.far, count: batch * width)
    var ends = jumps
    for (row, target) in rows.enumerated() {
      for (position, index) in target.enumerated() {
        let place = row * width + 2 * position + 1
        classes[place] = index
        if position > 0 && target[position - 1] != index { jumps[place] = 0 }
      }
      ends[row * width + 2 * target.count] = 0
      if !target.isEmpty { ends[row * width + 2 * target.count - 1] = 0 }
    }
    self.classes = try Tensor(classes, shape: [1, batch, width])
    (self.jumps, self.ends) = (jumps, ends)
  }

  /// The targets of each sequence, from a matrix or one behind the other.
  private static func rows(_ targets: Tensor, _ lengths: [Int]) throws -> [[Int]] {
    let all = try targets.integers()
    if targets.ndim == 1 {
      guard lengths.allSatisfy({ $0 <= all.count }), lengths.reduce(0, +) == all.count else {
        throw TensorError(
          "shape-mismatch",
          "targetLengths \(lengths) add up to the number of targets, \(all.count)")
      }
      var start = 0
      return lengths.map { length in
        defer { start += length }
        return Array(all[start..<start + length])
      }
    }
    guard targets.ndim == 2, targets.shape[0] == lengths.count else {
      throw TensorError(
        "shape-mismatch",
        "there is a row of targets for each of the \(lengths.count) sequences, got shape "
          + "\(targets.shape)")
    }
    let size = targets.shape[1]
    guard lengths.allSatisfy({ $0 <= size }) else {
      throw TensorError(
        "argument", "targetLengths are at most \(size), the size of a row, got \(lengths)")
    }
    return lengths.enumerated().map { Array(all[$0 * size..<$0 * size + $1]) }
  }

  /// The logarithm of the probability of each sequence's targets.
  func likelihood(_ x: Recorded) throws -> Recorded {
    let (time, batch, dtype) = (x.shape[0], x.shape[1], x.tensor.dtype)
    let size = [batch, width]
    func constant(_ values: [Double], _ shape: [Int]) throws -> Recorded {
      Recorded(try Tensor(values, shape: shape, dtype: dtype))
    }
    let scores = try x.takeAlong(classes, axis: 2)
    let jumps = try constant(self.jumps, size)
    // Before the first step only the first place, from which the first two are reached.
    var ways = try constant(
      (0..<batch * width).map { $0 % width == 0 ? 0 : -Alignment.far }, size)
    let gap = try constant([Double](repeating: -Alignment.far, count: 2 * batch), [batch, 2])
    for step in 0..<time {
      let padded = try Recorded.concat([gap, ways], axis: 1)
      let stay = step == 0 ? [ways] : [ways, try padded.slice(1, from: 0, count: width) + jumps]
      let reached = try Recorded.call(
        Rows.stack, .tensors(stay + [try padded.slice(1, from: 1, count: width)]), .int(0)
      ).logsumexp(axes: [0])
      let next = try reached + scores.slice(0, from: step, count: 1).reshaped(size)
      if inputs.allSatisfy({ step < $0 }) {
        ways = next
      } else {
        let isOver = try Tensor(
          inputs.map { step < $0 ? 0 : 1 }, shape: [batch, 1], dtype: .bool)
        ways = try Recorded(isOver).choose(ways, next)
      }
    }
    return try (ways + constant(ends, size)).logsumexp(axes: [1])
  }
}
