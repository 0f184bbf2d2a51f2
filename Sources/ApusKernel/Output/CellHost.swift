import ApusDisplay
import ApusJSON
import ApusLanguage
import ApusWire

/// A running cell's way to the front end: everything goes out under the request that caused it.
final class CellHost: Host {
  /// The host of the cell that this thread runs.
  @TaskLocal static var current: CellHost?

  /// Thrown into a wait for input that an interrupt ended.
  struct InputInterrupted: Error {}

  private struct Output {
    var streams = StreamBuffer()
    var limit: OutputLimit
    var updates = UpdateThinner<JSONObject>()
    /// What is new in conversations, such as widgets'.
    var news = UpdateThinner<@Sendable () -> Void>()
    var payload: [JSON] = []
  }

  private struct Input {
    /// The id of the question that waits for its answer.
    var question: String?
    var answer: String?
    var isInterrupted = false
  }

  let request: Message
  private let kernel: Kernel
  private let isSilent: Bool
  private let allowsInput: Bool
  private let output: Monitor<Output>
  private let input = Monitor(Input())

  init(_ request: Message, kernel: Kernel, isSilent: Bool, allowsInput: Bool) {
    self.request = request
    self.kernel = kernel
    self.isSilent = isSilent
    self.allowsInput = allowsInput
    output = Monitor(Output(limit: OutputLimit(bytes: kernel.outputLimit)))
  }

  func write(_ text: String, to stream: OutputStream) {
    guard !isSilent else { return }
    var rest = output.withLock { $0.limit.admit(text) }[...]
    while !rest.isEmpty {
      let piece = rest.prefix(bytes: StreamBuffer.capacity)
      rest = rest[piece.endIndex...]
      let deadline: UInt64? = output.withLock { output in
        let before = output.streams.deadline
        publish(output.streams.append(String(piece), to: stream, now: now), &output)
        return output.streams.deadline == before ? nil : output.streams.deadline
      }
      if let deadline { kernel.flusher.schedule(self, at: deadline) }
      while output.withLock({ $0.streams.isFull }) {
        waitForBudget()
        flushIfDue()
        if isInterrupted { flush() }
      }
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    guard !isSilent else { return }
    let transient: JSONObject = id.map { ["display_id": .string($0)] } ?? [:]
    let content: JSONObject = [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata),
      "transient": .object(transient),
    ]
    if let id, isUpdate { return update(id, content) }
    waitForBudget()
    if let id { output.withLock { $0.updates.forget(id) } }
    publish("display_data", content)
  }

  /// Sends an update, or sees to it that it is sent if no newer one takes its place.
  private func update(_ id: String, _ content: JSONObject) {
    let deadline: UInt64? = output.withLock { output in
      guard let content = output.updates.update(id, content, now: now) else {
        return output.updates.deadline
      }
      publish(output.streams.flush(now: now), &output)
      publish(update: content)
      return nil
    }
    if let deadline { kernel.flusher.schedule(self, at: deadline) }
  }

  /// Has what is new in a conversation sent, now or soon.
  func send(latest send: @escaping @Sendable () -> Void, of conversation: String) {
    let (due, deadline) = output.withLock { output in
      (output.news.update(conversation, send, now: now), output.news.deadline)
    }
    if let due {
      kernel.budget.withLock { $0.spend(text: nil, now: now) }
      due()
    } else if let deadline {
      kernel.flusher.schedule(self, at: deadline)
    }
  }

  func fail(_ error: CellError) {
    publish("error", error.content())
  }

  func clearOutput(wait: Bool) {
    waitForBudget()
    publish("clear_output", ["wait": .bool(wait)])
  }

  func page(_ bundle: MIMEBundle) {
    let page: JSON = ["source": "page", "data": .object(bundle.data), "start": 0]
    output.withLock { $0.payload.append(page) }
  }

  func setNextInput(_ code: String, replaces: Bool) {
    let payload: JSON = [
      "source": "set_next_input", "text": .string(code), "replace": .bool(replaces),
    ]
    // Only the last one counts.
    output.withLock { output in
      output.payload.removeAll { $0["source"] == "set_next_input" }
      output.payload.append(payload)
    }
  }

