import ApusTensor
import ApusValue

extension Builtin {
  private static let refusal =
    "item() is for a tensor with one element, and this one has 2 elements"

  private static func only(_ call: BuiltinCall) throws -> Double {
    let body: TensorBody = call.registers.object(0)
    return try Tensor(body).item()
  }

  /// A number or a truth out of a tensor of one element.
  static let oneElement: [Builtin] = [
    Builtin(
      "Double", "extension Double { init(_ tensor: Tensor) }",
      summary: "The only element of a tensor.", example: "Double(Tensor([1.0, 2.0]).sum())",
      refusals: [("Double(Tensor([1.0, 2.0]))", refusal)],
      evaluate: { call in call.registers.set(try only(call)) }),
    Builtin(
      "Bool", "extension Bool { init(_ tensor: Tensor) }",
      summary: "Whether the only element of a tensor is true, or not zero.",
      example: "if Bool((Tensor([1, 2]) > 1).any()) { print(\"some\") }",
      refusals: [("Bool(Tensor([1, 2]) > 1)", refusal)],
      evaluate: { call in call.registers.set(try only(call) != 0) }),
  ]
}
