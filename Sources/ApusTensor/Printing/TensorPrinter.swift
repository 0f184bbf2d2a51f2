/// A tensor's text as PyTorch lays it out: aligned, one line an innermost axis, long axes cut.
struct TensorPrinter {
  private let options: PrintOptions
  private let isSummary: Bool
  private let shape: [Int]
  /// The shown elements, padded, in row-major order of the shown positions.
  private let elements: [String]
  private let elementWidth: Int

  /// Reads no more of the tensor than it shows.
  init(_ tensor: Tensor, _ options: PrintOptions) {
    self.options = options
    shape = tensor.shape
    isSummary = tensor.count > options.threshold
    let shown = isSummary ? TensorPrinter.edges(tensor, options.edgeItems) : tensor
    let isFloat = tensor.dtype.isFloat
    let values = isFloat ? shown.doubles() : []
    let integers = isFloat ? [] : (try? shown.integers()) ?? []
    let format = NumberFormat(values, integers, dtype: tensor.dtype, options: options)
    elements =
      isFloat ? values.map { format.padded($0) } : integers.map { format.padded(integer: $0) }
    elementWidth = format.width
  }

  /// The first and last few positions of each long axis.
  private static func edges(_ tensor: Tensor, _ edge: Int) -> Tensor {
    var result = tensor
    for axis in 0..<tensor.ndim where tensor.shape[axis] > 2 * edge {
      let size = tensor.shape[axis]
      let parts = [
        result.slice(axis: axis, start: 0, count: edge),
        result.slice(axis: axis, start: size - edge, count: edge),
      ]
      result = (try? Tensor.concat(parts, axis: axis)) ?? parts[0]
    }
    return result
  }

  /// The numbers in brackets, their lines indented behind the first.
  func body(indent: Int) -> String {
    var next = 0
    return text(axis: 0, indent: indent, &next)
  }

  private func text(axis: Int, indent: Int, _ next: inout Int) -> String {
    if shape.isEmpty { return elements.first ?? "" }
    let size = shape[axis]
    let isCut = isSummary && size > 2 * options.edgeItems
    if axis == shape.count - 1 { return line(size, isCut, indent, &next) }
    var slices: [String] = []
    for position in 0..<(isCut ? 2 * options.edgeItems : size) {
      if isCut && position == options.edgeItems { slices.append("...") }
      slices.append(text(axis: axis + 1, indent: indent + 1, &next))
    }
    let gap = String(repeating: "\n", count: shape.count - axis - 1)
    return "[" + slices.joined(separator: "," + gap + spaces(indent + 1)) + "]"
  }

  private func line(_ size: Int, _ isCut: Bool, _ indent: Int, _ next: inout Int) -> String {
    var items: [String] = []
    for position in 0..<(isCut ? 2 * options.edgeItems : size) {
      if isCut && position == options.edgeItems { items.append(" ...") }
      items.append(elements[next])
      next += 1
    }
    let perLine = max(1, (options.lineWidth - indent) / (elementWidth + 2))
    let lines = stride(from: 0, to: items.count, by: perLine).map { start in
      items[start..<min(start + perLine, items.count)].joined(separator: ", ")
    }
    return "[" + lines.joined(separator: ",\n" + spaces(indent + 1)) + "]"
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
