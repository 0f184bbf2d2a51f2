/// Offsets as Jupyter counts them: in Unicode code points.
extension SourceText {
  /// How many code points stand before an offset; O(1).
  package func codePointOffset(of utf8Offset: Int) -> Int {
    let offset = max(0, min(utf8Offset, bytes.count))
    let block = min(offset / SourceText.blockSize, scalarCounts.count - 1)
    var count = scalarCounts[block]
    for index in (block * SourceText.blockSize)..<offset where bytes[index] & 0xC0 != 0x80 {
      count += 1
    }
    return count
  }

  /// The offset of the code point with this number; O(log n).
  ///
  /// Numbers outside are clamped.
  package func utf8Offset(ofCodePoint codePoint: Int) -> Int {
    guard codePoint > 0 else { return 0 }
    var low = 0
    var high = scalarCounts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if scalarCounts[middle] <= codePoint {
        low = middle
      } else {
        high = middle
      }
    }
    var remaining = codePoint - scalarCounts[low]
    var offset = low * SourceText.blockSize
    while offset < bytes.count {
      if bytes[offset] & 0xC0 != 0x80 {
        if remaining == 0 { return offset }
        remaining -= 1
      }
      offset += 1
    }
    return bytes.count
  }
}
