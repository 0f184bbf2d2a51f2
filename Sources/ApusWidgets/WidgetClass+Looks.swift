extension WidgetClass {
  /// What says how other widgets look.
  static let looks: [WidgetClass] = [
    WidgetClass(
      look: "Layout", "Where a widget stands and how large it is, by CSS's names.",
      view: "LayoutView", module: .base,
      optional([
        "width", "height", "margin", "padding", "align_content", "align_items", "align_self",
        "border_bottom", "border_left", "border_right", "border_top", "bottom", "display", "flex",
        "flex_flow", "grid_area", "grid_auto_columns", "grid_auto_flow", "grid_auto_rows",
        "grid_column", "grid_gap", "grid_row", "grid_template_areas", "grid_template_columns",
        "grid_template_rows", "justify_content", "justify_items", "left", "max_height",
        "max_width", "min_height", "min_width", "object_fit", "object_position", "order",
        "overflow", "right", "top", "visibility",
      ])),
    style("ProgressStyle", "The colours of a progress bar.", ["bar_color"]),
    style("SliderStyle", "The colours of a slider.", ["handle_color"]),
    style("HTMLStyle", "The look of text with markup.", ["background", "font_size", "text_color"]),
    style(
      "LabelStyle", "The look of a label.",
      [
        "background", "font_family", "font_size", "font_style", "font_variant", "font_weight",
        "text_color", "text_decoration",
      ]),
    WidgetClass(
      look: "ButtonStyle", "The look of a button.", view: "StyleView", module: .controls,
      optional([
        "button_color", "font_family", "font_size", "font_style", "font_variant", "font_weight",
        "text_color", "text_decoration",
      ])),
    style("DescriptionStyle", "The width of what stands beside a control.", []),
    style("TextStyle", "The look of a field of text.", ["background", "font_size", "text_color"]),
    style("CheckboxStyle", "The look of a box to be ticked.", ["background"]),
  ]

  private static func style(_ name: String, _ summary: String, _ keys: [String]) -> WidgetClass {
    WidgetClass(
      look: name, summary, view: "StyleView", module: .controls,
      optional(keys) + [.text("description_width")])
  }

  private static func optional(_ keys: [String]) -> [WidgetProperty] {
    keys.map { WidgetProperty($0, .optionalText, .null) }
  }
}
