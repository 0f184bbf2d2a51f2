import ApusValue

extension Builtin {
  /// What only a notebook asks.
  static let questions: [Builtin] = [
    Builtin(
      "readPassword", #"func readPassword(_ prompt: String = "Password: ") -> String?"#,
      summary: "Asks the user for a text that is not shown; nil where there is no one to ask.",
      example: #"let password = readPassword("Password of the course: ")"#,
      evaluate: { call in
        let password = try call.ask(call.registers.string(0), isPassword: true)
        call.registers.set(password.map { StringObject($0) })
      })
  ]
}

extension BuiltinCall {
  /// The user's answer; others may use the machine until it comes.
  func ask(_ prompt: String, isPassword: Bool) throws -> String? {
    do {
      let host = machine.host
      return try machine.turns.whileOpen {
        try host?.readLine(prompt: prompt, isPassword: isPassword)
      }
    } catch {
      // The only way for the wait to end without an answer.
      throw MachineError.interrupted
    }
  }
}
