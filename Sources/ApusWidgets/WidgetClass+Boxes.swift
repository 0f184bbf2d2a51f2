extension WidgetClass {
  /// What holds other widgets.
  static let boxes: [WidgetClass] = [
    box("Box", "Widgets in one box."),
    box("HBox", "Widgets side by side."),
    box("VBox", "Widgets one below the other."),
    box("GridBox", "Widgets in a grid, which the layout describes."),
    box("Tab", "Widgets behind tabs, one shown at a time.", titled),
    box("Accordion", "Widgets that fold, each under its title.", titled),
    box("Stack", "Widgets of which one is shown.", titled),
  ]

  private static let titled: [WidgetProperty] = [
    .texts("titles"), WidgetProperty("selected_index", .optionalInt, .null),
  ]

  private static func box(
    _ name: String, _ summary: String, _ own: [WidgetProperty] = []
  ) -> WidgetClass {
    WidgetClass(
      name, summary,
      [WidgetProperty("children", .parts, [])] + own + [.text("box_style")],
      text: Text(
        parameters: ["_ children: [DOMWidget] = []"],
        storing: "self.children = children",
        opening: "model.setParts(\"children\", children.map { $0.model })",
        members: """
          /// What it holds, in order.
          public var children: [DOMWidget] {
            didSet { model.setParts("children", children.map { $0.model }) }
          }
          """, hidden: ["children"]))
  }
}
