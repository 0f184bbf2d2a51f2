import Glibc

/// A moment to the microsecond, as message headers carry it in ISO 8601.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  package var microseconds: Int64
  /// How finely it was told: 1 where the text had six decimals, 1000 where it had three.
  package var precision: Int64

  package init(microseconds: Int64, precision: Int64 = 1) {
    self.microseconds = microseconds
    self.precision = precision
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  /// Reads ISO 8601 as Python's `isoformat` and JavaScript's `toISOString` write it.
  ///
  /// `2026-11-21T09:56:00.123456Z`, with or without decimals; without an offset it is taken for UTC.
  /// Nil for anything else.
  package init?(_ text: String) {
    var digits = Digits(text)
    guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2),
      digits.skip("-"), let day = digits.number(2), digits.skip("T") || digits.skip(" "),
      let hour = digits.number(2), digits.skip(":"), let minute = digits.number(2),
      digits.skip(":"), let second = digits.number(2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction: Int64 = 0
    var precision: Int64 = 1_000_000
    if digits.skip(".") {
      while let digit = digits.number(1) {
        guard precision > 1 else { continue }
        precision /= 10
        fraction += Int64(digit) * precision
      }
    }
    guard let offset = digits.offset(), digits.isAtEnd else { return nil }
    var time = tm()
    time.tm_year = Int32(year - 1900)
    time.tm_mon = Int32(month - 1)
    time.tm_mday = Int32(day)
    time.tm_hour = Int32(hour)
    time.tm_min = Int32(minute)
    time.tm_sec = Int32(second)
    let seconds = Int64(timegm(&time)) - Int64(offset) * 60
    self.init(microseconds: seconds * 1_000_000 + fraction, precision: precision)
  }

  /// Reads a date from left to right.
  private struct Digits {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard let first = rest.first, first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func number(_ count: Int) -> Int? {
      let digits = rest.prefix(count)
      guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else {
        return nil
      }
      rest.removeFirst(count)
      return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Minutes east of Greenwich.
    mutating func offset() -> Int? {
      if isAtEnd || skip("Z") { return 0 }
      let isEast = skip("+")
      guard isEast || skip("-"), let hours = number(2) else { return nil }
      _ = skip(":")
      let minutes = hours * 60 + (number(2) ?? 0)
      return isEast ? minutes : -minutes
    }
  }
}

extension Timestamp: CustomStringConvertible {
  package var description: String {
    let perSecond: Int64 = 1_000_000
    let fraction = (microseconds % perSecond + perSecond) % perSecond
    var seconds = time_t((microseconds - fraction) / perSecond)
    var time = tm()
    gmtime_r(&seconds, &time)
    func padded(_ value: some BinaryInteger, _ count: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
    let day = [
      padded(Int(time.tm_year) + 1900, 4), padded(time.tm_mon + 1, 2), padded(time.tm_mday, 2),
    ]
    let clock = [time.tm_hour, time.tm_min, time.tm_sec].map { padded($0, 2) }
    return "\(day.joined(separator: "-"))T\(clock.joined(separator: ":")).\(padded(fraction, 6))Z"
  }
}
