import Glibc

/// One format for all shown elements of a tensor, chosen from them as PyTorch does.
///
/// Whole numbers print with a bare point; numbers of very different or very large or small size in
/// scientific notation; all others with a fixed number of digits. Each is as wide as the widest.
struct NumberFormat {
  private enum Style {
    case integer, boolean, whole, fixed, scientific
  }

  private let style: Style
  private let precision: Int
  private(set) var width = 1

  init(_ values: [Double], _ integers: [Int], dtype: DType, options: PrintOptions) {
    precision = options.precision
    guard dtype.isFloat else {
      style = dtype == .bool ? .boolean : .integer
      for value in integers { width = max(width, text(integer: value).utf8.count) }
      return
    }
    let finite = values.filter { $0.isFinite && $0 != 0 }
    let sizes = finite.map(\.magnitude)
    let (smallest, largest) = (sizes.min() ?? 1, sizes.max() ?? 1)
    let isWhole = finite.allSatisfy { $0 == $0.rounded(.up) }
    let isUneven = largest / smallest > 1000 || largest > 1e8 || !isWhole && smallest < 1e-4
    if options.scientific ?? isUneven {
      style = .scientific
    } else {
      style = isWhole ? .whole : .fixed
    }
    for value in finite { width = max(width, text(value).utf8.count) }
  }

  private func text(integer value: Int) -> String {
    style == .boolean ? (value == 0 ? "false" : "true") : String(value)
  }

  private func text(_ value: Double) -> String {
    if !value.isFinite { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    switch style {
    case .scientific: return printed("%.\(precision)e", value)
    case .whole: return printed("%.0f", value) + "."
    default: return printed("%.\(precision)f", value)
    }
  }

  /// C's formatting, which rounds correctly.
  private func printed(_ format: String, _ value: Double) -> String {
    withVaList([value]) { arguments in
      let capacity = 360 + precision
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        let length = vsnprintf(start, capacity, format, arguments)
        let bytes = UnsafeRawBufferPointer(start: start, count: min(Int(length), capacity - 1))
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  func padded(_ value: Double) -> String { padded(text(value)) }

  func padded(integer value: Int) -> String { padded(text(integer: value)) }

  private func padded(_ text: String) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
