import ApusTensor

extension Catalogue {
  /// Sums of products along named axes, and what is written with them.
  static let sumsOfProducts: [Operation] = [
    Operation.composed(
      "einsum",
      [
        "func einsum(_ equation: String, _ operands: [Tensor]) -> Tensor",
        "func einsum(_ equation: String, _ operands: Tensor...) -> Tensor",
      ],
      shape: "operands -> ?", elements: .promoted,
      "Sums of products over the axes that an equation names but not in its result.",
      formula: #"\texttt{ij,jk->ik}: \sum_j a_{ij} b_{jk}"#,
      example: #"einsum("ij,jk->ik", Tensor([[1, 2]]), Tensor([[3], [4]]))"#,
      samples: [
        Sample(.string("ij,jk->ik"), .list(.of(2, 3), .of(3, 4))),
        Sample(.string("bhqd,bhkd->bhqk"), .list(.of(2, 2, 3, 4), .of(2, 2, 2, 4))),
        Sample(.string("ii->i"), .list(.of(3, 3))), Sample(.string("ii"), .list(.of(3, 3))),
        Sample(.string("...ij->...ji"), .list(.of(2, 3, 4))),
        Sample(.string("...i,...i"), .list(.of(2, 3), .of(3))),
        Sample(.string("i,j,k->kji"), .list(.of(2), .of(3), .of(2))),
        Sample(.string("bi,oij,bj->bo"), .list(.of(2, 3), .of(4, 3, 2), .of(2, 2))),
        Sample(.string("i,i"), .list(.of(3, as: .int64), .of(3, as: .int64))),
        Sample(.string("ba, cb -> ca"), .list(.of(2, 3), .of(4, 2, layout: .transposed))),
      ],
      refusals: [
        Refusal(
          .string("ij,jk->ik"), .list(.zeros(2, 3), .zeros(4, 5)),
          says: "axis 'j' of the equation has size 3 in operand 0 and 4 in operand 1"),
        Refusal(
          .string("ij->ik"), .list(.zeros(2, 3)),
          says: "the result names the axis 'k', which no operand has"),
        Refusal(
          .string("ij"), .list(.zeros(2)),
          says: "operand 0 is named 'ij', 2 axes, and has shape [2]"),
        Refusal(
          .string("i,j"), .list(.zeros(2)),
          says: "the equation has 2 operands, got 1"),
      ]
    ) { try Einsum($0.call.string(0), $0.xs(1)).result() },
    Operation.composed(
      "kron", ["func kron(_ a: Tensor, _ b: Tensor) -> Tensor"], shape: "a, b -> ?",
      elements: .promoted, "Each element of a times the whole of b, side by side.",
      formula: #"a \otimes b"#, example: "kron(Tensor([[1, 2]]), Tensor([[1], [1]]))",
      samples: [
        Sample(.of(2, 2), .of(1, 3)), Sample(.of(2), .of(2, 2)),
        Sample(.of(2, as: .int64), .of(3, as: .int64)),
      ]
    ) { call in
      var (a, b) = (call.x(0), call.x(1))
      let ndim = Swift.max(a.ndim, b.ndim)
      func spread(_ x: Recorded, first: Bool) throws -> Recorded {
        let shape = [Int](repeating: 1, count: ndim - x.ndim) + x.shape
        return try x.reshaped(shape.flatMap { first ? [$0, 1] : [1, $0] })
      }
      let shape = zip(
        [Int](repeating: 1, count: ndim - a.ndim) + a.shape,
        [Int](repeating: 1, count: ndim - b.ndim) + b.shape
      ).map { $0 * $1 }
      (a, b) = (try spread(a, first: true), try spread(b, first: false))
      return try (a * b).reshaped(shape)
    },
  ]
}

/// An equation of `einsum` with its operands; `.` stands for the axes of `...`, numbered from the
/// last.
struct Einsum {
  enum Label: Hashable {
    case letter(Character)
    case ellipsis(Int)
  }

