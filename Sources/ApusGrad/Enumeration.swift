import ApusTensor

/// An enumeration that the rows' signatures name; a case is the word of its position.
package struct Enumeration: Sendable {
  package let name: String
  package let cases: [String]
  /// One sentence.
  package let summary: String

  package init(name: String, cases: [String], summary: String) {
    self.name = name
    self.cases = cases
    self.summary = summary
  }

  package static let all: [Enumeration] = [
    Enumeration(
      name: "DType", cases: DType.allCases.map(\.rawValue),
      summary: "The type of a tensor's elements."),
    Enumeration(
      name: "Approximation", cases: ["none", "tanh"],
      summary: "Whether gelu is exact or made of tanh."),
  ]

  /// The word of a case.
  package static func word(_ name: String, _ member: String) -> Int? {
    all.first { $0.name == name }?.cases.firstIndex(of: member)
  }
}
