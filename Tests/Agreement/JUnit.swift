/// The report that continuous integration counts.
enum JUnit {
  static func text(of verdicts: [Comparison.Verdict]) -> String {
    let cases = verdicts.map { verdict in
      let head = "  <testcase classname=\"agreement\" name=\"\(escaped(verdict.name))\""
      if verdict.faults.isEmpty { return head + "/>" }
      let faults = escaped(verdict.faults.joined(separator: "\n"))
      return head + ">\n    <failure message=\"differs\">\(faults)</failure>\n  </testcase>"
    }
    return "<testsuites><testsuite name=\"agreement\">\n" + cases.joined(separator: "\n")
      + "\n</testsuite></testsuites>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