  struct Operand {
    var labels: [Label]
    var value: Recorded
  }

  private var operands: [Operand] = []
  private var output: [Label] = []

  init(_ equation: String, _ values: [Recorded]) throws {
    let text = equation.filter { !$0.isWhitespace }
    let sides = text.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
    let left = sides.count == 2 ? sides[0].dropLast() : sides[0]
    guard sides.count == 1 || sides[0].hasSuffix("-") else {
      throw TensorError("argument", "the two sides of an equation are joined by '->'")
    }
    let parts = left.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == values.count else {
      throw TensorError(
        "argument",
        "the equation has \(TensorError.counted(parts.count, "operand", "operands")), "
          + "got \(values.count)")
    }
    for (index, (part, value)) in zip(parts, values).enumerated() {
      operands.append(Operand(labels: try Einsum.labels(part, value.shape, index), value: value))
    }
    try checkSizes()
    try readOutput(sides.count == 2 ? sides[1] : nil)
    for index in operands.indices { try takeDiagonals(index) }
  }

  /// The axes' labels; `shape` says how many axes `...` stands for.
  private static func labels(
    _ text: Substring, _ shape: [Int], _ operand: Int
  ) throws -> [Label] {
    let pieces = text.split(separator: "...", omittingEmptySubsequences: false)
    let letters = pieces.joined()
    guard pieces.count <= 2, letters.allSatisfy(\.isLetter) else {
      throw TensorError("argument", "the axes of an operand are letters and '...', got '\(text)'")
    }
    guard pieces.count == 2 ? letters.count <= shape.count : letters.count == shape.count else {
      let axes = TensorError.counted(letters.count, "axis", "axes")
      throw TensorError(
        "shape-mismatch", "operand \(operand) is named '\(text)', \(axes), and has shape \(shape)")
    }
    guard pieces.count == 2 else { return letters.map { .letter($0) } }
    let count = shape.count - letters.count
    return pieces[0].map { .letter($0) } + (0..<count).map { .ellipsis(count - $0) }
      + pieces[1].map { .letter($0) }
  }

  private func checkSizes() throws {
    var sizes: [Label: (size: Int, operand: Int)] = [:]
    for (index, operand) in operands.enumerated() {
      for (label, size) in zip(operand.labels, operand.value.shape) {
        guard let known = sizes[label], known.size != 1 else {
          sizes[label] = (size, index)
          continue
        }
        if size != known.size && size != 1 {
          let name = if case .letter(let letter) = label { "'\(letter)'" } else { "'...'" }
          throw TensorError(
            "shape-mismatch",
            "axis \(name) of the equation has size \(known.size) in operand \(known.operand) "
              + "and \(size) in operand \(index)")
        }
      }
    }
  }

  /// An axis that an operand names twice becomes one.
  private mutating func takeDiagonals(_ index: Int) throws {
    while let (first, second) = operands[index].repeated {
      var (labels, value) = (operands[index].labels, operands[index].value)
      let others = labels.indices.filter { $0 != first && $0 != second }
      value = try value.permuted(others + [first, second]).diagonal()
      labels = others.map { labels[$0] } + [labels[first]]
      operands[index] = Operand(labels: labels, value: value)
    }
  }

