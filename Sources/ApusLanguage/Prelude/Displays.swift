import ApusDisplay
import ApusValue

extension Builtin {
  /// What a notebook shows beside a cell's own value.
  static let displays: [Builtin] = [
    Builtin(
      "display", "func display(_ value: Any)",
      summary: "Shows a value the way the last value of a cell is shown.",
      example: "display(Tensor([1, 2, 3]))",
      evaluate: { call in
        let box: AnyObjectBox = call.registers.object(0)
        call.machine.host?.display(
          Rendering.bundle(box.type, box.word, box.object), id: nil, isUpdate: false)
      }),
    Builtin(
      "clearOutput", "func clearOutput(wait: Bool = false)",
      summary: "Clears what the cell has shown; with wait, when something new comes.",
      example: "clearOutput(wait: true)",
      evaluate: { call in call.machine.host?.clearOutput(wait: call.registers.bool(0)) }),
    Builtin(
      "help", "func help(_ name: String)",
      summary: "Opens what is known of a function, an operator or a type.",
      example: #"help("softmax")"#,
      refusals: [
        (#"help("sofmax")"#, "there is nothing called 'sofmax'")
      ],
      evaluate: { call in
        let name = call.registers.string(0)
        guard let bundle = Inspection.prelude(name, prelude: .shared) else {
          throw MachineError(
            "unknown-name", "there is nothing called '\(name)'",
            help: Inspection.suggestion(for: name))
        }
        call.machine.host?.page(bundle)
      }),
  ]
}
