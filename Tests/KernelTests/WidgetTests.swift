import ApusDisplay
import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

/// The language, without interrupts: they stop all that runs in the process, other tests too.
private final class Undisturbed: Evaluator {
  private let session = Session(usesCallersStack: true)

  func run(_ cell: Cell, host: any Host) -> CellOutcome { session.run(cell, host: host) }

  func evaluate(_ expression: String, host: any Host) -> Result<MIMEBundle, CellError> {
    session.evaluate(expression, host: host)
  }

  func completions(in code: String, at offset: Int) -> Completion {
    session.completions(in: code, at: offset)
  }

  func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle? {
    session.inspection(in: code, at: offset, detail: detail)
  }

  func completeness(of code: String) -> Completeness { session.completeness(of: code) }

  func interrupt() {}

  var commTargets: [any CommTarget] { session.commTargets }
}

/// The conversations of ipywidgets' protocol, recorded: a kernel with the real language, in memory.
@Suite struct WidgetTests {
  private let front = FrontEnd(evaluator: Undisturbed())
  private let busyAndIdle = ["status", "execute_input", "execute_reply"]

  /// Runs a cell; what it sends besides its status and reply.
  private func run(_ code: String) throws -> [Message] {
    try front.messages(untilIdle: front.execute(code)).map(\.message).filter {
      !busyAndIdle.contains($0.header.type)
    }
  }

  /// Says something to a widget; what comes of it, besides the status.
  private func say(
    _ data: JSONObject, to id: String, buffers: [[UInt8]] = []
  ) throws -> [Message] {
    let message = front.send(
      "comm_msg", ["comm_id": .string(id), "data": .object(data)], buffers: buffers)
    return try front.messages(untilIdle: message).map(\.message).filter {
      $0.header.type != "status"
    }
  }

  private func update(_ state: JSONObject) -> JSONObject {
    ["method": "update", "state": .object(state), "buffer_paths": []]
  }

  /// The id of the first widget of a kind that was opened.
  private func id(of model: String, in messages: [Message]) throws -> String {
    let opening = messages.first {
      $0.content["data"]?["state"]?["_model_name"]?.string == model
    }
    let kinds = messages.map { $0.content["evalue"]?.string ?? $0.header.type }
    return try #require(opening?.content["comm_id"]?.string, "\(kinds)")
  }

  private func text(_ messages: [Message]) -> String {
    messages.compactMap { $0.content["text"]?.string }.joined()
  }

