/// What `print` shows.
extension Tensor: CustomStringConvertible {
  /// PyTorch's text: `Tensor([[1.0000, 2.5000]])`, with the element type where it is not one that
  /// the numbers show, and with the shape where there are no numbers to show it.
  package var description: String { description(.current) }

  func description(_ options: PrintOptions) -> String {
    let prefix = "Tensor("
    var text = prefix
    var suffixes: [String] = []
    if count == 0 {
      text += "[]"
      if ndim != 1 { suffixes.append("shape: \(shape)") }
      if dtype != .float32 { suffixes.append("dtype: \(dtype.rawValue)") }
    } else {
      text += TensorPrinter(self, options).body(indent: prefix.utf8.count)
      if ![.float32, .int64, .bool].contains(dtype) { suffixes.append("dtype: \(dtype.rawValue)") }
    }
    var column = text.utf8.count - (text.utf8.lastIndex(of: 10).map(text.utf8Offset) ?? -1)
    for suffix in suffixes {
      if column + suffix.utf8.count + 2 > options.lineWidth {
        text += ",\n" + String(repeating: " ", count: prefix.utf8.count) + suffix
        column = prefix.utf8.count + suffix.utf8.count
      } else {
        text += ", " + suffix
        column += suffix.utf8.count + 2
      }
    }
    return text + ")"
  }
}

extension String {
  /// How many UTF-8 bytes stand before an index.
  fileprivate func utf8Offset(_ index: Index) -> Int {
    utf8.distance(from: utf8.startIndex, to: index)
  }
}
