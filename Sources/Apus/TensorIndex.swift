import ApusTensor

/// What may stand in a tensor's subscript.
public protocol TensorIndex {
  /// The part of an axis, or the mark, that it means.
  var tensorSlice: Slice { get }
}

/// A part of an axis, or a mark that is no position.
public struct Slice: TensorIndex {
  let index: ApusTensor.TensorIndex

  init(_ index: ApusTensor.TensorIndex) {
    self.index = index
  }

  public var tensorSlice: Slice { self }
}

extension TensorIndex where Self == Slice {
  /// A new axis of size one.
  public static var newAxis: Slice { Slice(.newAxis) }
  /// As many whole axes as are left.
  public static var ellipsis: Slice { Slice(.ellipsis) }
  /// One whole axis.
  public static var all: Slice { Slice(.all) }

  /// Every `by`-th position; an end that is left out is that of the axis.
  public static func stride(from: Int? = nil, to: Int? = nil, by: Int) -> Slice {
    Slice(.range(from: from, to: to, by: by))
  }
}

extension Int: TensorIndex {
  public var tensorSlice: Slice { Slice(.at(self)) }
}

extension Tensor: TensorIndex {
  public var tensorSlice: Slice { Slice(.tensor(ApusTensor.Tensor(body))) }
}

extension Array: TensorIndex where Element: TensorElement {
  public var tensorSlice: Slice { Slice(.tensor(tensorPart.tensor)) }
}

extension Range: TensorIndex where Bound == Int {
  public var tensorSlice: Slice { Slice(.range(from: lowerBound, to: upperBound, by: 1)) }
}

extension ClosedRange: TensorIndex where Bound == Int {
  public var tensorSlice: Slice { Slice(.through(from: lowerBound, last: upperBound)) }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  public var tensorSlice: Slice { Slice(.range(from: lowerBound, to: nil, by: 1)) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  public var tensorSlice: Slice { Slice(.range(from: nil, to: upperBound, by: 1)) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  public var tensorSlice: Slice { Slice(.through(from: nil, last: upperBound)) }
}

extension StrideTo: TensorIndex where Element == Int {
  public var tensorSlice: Slice {
    let (from, end, step) = ends(of: self)
    return Slice(.range(from: from, to: end, by: step))
  }
}

extension StrideThrough: TensorIndex where Element == Int {
  public var tensorSlice: Slice {
    let (from, end, step) = ends(of: self)
    // Beyond the first or the last position there is none, not one from the other end.
    let isBorder = end == (step < 0 ? 0 : -1)
    return Slice(.range(from: from, to: isBorder ? nil : end &+ step.signum(), by: step))
  }
}

/// What a stride was made of, which only its mirror tells.
private func ends(of stride: Any) -> (from: Int, end: Int, step: Int) {
  let numbers = Mirror(reflecting: stride).children.compactMap { $0.value as? Int }
  return (numbers[0], numbers[1], numbers[2])
}

/// A subscript's indices as an argument.
struct Indices: Argument {
  let list: IndexList

  init(_ indices: [any TensorIndex]) {
    list = IndexList(indices.map(\.tensorSlice.index))
  }

  var slot: Slot { (0, list) }
}

extension Tensor {
  private static let selecting = Row(
    "extension Tensor { subscript(_ index: any TensorIndex...) -> Tensor }")

  /// `...` between brackets, which Swift reads as a function.
  public typealias Whole = (UnboundedRange_) -> Void

  public subscript(_ index: any TensorIndex...) -> Tensor {
    get { self[list: index] }
    set { self[list: index] = newValue }
  }

  public subscript(_ a: Whole) -> Tensor {
    get { self[list: [.ellipsis]] }
    set { self[list: [.ellipsis]] = newValue }
  }

  public subscript(_ a: Whole, _ rest: any TensorIndex...) -> Tensor {
    get { self[list: [.ellipsis] + rest] }
    set { self[list: [.ellipsis] + rest] = newValue }
  }

  public subscript(_ a: any TensorIndex, _ b: Whole, _ rest: any TensorIndex...) -> Tensor {
    get { self[list: [a, .ellipsis] + rest] }
    set { self[list: [a, .ellipsis] + rest] = newValue }
  }

  public subscript(
    _ a: any TensorIndex, _ b: any TensorIndex, _ c: Whole, _ rest: any TensorIndex...
  ) -> Tensor {
    get { self[list: [a, b, .ellipsis] + rest] }
    set { self[list: [a, b, .ellipsis] + rest] = newValue }
  }

  private subscript(list indices: [any TensorIndex]) -> Tensor {
    get { Self.selecting.call(self, Indices(indices)) }
    set { assign(newValue, at: Indices(indices)) }
  }
}
