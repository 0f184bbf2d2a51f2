/// What a subscript selects: a strided view, and the axes of it that index tensors pick from.
///
/// Positions and ranges come first and give the view; index tensors then broadcast together. Their
/// axes stand where the picked axes stood if those are neighbours, else in front, as in PyTorch.
struct Selection {
  /// Axes in front of what is picked, whole.
  private(set) var view: Tensor
  /// Axes of the view that index tensors pick from, ascending, with `int64` positions.
  private(set) var picks: [(axis: Int, positions: Tensor)] = []

  init(_ tensor: Tensor, _ indices: [TensorIndex]) throws(TensorError) {
    view = tensor
    let ellipses = indices.count(where: { if case .ellipsis = $0 { true } else { false } })
    guard ellipses <= 1 else {
      throw TensorError("index", "`...` may stand once in a subscript")
    }
    let used = indices.reduce(0) { $0 + Selection.axesUsed(by: $1) }
    guard used <= tensor.ndim else {
      throw TensorError(
        "index",
        "\(TensorError.counted(used, "index", "indices")) for a tensor with "
          + TensorError.counted(tensor.ndim, "axis", "axes"))
    }
    var axis = 0
    var original = 0
    for index in indices {
      switch index {
      case .at(let position):
        let position = try Selection.position(position, original, view.shape[axis])
        let sliced = view.slice(axis: axis, start: position, count: 1)
        view = sliced.dropping(axis)
        original += 1
      case .range(let from, let to, let by):
        view = try view.sliced(axis, from: from, to: to, by: by)
        axis += 1
        original += 1
      case .through(let from, let last):
        view = try view.sliced(
          axis, from: from, to: last == -1 || last == .max ? nil : last + 1, by: 1)
        axis += 1
        original += 1
      case .newAxis:
        view = try view.unsqueezed(axis)
        axis += 1
      case .ellipsis:
        axis += tensor.ndim - used
        original += tensor.ndim - used
      case .all:
        axis += 1
        original += 1
      case .tensor(let tensor):
        try pick(tensor, &axis, &original)
      }
    }
  }

  private static func axesUsed(by index: TensorIndex) -> Int {
    switch index {
    case .newAxis, .ellipsis: 0
    case .tensor(let tensor) where tensor.dtype == .bool: tensor.ndim
    default: 1
    }
  }

  private static func position(_ index: Int, _ axis: Int, _ size: Int) throws(TensorError) -> Int {
    guard index >= -size && index < size else {
      throw .indexOutOfRange(index, axis: axis, size: size)
    }
    return index < 0 ? index + size : index
  }

  private mutating func pick(
    _ index: Tensor, _ axis: inout Int, _ original: inout Int
  ) throws(TensorError) {
    guard index.dtype == .bool else {
      guard index.dtype.isInteger else {
        throw TensorError(
          "dtype", "an index is an integer or Boolean tensor, got \(index.describe)")
      }
      let positions = try index.positions(axis: original, size: view.shape[axis])
      picks.append((axis, positions))
      axis += 1
      original += 1
      return
    }
    let covered = Array(view.shape[axis..<(axis + index.ndim)])
    guard covered == index.shape else {
      throw TensorError(
        "shape-mismatch",
        "a mask of shape \(index.shape) does not fit the axes of sizes \(covered) it stands for")
    }
    if index.ndim == 0 {
      // A mask without axes keeps all or nothing along a new axis.
      view = try view.unsqueezed(axis)
      picks.append((axis, try Tensor.zeros([Int(index.item())], dtype: .int64)))
      axis += 1
      return
    }
    for positions in try index.nonzeroPositions() {
      picks.append((axis, positions))
      axis += 1
      original += 1
    }
  }

  /// Whether the selection is the view itself.
  var isView: Bool { picks.isEmpty }

  /// The shape of what is selected.
  var shape: [Int] {
    get throws(TensorError) {
      if isView { return view.shape }
      let axes = picks.map(\.axis)
      let stay = (0..<view.ndim).filter { !axes.contains($0) }
      let front = frontCount(axes)
      let (before, after) = (stay.prefix(front), stay.dropFirst(front))
      return before.map { view.shape[$0] } + (try picked) + after.map { view.shape[$0] }
    }
  }

