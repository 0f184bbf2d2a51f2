extension WidgetClass {
  /// Bars that show how far something is.
  static let progress: [WidgetClass] = [
    WidgetClass(
      "IntProgress", "A bar that shows how many steps are done.", view: "ProgressView",
      style: "ProgressStyle",
      [.int("value", 0), .int("min", 0), .int("max", 100)] + .described() + bar),
    WidgetClass(
      "FloatProgress", "A bar that shows what part is done.", view: "ProgressView",
      style: "ProgressStyle",
      [.double("value", 0), .double("min", 0), .double("max", 100)] + .described() + bar),
  ]

  private static let bar: [WidgetProperty] = [
    .text("bar_style"), .text("orientation", "horizontal"),
  ]

  /// Sliders.
  static let sliders: [WidgetClass] = [
    WidgetClass(
      "IntSlider", "A slider for whole numbers.", style: "SliderStyle",
      [.int("value", 0), .int("min", 0), .int("max", 100), .int("step", 1)]
        + slider(format: "d")),
    WidgetClass(
      "FloatSlider", "A slider for numbers with a fraction.", style: "SliderStyle",
      [.double("value", 0), .double("min", 0), .double("max", 100), .double("step", 0.1)]
        + slider(format: ".2f")),
    WidgetClass(
      "FloatLogSlider", "A slider over powers of a base, from base**min to base**max.",
      style: "SliderStyle",
      [
        .double("value", 1), .double("base", 10), .double("min", 0), .double("max", 4),
        .double("step", 0.1),
      ] + slider(format: ".3g")),
    WidgetClass(
      "IntRangeSlider", "A slider with two ends, for a range of whole numbers.",
      style: "SliderStyle",
      [
        WidgetProperty("value", .ints, [25, 75]), .int("min", 0), .int("max", 100),
        .int("step", 1),
      ] + slider(format: "d")),
  ]

  private static func slider(format: String) -> [WidgetProperty] {
    .control() + [
      .bool("continuous_update", true), .text("orientation", "horizontal"),
      .bool("readout", true), .text("readout_format", format), .text("behavior", "drag-tap"),
    ]
  }
}