  /// Asks the front end that sent the request; nil where it said that it cannot answer.
  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    guard allowsInput else { return nil }
    flush()
    let question = kernel.author.message(
      "input_request", answering: request,
      content: ["prompt": .string(prompt), "password": .bool(isPassword)],
      identities: request.identities)
    input.withLock { input in
      input.answer = nil
      input.question = question.header.id
    }
    kernel.transport.send(question, on: .stdin)
    let answer: Result<String, InputInterrupted>? = input.wait { input in
      if input.isInterrupted { return .failure(InputInterrupted()) }
      return input.answer.map { .success($0) }
    }
    input.withLock { $0.question = nil }
    return try answer?.get()
  }

  func openComm(
    _ target: String, _ message: CommMessage, listener: any CommListener
  ) -> (any Comm)? {
    kernel.comms.open(target, message, listener: listener)
  }

  /// Takes the answer to the question that waits; false where none does, or another.
  ///
  /// Some clients do not say which question they answer.
  func answer(_ text: String, toQuestion id: String?) -> Bool {
    input.withLock { input in
      guard let question = input.question, id == nil || id == question else { return false }
      input.answer = text
      return true
    }
  }

  /// Ends a wait for input, and marks the cell, so that those behind it do not run.
  func interrupt() {
    input.withLock { $0.isInterrupted = true }
  }

  var isInterrupted: Bool { input.withLock { $0.isInterrupted } }

  /// What the reply carries besides: text for the pager.
  var payload: [JSON] { output.withLock { $0.payload } }

  private var now: UInt64 { kernel.author.time.uptime() }

  /// Waits until more output may leave, or an interrupt comes.
  private func waitForBudget() {
    while !isInterrupted {
      let delay = kernel.budget.withLock { $0.delay(now: now) }
      guard delay > 0 else { return }
      let _: Void? = input.wait(until: Timekeeper.system.uptime() + delay) {
        $0.isInterrupted ? () : nil
      }
    }
  }

  /// Sends a message after everything that was printed before; none from a silent cell.
  func publish(_ type: String, _ content: JSONObject) {
    guard !isSilent else { return }
    output.withLock { output in
      publish(output.streams.flush(now: now), &output)
      kernel.budget.withLock { $0.spend(text: nil, now: now) }
      kernel.publisher.publish(type, content, answering: request)
    }
  }

  /// Sends what was printed, and the updates that wait.
  func flush() {
    let news = output.withLock { output in
      publish(output.streams.flush(now: now), &output)
      output.updates.flush().forEach(publish(update:))
      return output.news.flush()
    }
    for send in news { send() }
  }

  /// Sends what was printed.
  func flushStreams() {
    output.withLock { output in publish(output.streams.flush(now: now), &output) }
  }

  /// Sends that of which the time has come, else sees to it that this is asked again.
  func flushIfDue() {
    let (news, deadline) = output.withLock { output in
      publish(output.streams.flushIfDue(now: now), &output)
      output.updates.due(now: now).forEach(publish(update:))
      let news = output.news.due(now: now)
      let deadlines = [
        output.streams.deadline, output.updates.deadline, output.news.deadline,
      ]
      return (news, deadlines.compactMap { $0 }.min())
    }
    for send in news {
      Request.$current.withValue(request) { CellHost.$current.withValue(self) { send() } }
    }
    if let deadline { kernel.flusher.schedule(self, at: deadline) }
  }

  private func publish(update content: JSONObject) {
    kernel.budget.withLock { $0.spend(text: nil, now: now) }
    kernel.publisher.publish("update_display_data", content, answering: request)
  }

  private func publish(_ chunks: [StreamBuffer.Chunk], _ output: inout Output) {
    for chunk in chunks {
      let content: JSONObject = [
        "name": .string(chunk.stream.rawValue), "text": .string(chunk.text),
      ]
      kernel.publisher.publish("stream", content, answering: request)
    }
    guard !chunks.isEmpty else { return }
    output.streams.notBefore = kernel.budget.withLock { budget in
      for chunk in chunks { budget.spend(text: chunk.text, now: now) }
      return now + budget.delay(now: now)
    }
  }
}

extension Substring {
  /// As many whole characters as fit in so many bytes, and at least one.
  fileprivate func prefix(bytes: Int) -> Substring {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(startIndex, offsetBy: bytes)
    while end > startIndex, utf8[end] & 0xc0 == 0x80 {
      end = utf8.index(before: end)
    }
    return end > startIndex ? self[..<end] : self
  }
}
