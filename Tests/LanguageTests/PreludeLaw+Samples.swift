import ApusGrad
import ApusTensor

@testable import ApusLanguage

extension PreludeLaw {
  static let samples = PreludeLaw(sentence: "a sample has the shape that its rule says") { row in
    guard case .operation(let operation) = row else { return [] }
    return operation.samples.flatMap { sample -> [String] in
      let code = operation.code(calling: sample.arguments)
      do throws(TensorError) {
        let frame = try SampleCall(operation, sample.arguments)
        let said = try operation.rule().result(for: operation.shapeArguments(frame.call))
        return faults(of: code, giving: operation.signature.result, said)
      } catch {
        return ["\(code): \(error.message)"]
      }
    }
  }

  /// Runs a sample through the language and compares the shapes of its tensors.
  private static func faults(
    of code: String, giving result: String, _ said: [[Int]?]
  ) -> [String] {
    guard let reading = reading(result, of: said.count) else {
      return Session.outcome(of: code).error.map { ["\(code) fails: \($0.value)"] } ?? []
    }
    let outcome = Session.outcome(of: "let result = \(code)\n\(reading)")
    if let error = outcome.error { return ["\(code) fails: \(error.value)"] }
    let made = outcome.result?.plain ?? "nothing"
    // The rule leaves open what depends on the values.
    if said.contains(nil) { return [] }
    let wanted = said.map { "\($0 ?? [])" }.joined(separator: ", ")
    return made == "[\(wanted)]" ? [] : ["\(code) gives \(made), the rule says [\(wanted)]"]
  }

  /// Code for the list of the shapes of `result`, where its type has tensors.
  private static func reading(_ type: String, of count: Int) -> String? {
    if type == "Tensor" { return "[result.shape]" }
    if type == "[Tensor]" { return "result.map { $0.shape }" }
    guard type.hasPrefix("("), type.contains("Tensor") else { return nil }
    let parts = (0..<count).map { "result.\($0).shape" }
    return "[\(parts.joined(separator: ", "))]"
  }
}