  private mutating func readOutput(_ text: Substring?) throws {
    let named = operands.flatMap(\.labels)
    var ellipsis = 0
    for case .ellipsis(let number) in named { ellipsis = Swift.max(ellipsis, number) }
    let dots = (0..<ellipsis).map { Label.ellipsis(ellipsis - $0) }
    guard let text else {
      // Without a result: the dots, then what is named once, by the alphabet.
      var counts: [Character: Int] = [:]
      for case .letter(let letter) in named { counts[letter, default: 0] += 1 }
      output = dots + counts.filter { $0.value == 1 }.keys.sorted().map { .letter($0) }
      return
    }
    let pieces = text.split(separator: "...", omittingEmptySubsequences: false)
    guard pieces.count <= 2, pieces.joined().allSatisfy(\.isLetter) else {
      throw TensorError("argument", "the axes of the result are letters and '...', got '\(text)'")
    }
    output =
      pieces[0].map { .letter($0) }
      + (pieces.count == 2 ? dots + pieces[1].map { .letter($0) } : [])
    for (index, label) in output.enumerated() {
      guard case .letter(let letter) = label else { continue }
      guard named.contains(label) else {
        throw TensorError(
          "argument", "the result names the axis '\(letter)', which no operand has")
      }
      guard !output[..<index].contains(label) else {
        throw TensorError("argument", "the result names the axis '\(letter)' twice")
      }
    }
  }

  func result() throws -> Recorded {
    var rest = operands[...]
    guard var current = rest.popFirst() else {
      throw TensorError("argument", "einsum needs operands")
    }
    while let next = rest.popFirst() {
      let later = Set(rest.flatMap(\.labels) + output)
      current = try Einsum.product(current, next, keeping: later)
    }
    current = try current.summed(keeping: Set(output))
    // A label of the result of size one that only broadcasting knows cannot be missing: each is
    // named by some operand.
    let order = output.compactMap { current.labels.firstIndex(of: $0) }
    return order == Array(order.indices) ? current.value : try current.value.permuted(order)
  }

  /// The product of two operands, summed over what nothing later names.
  private static func product(
    _ a: Operand, _ b: Operand, keeping later: Set<Label>
  ) throws -> Operand {
    var (a, b) = (a, b)
    // An axis of size one that the other repeats is none.
    for label in Set(a.labels).intersection(b.labels) where a.size(label) != b.size(label) {
      if a.size(label) == 1 { a = try a.without(label) } else { b = try b.without(label) }
    }
    a = try a.summed(keeping: later.union(b.labels))
    b = try b.summed(keeping: later.union(a.labels))
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(later.contains)
    let contracted = shared.filter { !later.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }
    let right = b.labels.filter { !shared.contains($0) }
    func size(_ labels: [Label], _ operand: Operand) -> Int {
      labels.map(operand.size).reduce(1, *)
    }
    let front = batch.map(a.size)
    let rows = try a.arranged(batch + left + contracted)
      .reshaped(front + [size(left, a), size(contracted, a)])
    let columns = try b.arranged(batch + contracted + right)
      .reshaped(front + [size(contracted, b), size(right, b)])
    let value = try rows.matmul(columns)
      .reshaped(front + left.map(a.size) + right.map(b.size))
    return Operand(labels: batch + left + right, value: value)
  }
}

extension Einsum.Operand {
  /// Two axes of one label.
  var repeated: (Int, Int)? {
    for (second, label) in labels.enumerated() {
      if let first = labels.firstIndex(of: label), first != second { return (first, second) }
    }
    return nil
  }

  func size(_ label: Einsum.Label) -> Int {
    labels.firstIndex(of: label).map { value.shape[$0] } ?? 1
  }

  func without(_ label: Einsum.Label) throws -> Einsum.Operand {
    guard let axis = labels.firstIndex(of: label) else { return self }
    var (labels, shape) = (labels, value.shape)
    labels.remove(at: axis)
    shape.remove(at: axis)
    return Einsum.Operand(labels: labels, value: try value.reshaped(shape))
  }

  func summed(keeping kept: Set<Einsum.Label>) throws -> Einsum.Operand {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return Einsum.Operand(
      labels: labels.filter(kept.contains), value: try value.sum(axes: axes))
  }

  func arranged(_ order: [Einsum.Label]) throws -> Recorded {
    let axes = order.compactMap { labels.firstIndex(of: $0) }
    return axes == Array(axes.indices) ? value : try value.permuted(axes)
  }
}
