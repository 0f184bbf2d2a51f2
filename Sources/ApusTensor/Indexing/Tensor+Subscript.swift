/// Reading through subscripts.
extension Tensor {
  /// What the indices select: a view, or a copy where an index is a tensor.
  package func selecting(_ indices: [TensorIndex]) throws(TensorError) -> Tensor {
    let selection = try Selection(self, indices)
    if selection.isView { return try selection.view.plain() }
    let (rest, front, shape, offsets) = try selection.gathered()
    return try Tensor.gather(rest, front, shape, offsets)
  }

  /// The elements of `rest` at each offset; the picked axes stand after `front` of its axes.
  static func gather(
    _ rest: Tensor, _ front: Int, _ shape: [Int], _ offsets: [Int]
  ) throws(TensorError) -> Tensor {
    let before = Array(rest.shape[..<front])
    let after = Array(rest.shape[front...])
    let result = try Tensor.empty(before + shape + after, rest.dtype)
    if result.count == 0 { return result }
    switch rest.dtype.byteCount {
    case 8: try exchange(UInt64.self, rest, front, offsets, result) { $1 = $0 }
    case 4: try exchange(UInt32.self, rest, front, offsets, result) { $1 = $0 }
    case 2: try exchange(UInt16.self, rest, front, offsets, result) { $1 = $0 }
    default: try exchange(UInt8.self, rest, front, offsets, result) { $1 = $0 }
    }
    return result
  }

  /// Goes over the picked elements of `rest` and the elements of a contiguous `other` beside them.
  @inline(__always)
  static func exchange<Word: BitwiseCopyable>(
    _: Word.Type, _ rest: Tensor, _ front: Int, _ offsets: [Int], _ other: Tensor,
    _ body: (inout Word, inout Word) -> Void
  ) throws(TensorError) {
    let source = rest.pointer(as: Word.self)
    var target = other.pointer(as: Word.self)
    var poll = Poll()
    var outer = Walk(Array(rest.shape[..<front]), [Array(rest.strides[..<front])])
    let inner = Walk(Array(rest.shape[front...]), [Array(rest.strides[front...])])
    let step = inner.steps[0]
    repeat {
      for i in 0..<outer.count {
        let start = source + outer.offsets[0] + i &* outer.steps[0]
        for offset in offsets {
          var walk = inner
          repeat {
            let row = start + offset + walk.offsets[0]
            for j in 0..<walk.count { body(&row[j &* step], &target[j]) }
            target += walk.count
            try poll.did(walk.count)
          } while walk.advance()
        }
      }
    } while outer.advance()
  }
}
