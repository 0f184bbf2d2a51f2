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
      name: "MatrixNorm", cases: MatrixNorm.allCases.map(\.rawValue),
      summary: "Whether a matrix is measured by its elements, singular values, columns or rows."),
    Enumeration(
      name: "Fan", cases: Fan.allCases.map(\.rawValue),
      summary: "Whether weights are scaled by what feeds an output or by what an input feeds."),
    Enumeration(
      name: "Approximation", cases: ["none", "tanh"],
      summary: "Whether gelu is exact or made of tanh."),
    Enumeration(
      name: "Reduction", cases: Reduction.allCases.map(\.rawValue),
      summary: "Whether a loss is the mean or the sum of its elements, or all of them."),
    Enumeration(
      name: "KLReduction", cases: KLReduction.allCases.map(\.rawValue),
      summary: "As Reduction, or the sum divided by the size of the batch."),
    Enumeration(
      name: "PadMode", cases: PadMode.allCases.map(\.rawValue),
      summary: "What stands in the padding: a value, the edge, a reflection, the other end."),
    Enumeration(
      name: "Reduce", cases: Reduce.allCases.map(\.rawValue),
      summary: "What becomes of several values that go to one place."),
    Enumeration(
      name: "InterpolationMode", cases: InterpolationMode.allCases.map(\.rawValue),
      summary: "How values between elements are made."),
  ]

  /// The word of a case.
  package static func word(_ name: String, _ member: String) -> Int? {
    all.first { $0.name == name }?.cases.firstIndex(of: member)
  }
}
