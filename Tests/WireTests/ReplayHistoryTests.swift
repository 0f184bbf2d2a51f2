import Testing

@testable import ApusWire

@Suite struct ReplayHistoryTests {
  /// Signatures in their order, and whether each was new.
  private func answers(to signatures: [[UInt8]], capacity: Int) -> [Bool] {
    var history = ReplayHistory(capacity: capacity)
    return signatures.map { history.insert($0) }
  }

  private func signature(_ digit: Unicode.Scalar) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: digit), count: 64)
  }

  @Test func `what was seen is known`() {
    let signatures = [signature("a"), signature("b"), signature("a")]
    #expect(answers(to: signatures, capacity: 10) == [true, true, false])
  }

  @Test func `signatures that differ in any of the first 32 digits are different`() {
    var signatures = [signature("0")]
    for index in 0..<32 {
      for digit in "19af".utf8 {
        var other = signature("0")
        other[index] = digit
        signatures.append(other)
      }
    }
    #expect(answers(to: signatures, capacity: 1000).allSatisfy { $0 })
  }

  @Test func `the oldest is forgotten first`() {
    let signatures = "12345".unicodeScalars.map(signature)
    let again = [signatures[4], signatures[2], signatures[0], signatures[2]]
    let expected = [true, true, true, true, true, false, false, true, true]
    #expect(answers(to: signatures + again, capacity: 3) == expected)
  }
}
