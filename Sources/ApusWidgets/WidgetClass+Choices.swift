extension WidgetClass {
  /// Choices between options, and yes or no.
  static let choices: [WidgetClass] = [
    WidgetClass(
      "Dropdown", "A list that opens, to choose one option.", style: "DescriptionStyle",
      options + .control(), text: one),
    WidgetClass(
      "ToggleButtons", "A row of buttons, to choose one option.", style: "DescriptionStyle",
      options + .control() + [.text("button_style"), .texts("icons"), .texts("tooltips")],
      text: one),
    WidgetClass(
      "SelectMultiple", "A list to choose any number of options.", style: "DescriptionStyle",
      [.texts("_options_labels"), WidgetProperty("index", .ints, [])] + .control()
        + [.int("rows", 5)],
      text: Text(
        parameters: ["value: [String] = []"],
        opening: "self.value = value",
        members: """
          /// The chosen options.
          public var value: [String] {
            get { index.map { options[$0] } }
            set { index = options.indices.filter { newValue.contains(options[$0]) } }
          }

          /// Has a function called with the chosen options when they change.
          public func onChange(_ body: @escaping ([String]) -> Void) {
            model.observe("index") { body(self.value) }
          }

          /// The widget as an argument of `interact`.
          public var asControl: Control<[String]> {
            Control(widget: self, key: "index") { self.value }
          }
          """, observed: "index")),
    WidgetClass(
      "Checkbox", "A box to be ticked.", style: "CheckboxStyle",
      [.bool("value", false)] + .control() + [.bool("indent", true)]),
    WidgetClass(
      "Valid", "A sign that says whether something holds.", style: "DescriptionStyle",
      [.bool("value", false)] + .control() + [.text("readout", "Invalid")]),
    WidgetClass(
      "ColorPicker", "A field for a colour.", style: "DescriptionStyle",
      [.text("value", "black")] + .control() + [.bool("concise", false)]),
  ]

  private static let options: [WidgetProperty] = [
    .texts("_options_labels"), WidgetProperty("index", .optionalInt, .null),
  ]

  /// The value of a choice is what its position says; at first the first option.
  private static let one = Text(
    parameters: ["value: String = \"\""],
    opening: """
      if !value.isEmpty { self.value = value } else if index == nil && !options.isEmpty { self.index = 0 }
      """,
    members: """
      /// The chosen option; empty where none is.
      public var value: String {
        get {
          guard let index, options.indices.contains(index) else { return "" }
          return options[index]
        }
        set {
          guard let place = options.firstIndex(of: newValue) else {
            require(false, "'\\(newValue)' is none of the options: \\(options.joined(separator: ", "))")
            return
          }
          index = place
        }
      }

      /// Has a function called with the chosen option when it changes.
      public func onChange(_ body: @escaping (String) -> Void) {
        model.observe("index") { body(self.value) }
      }

      /// The widget as an argument of `interact`.
      public var asControl: Control<String> {
        Control(widget: self, key: "index") { self.value }
      }
      """, observed: "index")
}
