import Glibc

/// One way of writing all numbers of a table, so that they can be compared at a glance.
struct NumberFormat: Equatable {
  enum Notation: Equatable {
    case whole
    case fixed(decimals: Int)
    case scientific(decimals: Int)
  }

  let notation: Notation

  init(_ notation: Notation) { self.notation = notation }

  /// The fewest decimals, from one to `decimals`, that show all values.
  ///
  /// Where the largest value is a million or more, or so small that `decimals` would show none of
  /// its digits, all values get an exponent.
  init(of values: some Sequence<Double>, decimals: Int) {
    var largest = 0.0
    var needed = 1
    let unit = Self.power(decimals)
    for value in values where value.isFinite && value != 0 {
      largest = max(largest, value.magnitude)
      let rounded = (value * unit).rounded() / unit
      while needed < decimals {
        let scaled = rounded * Self.power(needed)
        if (scaled - scaled.rounded()).magnitude < 1e-6 { break }
        needed += 1
      }
    }
    if largest >= 1e6 || (largest > 0 && largest < 10 / unit) {
      notation = .scientific(decimals: max(1, decimals - 1))
    } else {
      notation = .fixed(decimals: needed)
    }
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return switch notation {
    case .whole: Self.print("%.0f", 0, value)
    case .fixed(let decimals): Self.print("%.*f", decimals, value)
    case .scientific(let decimals): Self.print("%.*e", decimals, value)
    }
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private static func print(_ format: String, _ decimals: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let arguments: [any CVarArg] =
      format.contains("*") ? [Int32(clamping: decimals), value] : [value]
    let count = withVaList(arguments) { vsnprintf(&buffer, buffer.count, format, $0) }
    let written = buffer.prefix(max(0, min(Int(count), buffer.count - 1)))
    let text = String(decoding: written.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // A value that rounds to zero has no sign worth showing.
    let isZero = text.utf8.allSatisfy { [UInt8(ascii: "-"), 0x2E, 0x30].contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }
}
