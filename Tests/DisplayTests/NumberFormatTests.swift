import Testing

@testable import ApusDisplay

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      ([1, 2, 3], ["1.0", "2.0", "3.0"]),
      ([0.5, 0.25], ["0.50", "0.25"]),
      ([1.0 / 3, 100], ["0.3333", "100.0000"]),
      ([-0.00001, 1], ["0.0", "1.0"]),
      ([1e-7, 2e-7], ["1.000e-07", "2.000e-07"]),
      ([1e6, 1], ["1.000e+06", "1.000e+00"]),
      ([.nan, .infinity, -.infinity, 0], ["nan", "inf", "-inf", "0.0"]),
      ([], []),
    ] as [([Double], [String])])
  func `numbers of a table are written alike`(values: [Double], texts: [String]) {
    let format = NumberFormat(of: values, decimals: 4)
    #expect(values.map(format.text) == texts)
  }

  @Test func `the largest number in a whole format is written out`() {
    #expect(NumberFormat(.whole).text(.greatestFiniteMagnitude).utf8.count == 309)
  }
}
