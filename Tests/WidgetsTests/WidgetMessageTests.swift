import ApusJSON
import Testing

@testable import ApusWidgets

/// States with bytes, in and out of messages.
@Suite struct WidgetMessageTests {
  @Test func `bytes leave the state and their paths say where they belong`() throws {
    let state = BufferedState(
      ["format": "png"], buffers: [.init(path: ["value"], bytes: [1, 2])])
    let data = state.data(["method": "update"])
    #expect(
      data == ["method": "update", "state": ["format": "png"], "buffer_paths": [["value"]]])
    #expect(try BufferedState(JSONReader(data), buffers: [[1, 2]]) == state)
  }

  @Test func `an entry comes with its bytes, and replaces those that were there`() {
    let old = BufferedState(
      ["format": "png"], buffers: [.init(path: ["value"], bytes: [1])])
    var state = old
    state.take("value", from: BufferedState(buffers: [.init(path: ["value"], bytes: [2])]))
    #expect(state.buffers == [.init(path: ["value"], bytes: [2])])
    #expect(!state.agrees(with: old, in: "value"))
    #expect(state.agrees(with: old, in: "format"))
    #expect(state.only(["value"]).values.isEmpty)
  }

  @Test func `all states at once name the widget in each path`() throws {
    let image = try #require(WidgetClass.named("Image"))
    let label = try #require(WidgetClass.named("Label"))
    let (data, buffers) = WidgetMessage.states([
      ("a", label, BufferedState(["value": "x"])),
      ("b", image, BufferedState([:], buffers: [.init(path: ["value"], bytes: [7])])),
    ])
    #expect(buffers == [[7]])
    #expect(data["buffer_paths"] == [["b", "state", "value"]])
    #expect(data["states"]?["a"]?["model_name"] == "LabelModel")
    #expect(data["states"]?["b"]?["model_module"] == "@jupyter-widgets/controls")
    #expect(data["states"]?["b"]?["model_module_version"] == "2.0.0")
  }

  @Test func `a message of another kind is refused with what is known`() {
    #expect(throws: JSONError.self) {
      try WidgetMessage.Request(["method": "explode"], buffers: [])
    }
    #expect(throws: JSONError.self) { try WidgetMessage.Request([:], buffers: []) }
  }
}
