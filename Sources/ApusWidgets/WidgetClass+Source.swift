import ApusJSON

extension WidgetClass {
  /// The class in our own language, which the library's file of that name holds.
  ///
  /// A property reads and sets the state that the front end shows.
  package var source: String {
    """
    /// \(summary)
    public final class \(name): \(isShown ? "DOMWidget" : "Widget") {
    \(members.joined(separator: "\n\n"))
    }

    """
  }

  private var members: [String] {
    var members: [String] = []
    if let style { members.append("  /// How it looks.\n  public let style: \(style)") }
    members.append(initializer)
    for property in accessible { members.append(accessor(property)) }
    if let value = accessible.first(where: { $0.key == text.observed }), text.observed == "value" {
      members.append(
        """
          /// Has a function called with the new value when it changes.
          public func onChange(_ body: @escaping (\(value.kind.type ?? "")) -> Void) {
            model.observe("value") { body(self.value) }
          }

          /// The widget as an argument of `interact`.
          public var asControl: Control<\(value.kind.type ?? "")> {
            Control(widget: self, key: "value") { self.value }
          }
        """)
    }
    if !text.members.isEmpty { members.append(Self.indented(text.members, by: 2)) }
    return members
  }

  /// The entries that programs read and set.
  private var accessible: [WidgetProperty] {
    own.filter { $0.kind.type != nil && !text.hidden.contains($0.key) }
  }

  private var initializer: String {
    var parameters = text.parameters
    parameters += accessible.map { "\($0.name): \($0.kind.type ?? "") = \($0.initial.literal)" }
    if isShown { parameters.append("layout: Layout = Layout()") }
    if let style { parameters.append("style: \(style) = \(style)()") }
    var lines: [String] = []
    if style != nil { lines.append("self.style = style") }
    if !text.storing.isEmpty { lines.append(text.storing) }
    lines.append(isShown ? "super.init(\"\(name)\", layout)" : "super.init(\"\(name)\")")
    if style != nil { lines.append("model.setPart(\"style\", style.model)") }
    // What bounds a value is set before it.
    let bounds = accessible.filter { $0.key != "value" }
    for property in bounds + accessible.filter({ $0.key == "value" }) {
      lines.append("model.\(property.kind.setter)(\"\(property.key)\", \(property.name))")
    }
    lines += text.opening.split(separator: "\n").map(String.init) + ["model.open()"]
    return """
        public init(
          \(parameters.joined(separator: ",\n      "))
        ) {
      \(Self.indented(lines.joined(separator: "\n"), by: 4))
        }
      """
  }

  private func accessor(_ property: WidgetProperty) -> String {
    """
      public var \(property.name): \(property.kind.type ?? "") {
        get { model.\(property.kind.rawValue)("\(property.key)") }
        set { model.\(property.kind.setter)("\(property.key)", newValue) }
      }
    """
  }

  private static func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: count) + $0 }
      .joined(separator: "\n")
  }
}

extension JSON {
  /// The value as a literal of our own language.
  fileprivate var literal: String {
    switch self {
    case .null: "nil"
    case .string(let text):
      "\"" + text.unicodeScalars.map(\.literal).joined() + "\""
    case .array(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
    default: text(.compact)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var literal: String {
    switch self {
    case "\"", "\\": "\\\(self)"
    case " "..."~": String(Character(self))
    default: "\\u{\(String(value, radix: 16))}"
    }
  }
}
