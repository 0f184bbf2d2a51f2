import ApusJSON

/// One kind of widget, as ipywidgets 8.1 has it: a row that says what its state is at first and what
/// its class offers in our own language.
///
/// Messages, the library's text of the class, its reference and the tests are readings of the row.
/// A new kind is a row in one of the files beside this one.
package struct WidgetClass: Sendable {
  /// The front end's module that shows widgets of a kind.
  package enum Module: Sendable {
    case base, controls, output

    package var name: String {
      switch self {
      case .base: "@jupyter-widgets/base"
      case .controls: "@jupyter-widgets/controls"
      case .output: "@jupyter-widgets/output"
      }
    }

    package var version: String { self == .output ? "1.0.0" : "2.0.0" }
  }

  /// What is written in our own language beside what follows from the properties.
  package struct Text: Sendable {
    /// Parameters of the initialiser before the others.
    var parameters: [String] = []
    /// What the initialiser does first.
    var storing: String = ""
    /// What the initialiser does before the widget is shown to the front end.
    var opening: String = ""
    var members: String = ""
    /// The entry that changes with the widget's value.
    var observed = "value"
    /// Entries that the text above handles.
    var hidden: Set<String> = []
  }

  package let name: String
  package let summary: String
  package let module: Module
  package let viewModule: Module
  package let view: String
  /// The class of its style, where it has one.
  package let style: String?
  /// Whether it stands on the page, and so has a layout.
  package let isShown: Bool
  /// Its own entries; those that every widget has follow.
  package let own: [WidgetProperty]
  package let text: Text

  /// A widget that stands on the page.
  init(
    _ name: String, _ summary: String, view: String? = nil, module: Module = .controls,
    style: String? = nil, _ own: [WidgetProperty], text: Text = Text()
  ) {
    self.name = name
    self.summary = summary
    self.module = module
    viewModule = module
    self.view = view ?? name + "View"
    self.style = style
    isShown = true
    self.own = own
    self.text = text
  }

  /// How a widget looks: a style or a layout.
  init(look name: String, _ summary: String, view: String, module: Module, _ own: [WidgetProperty])
  {
    self.name = name
    self.summary = summary
    self.module = module
    viewModule = .base
    self.view = view
    style = nil
    isShown = false
    self.own = own
    text = Text()
  }

  /// Every entry of the state but the names of module, model and view.
  package var properties: [WidgetProperty] {
    var all = own
    if isShown {
      all += [
        WidgetProperty("_dom_classes", .texts, .array([])), WidgetProperty("layout", .part, .null),
      ]
      if style != nil { all.append(WidgetProperty("style", .part, .null)) }
      all += [
        WidgetProperty("tabbable", .optionalBool, .null),
        WidgetProperty("tooltip", .optionalText, .null),
      ]
    }
    return all + [WidgetProperty("_view_count", .optionalInt, .null)]
  }

  /// What the state names for good.
  package var identity: JSONObject {
    [
      "_model_module": .string(module.name), "_model_module_version": .string(module.version),
      "_model_name": .string(name + "Model"), "_view_module": .string(viewModule.name),
      "_view_module_version": .string(viewModule.version), "_view_name": .string(view),
    ]
  }

  /// The state of a widget of which nothing was said.
  package var initialState: JSONObject {
    var state = identity
    for property in properties { state[property.key] = property.initial }
    return state
  }

  /// Every row there is.
  package static let all: [WidgetClass] =
    looks + progress + sliders + texts + choices + actions + media + boxes

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  package static func named(_ name: String) -> WidgetClass? { byName[name] }
}

extension [WidgetProperty] {
  /// What stands beside a control, and whether it is read as HTML.
  static func described(_ text: String = "") -> Self {
    [.text("description", text), .bool("description_allow_html", false)]
  }

  /// A control that can be switched off.
  static func control(_ text: String = "") -> Self {
    described(text) + [.bool("disabled", false)]
  }
}
