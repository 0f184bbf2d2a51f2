extension Double {
  /// A finite number as Python's `repr` and `json.dumps` write it.
  ///
  /// Swift finds the same shortest digits, but goes over to an exponent elsewhere: Python writes one
  /// below 1e-4 and from 1e16 on.
  var pythonRepr: String {
    let text = description
    let isPlain = !text.utf8.contains(UInt8(ascii: "e"))
    if self == 0 || (isPlain && magnitude >= 1e-4 && magnitude < 1e16) { return text }
    // 0.d₁d₂… × 10^point
    let parts = magnitude.description.split(separator: "e")
    let mantissa = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa.first ?? ""
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var digits = Array((whole + fraction).utf8)
    var point = whole.utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      point -= 1
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let sign = self < 0 ? "-" : ""
    let significant = String(decoding: digits, as: UTF8.self)
    if point > -4 && point <= 16 {
      return sign + Self.plain(significant, point: point)
    }
    let exponent = point - 1
    let power = (exponent.magnitude < 10 ? "0" : "") + String(exponent.magnitude)
    let tail = significant.dropFirst()
    let significand = significant.prefix(1) + (tail.isEmpty ? "" : "." + tail)
    return sign + significand + (exponent < 0 ? "e-" : "e+") + power
  }

  private static func plain(_ digits: String, point: Int) -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.utf8.count {
      return digits + String(repeating: "0", count: point - digits.utf8.count) + ".0"
    }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
