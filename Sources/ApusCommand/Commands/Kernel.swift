import ApusKernel
import ApusLanguage
import ApusWire
import ApusZeroMQ

extension Command {
  private static let connectionFile = Option(
    "connection-file", letter: "f", value: "F", "Where to listen, as Jupyter writes it down.")

  private static let history = Option(
    "history", value: "F",
    "Where to remember cells: by default in Jupyter's data folder.")

  private static let outputLimit = Option(
    "output-limit", value: "SIZE", "Let a cell print no more than SIZE, 16M by default.")

  static let kernel = Command(
    name: "kernel", operands: ["[WORD…]"],
    summary: "Serve a front end such as JupyterLab, which starts this by itself.",
    details: "Further words are ignored: `jupyter run FILE` hands its own on.",
    options: [connectionFile, .memory, history, outputLimit],
    perform: { arguments, context throws(CommandError) in
      guard let path = arguments[connectionFile] else { throw .missingOperand("--connection-file") }
      var limit: Int?
      if let text = arguments[outputLimit] {
        limit = MemorySize.bytes(text, machine: context.machineMemory())
        if limit == nil { throw .badValue(outputLimit, text, expected: "a size such as 16M") }
      }
      do throws(WireError) {
        let author = Author()
        let log = Log.standardError()
        let connection = try ConnectionFile(path: path)
        if connection.isReadableByOthers, !connection.key.isEmpty {
          log.write("other users of this machine can read \(path) and sign messages; use mode 600")
        }
        let transport = try ZeroMQTransport(connection, author: author, log: log)
        if let registration = connection.registration {
          try Registration.perform(registration, connection, transport)
        }
        let kernel = Kernel(
          transport: transport, evaluator: context.makeEvaluator(), author: author, log: log,
          version: LanguageInfo.implementationVersion,
          historyPath: arguments[history]
            ?? context.userData.map { "\($0)/apus/history.sqlite" },
          outputLimit: limit)
        kernel.handleSignals()
        kernel.captureDescriptors()
        kernel.run()
        return .success
      } catch {
        throw .refused(error.description)
      }
    })
}
