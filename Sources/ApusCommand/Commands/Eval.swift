import ApusLanguage

extension Command {
  static let eval = Command(
    name: "eval", operands: ["CODE"], summary: "Run a piece of code and show what a cell would.",
    details: "With '-' in place of CODE, the standard input is run.",
    options: [.memory],
    perform: { arguments, context throws(CommandError) in
      var code = arguments.operands.first ?? ""
      let isInput = code == "-"
      if isInput {
        guard let bytes = File.read(0) else { throw .refused("cannot read the standard input") }
        code = String(decoding: bytes, as: UTF8.self)
      }
      let evaluator = context.makeEvaluator()
      let host = ConsoleHost(context.console, hasInput: !isInput)
      let cell = Cell(code: code, number: 1)
      let outcome = try CellThread.run(interrupting: evaluator) {
        evaluator.run(cell, host: host)
      }
      if let result = outcome.result { host.display(result, id: nil, isUpdate: false) }
      guard let error = outcome.error else { return .success }
      context.console.write(error.text + "\n", to: .error)
      return .cellFailed
    })
}

extension CellError {
  /// What a front end shows of the error.
  var text: String {
    traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
  }
}
