import ApusFiles
import ApusJSON
import ApusValue
import ApusWidgets

extension Builtin {
  /// What the library's classes of widgets stand on: a state that the front end shows.
  static let widgets: [Builtin] =
    [
      model(
        "WidgetModel", "init(_ kind: String)",
        "The state of a widget of a kind, which the front end does not know yet.",
        example: #"print(WidgetModel("IntSlider").summary)"#,
        refusals: [(#"WidgetModel("Slider")"#, "there is no widget called 'Slider'")]
      ) { call in
        let name = call.registers.string(0)
        guard let kind = WidgetClass.named(name) else {
          throw MachineError("unknown-widget", "there is no widget called '\(name)'")
        }
        call.registers.set(WidgetObject(kind))
      },
      model(
        "open", "func open()", "Shows the widget to the front end, if there is one.",
        example: #"WidgetModel("IntSlider").open()"#,
        refusals: [
          (
            #"let m = WidgetModel("IntSlider")\#nm.setInt("min", 200)\#nm.open()"#,
            "IntSlider: min, 200, is above max, 100"
          )
        ]
      ) { call in
        try call.widget.open(call.machine.host)
        call.machine.widgets?.add(call.widget)
      },
      model(
        "close", "func close()", "Takes the widget from the page for good.",
        example: #"WidgetModel("IntSlider").close()"#
      ) { call in call.widget.close() },
      model(
        "summary", "var summary: String", "The widget as a call that makes it.",
        example: #"WidgetModel("IntSlider").summary"#
      ) { call in call.registers.set(call.widget.text) },
      model(
        "observe", "func observe(_ key: String, _ body: @escaping () -> Void)",
        "Has a function called when an entry changes.",
        example: #"WidgetModel("IntSlider").observe("value") { print("moved") }"#
      ) { call in
        call.widget.observe(
          WidgetObject.Observer(
            key: call.registers.string(1), function: call.registers.object(2),
            machine: call.machine, host: call.machine.host))
      },
      model(
        "notify", "func notify(_ key: String)", "Calls the functions that wait for a change.",
        example: #"WidgetModel("Button").notify("click")"#
      ) { call in try call.notify(call.registers.string(1)) },
      model(
        "setPart", "func setPart(_ key: String, _ part: WidgetModel)",
        "Names another widget in an entry.",
        example: #"WidgetModel("IntSlider").setPart("layout", WidgetModel("Layout"))"#
      ) { call in
        let key = call.registers.string(1)
        let part: WidgetObject = call.registers.object(2)
        if call.widget.set(key, parts: [part], isList: false) { try call.notify(key) }
      },
      model(
        "setParts", "func setParts(_ key: String, _ parts: [WidgetModel])",
        "Names other widgets in an entry.",
        example: #"WidgetModel("HBox").setParts("children", [WidgetModel("Button")])"#
      ) { call in
        let key = call.registers.string(1)
        let list: ObjectArray = call.registers.object(2)
        let parts = list.elements.map { held($0, as: WidgetObject.self) }
        if call.widget.set(key, parts: parts, isList: true) { try call.notify(key) }
      },
      model(
        "setFile", "func setFile(_ key: String, _ path: String)",
        "Puts a file's bytes into an entry.",
        example: """
          saveImage(Tensor.zeros(2, 2, 3, dtype: .uint8), "/tmp/w.png")
          WidgetModel("Image").setFile("value", "/tmp/w.png")
          """,
        refusals: [
          (
            #"WidgetModel("Image").setFile("value", "nowhere.png")"#,
            "the file 'nowhere.png' cannot be read: no such file or directory"
          )
        ]
      ) { call in
        let key = call.registers.string(1)
        let bytes = try FileBytes.read(call.registers.string(2))
        let buffer = BufferedState.Buffer(path: [.string(key)], bytes: bytes)
        if call.widget.set(key, .null, buffers: [buffer]) { try call.notify(key) }
      },
      model(
        "names", "func names(_ key: String) -> [String]", "The names of the files in an entry.",
        example: #"WidgetModel("FileUpload").names("value")"#
      ) { call in
        let files = call.widget.value(call.registers.string(1)).array ?? []
        call.set(texts: files.compactMap { $0["name"]?.string })
      },
      model(
        "contents", "func contents(_ key: String) -> [String]",
        "What the files in an entry hold, as texts.",
        example: #"WidgetModel("FileUpload").contents("value")"#
      ) { call in
        let (key, state) = (call.registers.string(1), call.widget.state)
        let texts = (state.values[key]?.array ?? []).indices.map { index in
          let path: [JSON] = [.string(key), .int(index), "content"]
          let bytes = state.buffers.first { $0.path == path }?.bytes ?? []
          return String(decoding: bytes, as: UTF8.self)
        }
        call.set(texts: texts)
      },
      model(
        "show", "func show(_ value: Any)", "Shows what a function has given, unless it is nothing.",
        example: #"WidgetModel("Output").show(3)"#
      ) { call in
        let box: AnyObjectBox = call.registers.object(1)
        let bundle = Rendering.bundle(box.type, box.word, box.object)
        if bundle.plain != "()" { call.machine.host?.display(bundle, id: nil, isUpdate: false) }
      },
      model(
        "capture", "func capture(_ replaces: Bool, _ body: () -> Void)",
        "Does something whose prints and displays go into an area.",
        example: #"WidgetModel("Output").capture(false) { print("here") }"#
      ) { call in try call.capture() },
      model(
        "clearOutputs", "func clearOutputs()", "Forgets what an area shows.",
        example: #"WidgetModel("Output").clearOutputs()"#
      ) { call in _ = call.widget.set("outputs", .array([])) },
    ]
    + WidgetProperty.Kind.allCases.flatMap { kind in
      kind.type.map { [reading(kind, $0), setting(kind, $0)] } ?? []
    }

  private static func model(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) -> Builtin {
    member(
      of: "WidgetModel", name, declaration, summary: summary, example: example,
      refusals: refusals, evaluate)
  }

  private static func reading(_ kind: WidgetProperty.Kind, _ type: String) -> Builtin {
    let name = kind.rawValue
    return model(
      name, "func \(name)(_ key: String) -> \(type)", "An entry that is of type \(type).",
      example: "WidgetModel(\"\(kind.sample.widget)\").\(name)(\"\(kind.sample.key)\")"
    ) { call in call.set(call.widget.value(call.registers.string(1)), as: kind) }
  }

  private static func setting(_ kind: WidgetProperty.Kind, _ type: String) -> Builtin {
    let name = kind.setter
    return model(
      name, "func \(name)(_ key: String, _ value: \(type))",
      "Sets an entry that is of type \(type).",
      example: """
        WidgetModel("\(kind.sample.widget)").\(name)("\(kind.sample.key)", \(kind.sample.value))
        """
    ) { call in
      let key = call.registers.string(1)
      if call.widget.set(key, try call.json(2, as: kind)) { try call.notify(key) }
    }
  }
}

extension WidgetProperty.Kind {
  /// An entry of such a type, for the examples.
  fileprivate var sample: (widget: String, key: String, value: String) {
    switch self {
    case .int: ("IntSlider", "value", "3")
    case .double: ("FloatSlider", "value", "0.5")
    case .bool: ("Checkbox", "value", "true")
    case .ints: ("IntRangeSlider", "value", "[1, 2]")
    case .texts: ("Dropdown", "_options_labels", #"["a", "b"]"#)
    case .optionalInt: ("Dropdown", "index", "nil")
    case .optionalDouble: ("FloatText", "step", "nil")
    case .optionalBool: ("Text", "tabbable", "nil")
    case .optionalText: ("Layout", "width", #""50%""#)
    default: ("Text", "value", #""a""#)
    }
  }
}
