import ApusDisplay
import ApusJSON
import ApusLanguage
import ApusWire

/// Asks to run a cell.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
struct ExecuteRequest {
  let code: String
  /// Nothing but the status is published, and nothing is remembered.
  let isSilent: Bool
  let storesHistory: Bool
  /// Expressions by name, to be evaluated after the cell.
  let userExpressions: [(name: String, code: String)]
  let allowsInput: Bool
  let stopsOnError: Bool

  init(_ content: JSONReader) throws(JSONError) {
    code = try content.field("code").string()
    isSilent = try content.optional("silent")?.bool() ?? false
    storesHistory = try content.optional("store_history")?.bool() ?? true
    allowsInput = try content.optional("allow_stdin")?.bool() ?? false
    stopsOnError = try content.optional("stop_on_error")?.bool() ?? true
    var expressions: [(name: String, code: String)] = []
    if let given = try content.optional("user_expressions") {
      for name in try given.object().keys {
        expressions.append((name, try given.field(name).string()))
      }
    }
    userExpressions = expressions
  }

  /// Nothing to run: it does not count as a cell.
  var isBlank: Bool { code.allSatisfy(\.isWhitespace) }

  var counts: Bool { storesHistory && !isSilent && !isBlank }
}

extension Handler {
  static let execute = Handler("execute_request", lane: .execution) { request, kernel in
    let wanted = try ExecuteRequest(request.content)
    let shell = request.shell ?? kernel.shells.main
    let isAborted = shell.progress.withLock { $0.abortion.aborts(request) }
    return isAborted ? abort(shell) : kernel.execute(wanted, request, shell)
  }

  /// The reply to a cell that is not run because one before it failed.
  ///
  /// The protocol has deprecated the status `aborted` since 5.1; front ends take any other than `ok`
  /// for the same. The metadata still says it, as ipykernel does.
  private static func abort(_ shell: Shell) -> Reply {
    var reply = Reply.error("Aborted", "not run, because an earlier cell failed or was interrupted")
    reply.content["execution_count"] = .int(shell.progress.withLock { $0.count })
    reply.metadata["status"] = "aborted"
    return reply
  }
}

extension Kernel {

  fileprivate func execute(
    _ wanted: ExecuteRequest, _ request: Request, _ shell: Shell
  ) -> Reply {
    let host = CellHost(
      request.message, kernel: self, isSilent: wanted.isSilent, allowsInput: wanted.allowsInput)
    let count = shell.progress.withLock { progress in
      progress.running = host
      if wanted.counts { progress.count += 1 }
      return progress.count
    }
    host.publish("execute_input", ["code": .string(wanted.code), "execution_count": .int(count)])
    if wanted.counts { history.append(line: count, input: wanted.code, shell: shell.id) }

    let cell = Cell(
      code: wanted.code, number: wanted.counts ? count : count + 1,
      id: request.message.metadata["cellId"]?.string)
    let outcome = CellHost.$current.withValue(host) {
      wanted.isBlank ? CellOutcome() : evaluator.run(cell, host: host)
    }
    drainDescriptors()
    if let result = outcome.result {
      host.publish("execute_result", result.content(["execution_count": .int(count)]))
      if wanted.counts { history.setOutput(result.plain, line: count, shell: shell.id) }
    }
    var reply: Reply
    if let error = outcome.error {
      host.publish("error", error.content())
      reply = .error(error)
      reply.content["user_expressions"] = [:]
    } else {
      reply = .ok()
      reply.content["user_expressions"] = .object(values(of: wanted.userExpressions, host))
    }
    host.flush()
    reply.content["execution_count"] = .int(count)
    reply.content["payload"] = .array(host.payload)
    let isFailure = outcome.error != nil && wanted.stopsOnError
    if isFailure { settle(request, shell.progress) }
    shell.progress.withLock { progress in
      progress.running = nil
      guard host.isInterrupted || isFailure else { return }
      progress.abortion.requestFailed(
        request, received: receivedCount, now: author.time.uptime())
    }
    return reply
  }

  /// Waits until a front end that sends all its cells has sent them; see `AbortRule`.
  private func settle(_ request: Request, _ progress: Monitor<Progress>) {
    let end = request.arrival + Self.longestSettling
    while true {
      let now = author.time.uptime()
      let quiet = progress.withLock { $0.lastArrival } + settling
      guard now < min(quiet, end) else { return }
      let pause = min(quiet, end) - now
      progress.wait(until: Timekeeper.system.uptime() + pause) { _ -> Void? in nil }
    }
  }

  private func values(
    of expressions: [(name: String, code: String)], _ host: CellHost
  ) -> JSONObject {
    var values: JSONObject = [:]
    for (name, code) in expressions {
      switch evaluator.evaluate(code, host: host) {
      case .success(let bundle): values[name] = .object(bundle.content(["status": "ok"]))
      case .failure(let error): values[name] = .object(error.content(withStatus: true))
      }
    }
    return values
  }
}
