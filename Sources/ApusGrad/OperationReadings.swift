import ApusTensor
import ApusValue

/// What is read from a row's texts, once, when it is first needed.
final class OperationReadings: Sendable {
  /// The first form and the shape rule over its parameters.
  final class Reading: Sendable {
    let signature: Signature
    let rule: ShapeRule?
    /// Whether there is a rule that refuses shapes.
    let constrains: Bool
    /// Parameters that are tensors, or lists of them.
    let tensors: [Int]
    /// Parameters that are one tensor, or none.
    let singles: [Int]
    /// The same as bits, so that looking at them costs next to nothing.
    private let singleBits: UInt64
    /// Parameters that are lists of tensors.
    let lists: [Int]
    private let hasLists: Bool
    let name: String
    let pullback: Pullback?
    private let isComposed: Bool
    /// Whether the rule says no more than that two tensors broadcast.
    let isElementwise: Bool

    init(_ operation: Operation) {
      signature = Signature(operation.forms.first ?? "")
      let parameters = signature.parameters
      rule = try? ShapeRule(
        operation.shape, operation: operation.name,
        parameters: parameters.map { ShapeRule.Parameter($0.name, isTensor: $0.kind.isTensor) })
      constrains = rule?.constrainsInputs == true
      tensors = parameters.indices.filter { parameters[$0].kind.isTensor }
      lists = tensors.filter { parameters[$0].kind == .tensors }
      singles = tensors.filter { parameters[$0].kind != .tensors }
      singleBits = singles.reduce(0) { $0 | 1 << UInt64($1) }
      hasLists = !lists.isEmpty
      name = operation.name
      pullback = operation.pullback
      isComposed = operation.isComposed
      isElementwise = operation.shape == "(...), (...) -> (...)"
    }

    /// Whether a call is to be recorded: one of its tensors has a history.
    @inline(__always)
    func tracks(_ call: Call) -> Bool {
      if isComposed { return false }
      var bits = singleBits
      while bits != 0 {
        if call.isTracked(bits.trailingZeroBitCount) { return true }
        bits &= bits &- 1
      }
      guard hasLists else { return false }
      for index in lists where call.tensors(index).contains(where: \.isTracked) { return true }
      return false
    }
  }

  private let reading = Once<Reading>()

  @inline(__always)
  func of(_ operation: Operation) -> Reading { reading.object { Reading(operation) } }
}

extension Operation {
  /// The first form, taken apart.
  package var signature: Signature { readings.of(self).signature }

  /// The rule that the row's shape text says; throws `rule` where it says none.
  package func rule() throws(TensorError) -> ShapeRule {
    if let rule = readings.of(self).rule { return rule }
    return try ShapeRule(
      shape, operation: name,
      parameters: signature.parameters.map {
        ShapeRule.Parameter($0.name, isTensor: $0.kind.isTensor)
      })
  }
}
