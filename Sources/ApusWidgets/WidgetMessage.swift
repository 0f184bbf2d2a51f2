import ApusJSON

/// What is said about widgets in the conversations of ipywidgets' protocol 2.1.0.
package enum WidgetMessage {
  /// The target with which a widget's conversation begins.
  package static let target = "jupyter.widget"
  /// The target of front ends that ask for all widgets at once.
  package static let controlTarget = "jupyter.widget.control"
  package static let version: JSONObject = ["version": "2.1.0"]
  package static let controlVersion: JSONObject = ["version": "1.0.0"]
  /// The type under which a front end is told to show a widget.
  package static let viewType = "application/vnd.jupyter.widget-view+json"

  package static func view(of id: String) -> JSON {
    ["version_major": 2, "version_minor": 0, "model_id": .string(id)]
  }

  /// How a state names another widget.
  package static func reference(to id: String) -> JSON { .string("IPY_MODEL_\(id)") }

  /// What a front end says to a widget.
  package enum Request: Sendable {
    case update(BufferedState)
    case requestState
    case custom(JSON)

    package init(_ data: JSONObject, buffers: [[UInt8]]) throws(JSONError) {
      let data = JSONReader(data, path: "data")
      let method = try data.field("method")
      switch try method.string() {
      case "update": self = .update(try BufferedState(data, buffers: buffers))
      case "request_state": self = .requestState
      case "custom": self = .custom(try data.field("content").value)
      default: throw method.mismatch(expected: "update, request_state or custom")
      }
    }
  }

  /// The answer to `request_states`: every widget's whole state.
  package static func states(
    _ all: [(id: String, kind: WidgetClass, state: BufferedState)]
  ) -> (data: JSONObject, buffers: [[UInt8]]) {
    var states: JSONObject = [:]
    var (paths, buffers): ([JSON], [[UInt8]]) = ([], [])
    for (id, kind, state) in all {
      states[id] = [
        "model_name": .string(kind.name + "Model"), "model_module": .string(kind.module.name),
        "model_module_version": .string(kind.module.version), "state": .object(state.values),
      ]
      for buffer in state.buffers {
        paths.append(.array([.string(id), "state"] + buffer.path))
        buffers.append(buffer.bytes)
      }
    }
    let data: JSONObject = [
      "method": "update_states", "states": .object(states), "buffer_paths": .array(paths),
    ]
    return (data, buffers)
  }
}
