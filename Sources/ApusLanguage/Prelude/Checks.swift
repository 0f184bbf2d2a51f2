import ApusValue

extension Builtin {
  /// What the library asks of its callers.
  static let requirements: [Builtin] = [
    Builtin(
      "require", "func require(_ condition: Bool, _ message: String)",
      summary: "Stops the program with a sentence unless a condition holds.",
      example: #"require(2 > 1, "two is more than one")"#,
      refusals: [(#"require(1 > 2, "one is less than two")"#, "one is less than two")],
      evaluate: { call in
        guard !call.registers.bool(0) else { return }
        throw MachineError("requirement", call.registers.string(1))
      })
  ]

  /// What stops a cell on purpose.
  static let checks: [Builtin] = [
    Builtin(
      "precondition", #"func precondition(_ condition: Bool, _ message: String = "")"#,
      summary: "Stops the cell with a message unless a condition holds.",
      example: #"precondition(2 > 1, "two is more than one")"#,
      refusals: [
        (#"precondition(1 > 2, "one is less than two")"#, "one is less than two")
      ],
      evaluate: { call in
        guard !call.registers.bool(0) else { return }
        let message = call.registers.string(1)
        throw MachineError(
          "precondition", message.isEmpty ? "this condition does not hold" : message)
      }),
    Builtin(
      "assert", #"func assert(_ condition: Bool, _ message: String = "")"#,
      summary: "Stops the cell with a message unless a condition holds.",
      example: "assert([1, 2].count == 2)",
      refusals: [(#"assert(false)"#, "this condition does not hold")],
      evaluate: { call in
        guard !call.registers.bool(0) else { return }
        let message = call.registers.string(1)
        throw MachineError(
          "assertion", message.isEmpty ? "this condition does not hold" : message)
      }),
    Builtin(
      "fatalError", #"func fatalError(_ message: String = "") -> Never"#,
      summary: "Stops the cell with a message; it never returns.",
      example: #"if [1].isEmpty { fatalError("no data") }"#,
      refusals: [(#"fatalError("to be written")"#, "to be written")],
      evaluate: { call in
        let message = call.registers.string(0)
        throw MachineError("fatal-error", message.isEmpty ? "fatalError()" : message)
      }),
    Builtin(
      "preconditionFailure", #"func preconditionFailure(_ message: String = "") -> Never"#,
      summary: "Stops the cell with a message, where a caller has done what it may not.",
      example: #"if [1].isEmpty { preconditionFailure("no data") }"#,
      refusals: [(#"preconditionFailure("not so")"#, "not so")],
      evaluate: { call in
        let message = call.registers.string(0)
        throw MachineError(
          "precondition", message.isEmpty ? "preconditionFailure()" : message)
      }),
  ]
}