  @Test func `a slider is opened after its layout and its style, and shown by its id`() throws {
    let sent = try run("IntSlider(value: 4, max: 10)")
    #expect(
      sent.map(\.header.type) == ["comm_open", "comm_open", "comm_open", "execute_result"])
    let ids = sent.prefix(3).compactMap { $0.content["comm_id"]?.string }
    let models = sent.prefix(3).map { $0.content["data"]?["state"]?["_model_name"] }
    #expect(models == ["LayoutModel", "SliderStyleModel", "IntSliderModel"])
    #expect(sent.prefix(3).allSatisfy { $0.metadata == ["version": "2.1.0"] })
    #expect(sent.prefix(3).allSatisfy { $0.content["target_name"] == "jupyter.widget" })
    let data = sent[2].content["data"]
    #expect(data?["buffer_paths"] == [])
    #expect(data?["state"]?["value"] == 4)
    #expect(data?["state"]?["max"] == 10)
    #expect(data?["state"]?["layout"] == .string("IPY_MODEL_\(ids[0])"))
    #expect(data?["state"]?["style"] == .string("IPY_MODEL_\(ids[1])"))
    #expect(
      sent[3].content["data"] == [
        "text/plain": "IntSlider(value: 4, max: 10)",
        "application/vnd.jupyter.widget-view+json": [
          "version_major": 2, "version_minor": 0, "model_id": .string(ids[2]),
        ],
      ])
  }

  @Test func `what the front end sets is said back, and the program reads it`() throws {
    let slider = try id(of: "IntSliderModel", in: run("let s = IntSlider()"))
    let sent = try say(update(["value": 7]), to: slider)
    #expect(sent.map(\.header.type) == ["comm_msg"])
    #expect(
      sent[0].content == [
        "comm_id": .string(slider),
        "data": ["method": "echo_update", "state": ["value": 7], "buffer_paths": []],
      ])
    #expect(sent[0].metadata == ["version": "2.1.0"])
    #expect(try run("s.value")[0].content["data"]?["text/plain"] == "7")
  }

  @Test func `what a program sets is told once, and not what it was before`() throws {
    let slider = try id(of: "FloatSliderModel", in: run("let s = FloatSlider(max: 1)"))
    let sent = try run("s.value = 0.5\ns.value = 0.5")
    #expect(
      sent.map(\.content) == [
        [
          "comm_id": .string(slider),
          "data": ["method": "update", "state": ["value": 0.5], "buffer_paths": []],
        ]
      ])
    // A whole number from the front end is the same value.
    #expect(try run("s.value = 1").count == 1)
    #expect(try say(update(["value": 1]), to: slider).count == 1)
    #expect(try run("s.value = 1.0").isEmpty)
  }

  @Test func `a flood of changes is thinned, and the last one is told`() throws {
    _ = try run("let bar = IntProgress(max: 100000)")
    let sent = try run("for i in 1...100000 { bar.value = i }")
    #expect(sent.count < 100)
    #expect(sent.last?.content["data"]?["state"]?["value"] == 100_000)
  }

  @Test func `an entry that there is not, or of another kind, is left as it is`() throws {
    let slider = try id(of: "IntSliderModel", in: run("let s = IntSlider(value: 3)"))
    let sent = try say(update(["value": "many", "layout": "x", "nonsense": 1]), to: slider)
    #expect(sent[0].content["data"]?["state"] == [:])
    #expect(try run("s.value")[0].content["data"]?["text/plain"] == "3")
    #expect(try say(["method": "explode"], to: slider).isEmpty)
    #expect(try say(["no": "method"], to: slider).isEmpty)
  }

  @Test func `a function hears of a change, and prints into the cell that asked for it`() throws {
    let cell = front.execute("let s = IntSlider()\ns.onChange { print(\"now\", $0) }")
    let slider = try id(of: "IntSliderModel", in: front.messages(untilIdle: cell).map(\.message))
    let sent = try say(update(["value": 9]), to: slider)
    #expect(sent.map(\.header.type) == ["comm_msg", "stream"])
    #expect(sent.last?.content == ["name": "stdout", "text": "now 9\n"])
    #expect(sent.last?.parent["msg_id"]?.string == cell.header.id)
    // Nothing has changed, so nothing is called.
    #expect(try say(update(["value": 9]), to: slider).count == 1)
  }

  @Test func `a click calls a function each time, and its failure is shown and ends nothing`()
    throws
  {
    let button = try id(
      of: "ButtonModel",
      in: run("var n = 0\nlet b = Button(label: \"go\")\nb.onClick { n += 1; print([1][n]) }"))
    let click: JSONObject = ["method": "custom", "content": ["event": "click"]]
    let sent = try say(click, to: button)
    #expect(sent.map(\.header.type) == ["error"])
    #expect(sent[0].content["evalue"]?.string?.contains("index 1") == true)
    _ = try say(click, to: button)
    #expect(try run("n")[0].content["data"]?["text/plain"] == "2")
  }

  @Test func `a widget's state is told to one front end that asks for it`() throws {
    let slider = try id(of: "IntSliderModel", in: run("let s = IntSlider(value: 6)"))
    let sent = try say(["method": "request_state"], to: slider)
    #expect(sent[0].content["data"]?["method"] == "update")
    #expect(sent[0].content["data"]?["state"]?["value"] == 6)
    #expect(sent[0].content["data"]?["state"]?["_view_name"] == "IntSliderView")
  }

  @Test func `all states are told to a page that was loaded again, with their bytes`() throws {
    let path = "/tmp/apus-widget-\(UUID().description).png"
    let opened = try run(
      """
      saveImage(Tensor.zeros(2, 2, 3, dtype: .uint8), "\(path)")
      let i = Image("\(path)")
      let s = IntSlider()
      let gone = Label(value: "gone")
      gone.close()
      """)
    let (image, slider) = try (
      id(of: "ImageModel", in: opened), id(of: "IntSliderModel", in: opened)
    )
    let first = try #require(opened.first { $0.content["comm_id"]?.string == image })
    #expect(first.content["data"]?["buffer_paths"] == [["value"]])
    _ = try say(update(["value": 8]), to: slider)
    let known = try front.reply(
      to: front.send("comm_info_request", ["target_name": "jupyter.widget"]))
    // Two that stand on the page, a layout each, a style, and the closed label's layout and style.
    #expect(known.content["comms"]?.object?.count == 7)
    let opening = front.send(
      "comm_open", ["comm_id": "c", "target_name": "jupyter.widget.control", "data": [:]],
      metadata: ["version": "1.0.0"])
    _ = try front.messages(untilIdle: opening)
    let answer = try #require(say(["method": "request_states"], to: "c").first)
    let data = try #require(answer.content["data"])
    #expect(data["method"] == "update_states")
    #expect(data["states"]?.object?.count == 7)
    #expect(data["states"]?[slider]?["state"]?["value"] == 8)
    #expect(data["states"]?[slider]?["model_name"] == "IntSliderModel")
    #expect(data["buffer_paths"] == [[.string(image), "state", "value"]])
    #expect(answer.buffers == first.buffers)
    #expect(answer.buffers[0].starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func `files that were taken have names and contents`() throws {
    let upload = try id(of: "FileUploadModel", in: run("let f = FileUpload()"))
    var data = update(["value": [["name": "a.txt", "size": 2]]])
    data["buffer_paths"] = [["value", 0, "content"]]
    let echo = try say(data, to: upload, buffers: [[104, 105]])
    #expect(echo[0].buffers == [[104, 105]])
    let shown = try run("print(f.names, f.contents)")
    #expect(text(shown) == "[\"a.txt\"] [\"hi\"]\n")
  }

  @Test func `what interact's function shows is replaced when the control moves`() throws {
    let opened = try run(
      "interact(0...10, label: \"k\") { k in print(\"k is\", k); display(Tensor([k])) }")
    let (slider, output) = try (
      id(of: "IntSliderModel", in: opened), id(of: "OutputModel", in: opened)
    )
    let shown = try #require(opened.first { $0.header.type == "display_data" })
    #expect(
      shown.content["data"]?["application/vnd.jupyter.widget-view+json"]?["model_id"]?.string
        == (try id(of: "VBoxModel", in: opened)))
    #expect(!opened.contains { $0.header.type == "stream" })
    func outputs(_ messages: [Message]) throws -> [JSON] {
      let last = messages.last { $0.content["comm_id"]?.string == output }
      return try #require(last?.content["data"]?["state"]?["outputs"]?.array)
    }
    let first = try outputs(opened)
    #expect(first[0] == ["output_type": "stream", "name": "stdout", "text": "k is 5\n"])
    #expect(first[1]["output_type"] == "display_data")
    let second = try outputs(say(update(["value": 6]), to: slider))
    #expect(second.count == 2)
    #expect(second[0]["text"] == "k is 6\n")
  }

  @Test func `a failure in interact's function is shown in its place`() throws {
    let opened = try run("interact(0...2, value: 0) { k in print([7][k]) }")
    let slider = try id(of: "IntSliderModel", in: opened)
    let sent = try say(update(["value": 1]), to: slider)
    let output = try #require(sent.last?.content["data"]?["state"]?["outputs"]?[0])
    #expect(output["output_type"] == "error")
    let told = try #require(output["traceback"]?[0]?.string)
    #expect(told.contains("print([7][k])"))
    #expect(!told.contains("Interact.swift"))
    #expect(try run("1 + 1")[0].content["data"]?["text/plain"] == "2")
  }

  @Test func `a loop sees what a slider says while it runs`() throws {
    let slider = try id(of: "IntSliderModel", in: run("let s = IntSlider()"))
    let cell = front.execute("while s.value < 5 { usleep(1000) }\nprint(\"seen\", s.value)")
    _ = try front.messages { $0.message.header.type == "execute_input" }
    front.send(
      "comm_msg", ["comm_id": .string(slider), "data": .object(update(["value": 5]))])
    let sent = try front.messages(untilIdle: cell).map(\.message)
    #expect(text(sent) == "seen 5\n")
  }

  @Test func `a button's function is called while a cell runs`() throws {
    let button = try id(
      of: "ButtonModel", in: run("var on = true\nlet b = Button()\nb.onClick { on = false }"))
    let cell = front.execute("while on { }\nprint(\"stopped\")")
    _ = try front.messages { $0.message.header.type == "execute_input" }
    let click: JSONObject = ["method": "custom", "content": ["event": "click"]]
    front.send("comm_msg", ["comm_id": .string(button), "data": .object(click)])
    #expect(text(try front.messages(untilIdle: cell).map(\.message)) == "stopped\n")
  }

  @Test func `a widget that the front end closes goes on without it`() throws {
    let slider = try id(of: "IntSliderModel", in: run("let s = IntSlider()"))
    _ = try front.messages(
      untilIdle: front.send("comm_close", ["comm_id": .string(slider), "data": [:]]))
    let sent = try run("s.value = 3\ns")
    #expect(sent.map(\.header.type) == ["execute_result"])
    #expect(sent[0].content["data"] == ["text/plain": "IntSlider(value: 3)"])
  }
}