  /// How many axes stand in front of the picked ones: those before them if these are neighbours,
  /// else none.
  private func frontCount(_ axes: [Int]) -> Int {
    let areNeighbours = (axes.last ?? 0) - (axes.first ?? 0) == axes.count - 1
    return areNeighbours ? axes.first ?? 0 : 0
  }

  /// The shape of what index tensors pick.
  private var picked: [Int] {
    get throws(TensorError) { try Shape.broadcast(picks.map(\.positions.shape)) }
  }

  /// The selected elements as a walk would find them: a view of the axes that stay, with how many
  /// of them stand in front of the picked ones, and the offset of each pick.
  func gathered() throws(TensorError) -> (rest: Tensor, front: Int, shape: [Int], offsets: [Int]) {
    let shape = try picked
    var offsets = [Int](repeating: 0, count: try Shape.count(shape))
    for pick in picks {
      let positions = try pick.positions.broadcast(to: shape).elements(Int64.self)
      let step = view.strides[pick.axis]
      for i in offsets.indices { offsets[i] &+= Int(positions[i]) &* step }
    }
    let axes = picks.map(\.axis)
    let stay = (0..<view.ndim).filter { !axes.contains($0) }
    let front = frontCount(axes)
    let rest = view.view(
      shape: stay.map { view.shape[$0] }, strides: stay.map { view.strides[$0] },
      offset: view.body.offset)
    return (rest, front, shape, offsets)
  }
}

extension Tensor {
  /// Without an axis of size one.
  fileprivate func dropping(_ axis: Int) -> Tensor {
    var (shape, strides) = (shape, strides)
    shape.remove(at: axis)
    strides.remove(at: axis)
    return view(shape: shape, strides: strides, offset: body.offset)
  }

  /// NumPy's slice of an axis.
  fileprivate func sliced(
    _ axis: Int, from: Int?, to: Int?, by: Int
  ) throws(TensorError) -> Tensor {
    guard by != 0, by != Int.min else {
      throw TensorError("index", "the step of a slice is not \(by)")
    }
    let size = shape[axis]
    func clamped(_ end: Int) -> Int {
      let position = end < 0 ? end &+ size : end
      return by > 0 ? min(Swift.max(position, 0), size) : min(Swift.max(position, -1), size - 1)
    }
    func min(_ a: Int, _ b: Int) -> Int { a < b ? a : b }
    let start = from.map(clamped) ?? (by > 0 ? 0 : size - 1)
    let end = to.map(clamped) ?? (by > 0 ? size : -1)
    let distance = by > 0 ? end - start : start - end
    let step = by.magnitude
    let count = distance <= 0 ? 0 : Int((distance.magnitude - 1) / step) + 1
    var (shape, strides) = (shape, strides)
    shape[axis] = count
    strides[axis] = count > 1 ? strides[axis] &* by : strides[axis]
    let shift = count == 0 ? 0 : start &* body.strides[axis]
    return view(shape: shape, strides: strides, offset: body.offset &+ shift)
  }

  /// Itself as `int64` positions inside an axis, negative ones counted from its end.
  func positions(axis: Int, size: Int) throws(TensorError) -> Tensor {
    let result = try to(.int64).copied()
    let values = result.pointer(as: Int.self)
    for i in 0..<result.count {
      let value = values[i]
      guard value >= -size && value < size else {
        throw .indexOutOfRange(value, axis: axis, size: size)
      }
      values[i] = value < 0 ? value + size : value
    }
    return result
  }

  /// The positions of nonzero elements, one tensor an axis.
  func nonzeroPositions() throws(TensorError) -> [Tensor] {
    let flags = try to(.bool).elements(Bool.self)
    let strides = Shape.contiguousStrides(shape)
    var columns = [[Int]](repeating: [], count: ndim)
    for (index, flag) in flags.enumerated() where flag {
      for axis in 0..<ndim { columns[axis].append(index / strides[axis] % shape[axis]) }
    }
    return try columns.map { (column) throws(TensorError) in
      try Tensor(column, shape: [column.count])
    }
  }
}
