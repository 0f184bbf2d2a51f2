import ApusDisplay
import ApusJSON
import ApusWidgets

extension WidgetObject {
  /// The widget as a call that makes it, `IntSlider(value: 5, max: 10)`.
  package var text: String {
    let state = state
    let chosen = state.chosen
    var arguments: [String] = []
    for property in kind.own where chosen == nil || property.key != "index" {
      switch property.kind {
      case .part, .bytes, .outputs: continue
      case .parts: arguments += parts(property.key).map(\.text)
      default:
        guard let value = state.values[property.key], !property.key.hasPrefix("_") else { continue }
        if property.key != "value", value == property.initial { continue }
        arguments.append("\(property.name): \(Self.described(value))")
      }
    }
    if let chosen { arguments.insert("value: \(chosen)", at: 0) }
    return "\(kind.name)(\(arguments.joined(separator: ", ")))"
  }

  fileprivate static func described(_ value: JSON) -> String {
    switch value {
    case .null: "nil"
    case .double(let number): "\(number)"
    case .string(let text): text.debugDescription
    case .array(let elements): "[" + elements.map(described).joined(separator: ", ") + "]"
    default: value.text(.compact)
    }
  }

  /// What a front end is given: the widget, and what those show who do not know widgets.
  package var bundle: MIMEBundle {
    var bundle = MIMEBundle(plain: text)
    if let markup { bundle = bundle.adding("text/html", markup) }
    if let id { bundle = bundle.adding(WidgetMessage.viewType, WidgetMessage.view(of: id)) }
    return bundle
  }

  /// What a page shows without the front end's help, where that says something.
  private var markup: String? {
    func number(_ key: String) -> Double { value(key).double ?? 0 }
    switch kind.name {
    case "HTML", "HTMLMath": return value("value").string
    case "IntProgress", "FloatProgress":
      let (low, high) = (number("min"), number("max"))
      return "<progress value=\"\(number("value") - low)\" max=\"\(high - low)\"></progress>"
    case "HBox", "VBox", "Box":
      let inner = parts("children").map(\.markup)
      guard !inner.isEmpty, !inner.contains(nil) else { return nil }
      let tag = kind.name == "HBox" ? "span" : "div"
      return inner.compactMap { $0 }.map { "<\(tag)>\($0)</\(tag)>" }.joined()
    default: return nil
    }
  }
}

extension BufferedState {
  /// The option, or the options, that a choice's position means.
  fileprivate var chosen: String? {
    guard let options = values["_options_labels"]?.array else { return nil }
    func option(_ index: JSON) -> JSON? {
      index.int.flatMap { options.indices.contains($0) ? options[$0] : nil }
    }
    if let indices = values["index"]?.array {
      return WidgetObject.described(.array(indices.compactMap(option)))
    }
    return values["index"].flatMap(option).map(WidgetObject.described)
  }
}
