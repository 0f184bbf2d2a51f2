extension WidgetClass {
  /// Texts to read and fields to write in.
  static let texts: [WidgetClass] = [
    WidgetClass("HTML", "Text with HTML's markup.", style: "HTMLStyle", shown),
    WidgetClass("HTMLMath", "Text with HTML's markup and formulas.", style: "HTMLStyle", shown),
    WidgetClass("Label", "A line of text.", style: "LabelStyle", shown),
    WidgetClass(
      "Text", "A field for a line of text.", style: "TextStyle",
      [.text("value"), .text("placeholder", nothing)] + .control()
        + [.bool("continuous_update", true)]),
    WidgetClass(
      "Textarea", "A field for several lines of text.", style: "TextStyle",
      [
        .text("value"), .text("placeholder", nothing),
        WidgetProperty("rows", .optionalInt, .null),
      ] + .control() + [.bool("continuous_update", true)]),
    WidgetClass(
      "IntText", "A field for a whole number.", style: "DescriptionStyle",
      [.int("value", 0), .int("step", 1)] + number),
    WidgetClass(
      "FloatText", "A field for a number with a fraction.", style: "DescriptionStyle",
      [.double("value", 0), WidgetProperty("step", .optionalDouble, .null)] + number),
    WidgetClass(
      "BoundedIntText", "A field for a whole number between two.", view: "IntTextView",
      style: "DescriptionStyle",
      [.int("value", 0), .int("min", 0), .int("max", 100), .int("step", 1)] + number),
  ]

  /// A space without width, with which ipywidgets says that there is no placeholder.
  private static let nothing = "\u{200b}"

  private static let shown: [WidgetProperty] =
    [.text("value")] + .described() + [.text("placeholder", nothing)]

  private static let number: [WidgetProperty] = .control() + [.bool("continuous_update", false)]
}
