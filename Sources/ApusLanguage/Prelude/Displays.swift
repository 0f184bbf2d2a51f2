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
      "display", "func display(_ value: Any, id: String)",
      summary: "Shows a value in a place that updateDisplay changes.",
      example: #"display("0 %", id: "progress")"#,
      evaluate: { call in call.display(isUpdate: false) }),
    Builtin(
      "updateDisplay", "func updateDisplay(_ value: Any, id: String)",
      summary: "Shows a value in the place of what was shown under the same name.",
      example: #"display("0 %", id: "progress")\#nupdateDisplay("100 %", id: "progress")"#,
      evaluate: { call in call.display(isUpdate: true) }),
    Builtin(
      "nextCell", "func nextCell(_ code: String, replacing: Bool = false)",
      summary: "Puts code into a new cell below this one, or in the place of this one's.",
      example: #"nextCell("1 + 1")"#,
      evaluate: { call in
        call.machine.host?.setNextInput(call.registers.string(0), replaces: call.registers.bool(1))
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

extension BuiltinCall {
  fileprivate func display(isUpdate: Bool) {
    let box: AnyObjectBox = registers.object(0)
    machine.host?.display(
      Rendering.bundle(box.type, box.word, box.object), id: registers.string(1),
      isUpdate: isUpdate)
  }
}
