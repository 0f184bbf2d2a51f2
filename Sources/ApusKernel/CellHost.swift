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
  private let output = Monitor(Output())
  private let input = Monitor(Input())

  init(_ request: Message, kernel: Kernel, isSilent: Bool, allowsInput: Bool) {
    self.request = request
    self.kernel = kernel
    self.isSilent = isSilent
    self.allowsInput = allowsInput
  }

  func write(_ text: String, to stream: OutputStream) {
    guard !isSilent else { return }
    let deadline: UInt64? = output.withLock { output in
      let hadDeadline = output.streams.deadline != nil
      publish(output.streams.append(text, to: stream, now: kernel.author.time.uptime()))
      return hadDeadline ? nil : output.streams.deadline
    }
    if let deadline { kernel.flusher.schedule(self, at: deadline) }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    let transient: JSONObject = id.map { ["display_id": .string($0)] } ?? [:]
    let content: JSONObject = [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata),
      "transient": .object(transient),
    ]
    publish(isUpdate ? "update_display_data" : "display_data", content)
  }

  func clearOutput(wait: Bool) {
    publish("clear_output", ["wait": .bool(wait)])
  }

  func page(_ bundle: MIMEBundle) {
    let page: JSON = ["source": "page", "data": .object(bundle.data), "start": 0]
    output.withLock { $0.payload.append(page) }
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

  /// Sends a message after everything that was printed before; none from a silent cell.
  func publish(_ type: String, _ content: JSONObject) {
    guard !isSilent else { return }
    output.withLock { output in
      publish(output.streams.flush(now: kernel.author.time.uptime()))
      kernel.publisher.publish(type, content, answering: request)
    }
  }

  /// Sends what was printed.
  func flush() {
    output.withLock { publish($0.streams.flush(now: kernel.author.time.uptime())) }
  }

  /// Sends what was printed where its time has come, else sees to it that this is asked again.
  func flushIfDue() {
    let deadline: UInt64? = output.withLock { output in
      publish(output.streams.flushIfDue(now: kernel.author.time.uptime()))
      return output.streams.deadline
    }
    if let deadline { kernel.flusher.schedule(self, at: deadline) }
  }

  private func publish(_ chunks: [StreamBuffer.Chunk]) {
    for chunk in chunks {
      let content: JSONObject = [
        "name": .string(chunk.stream.rawValue), "text": .string(chunk.text),
      ]
      kernel.publisher.publish("stream", content, answering: request)
    }
  }
}
