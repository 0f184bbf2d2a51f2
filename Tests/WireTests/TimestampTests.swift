import Testing

@testable import ApusWire

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000000Z"),
    (1_795_254_960_123_456, "2026-11-21T09:56:00.123456Z"),
    (951_782_400_000_001, "2000-02-29T00:00:00.000001Z"),
    (-1, "1969-12-31T23:59:59.999999Z"),
  ])
  func `a moment is written in UTC with microseconds and read back`(
    microseconds: Int64, text: String
  ) {
    #expect(Timestamp(microseconds: microseconds).description == text)
    #expect(Timestamp(text) == Timestamp(microseconds: microseconds))
  }

  @Test(arguments: [
    ("2026-11-21T09:56:00.123Z", 1_795_254_960_123_000, 1000),
    ("2026-11-21T09:56:00Z", 1_795_254_960_000_000, 1_000_000),
    ("2026-11-21T10:56:00.123456+01:00", 1_795_254_960_123_456, 1),
    ("2026-11-21T04:26:00.123456-0530", 1_795_254_960_123_456, 1),
    ("2026-11-21 09:56:00.123456789", 1_795_254_960_123_456, 1),
  ])
  func `other forms of ISO 8601 are read with their precision`(
    text: String, microseconds: Int64, precision: Int64
  ) {
    #expect(Timestamp(text) == Timestamp(microseconds: microseconds, precision: precision))
  }

  @Test(arguments: [
    "", "now", "2026-11-21", "2026-13-21T09:56:00Z", "2026-11-21T24:00:00Z",
    "2026-11-21T09:56:00.Zz", "2026-11-21T09:56:00+", "２026-11-21T09:56:00Z",
  ])
  func `anything else is no date`(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
