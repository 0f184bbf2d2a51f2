import ApusJSON

extension WidgetClass {
  /// Pictures, and what cells show.
  static let media: [WidgetClass] = [
    WidgetClass(
      "Image", "A picture in a PNG or JPEG file's form.",
      [
        WidgetProperty("value", .bytes, .string("")), .text("format", "png"), .text("width"),
        .text("height"),
      ],
      text: Text(
        parameters: ["_ path: String = \"\""],
        opening: "if !path.isEmpty { model.setFile(\"value\", path) }",
        members: """
          /// Shows the picture in another file.
          public func show(_ path: String) { model.setFile("value", path) }
          """)),
    WidgetClass(
      "Output", "An area that shows what a function prints and displays.", module: .output,
      [.text("msg_id"), WidgetProperty("outputs", .outputs, [])],
      text: Text(
        members: """
          /// Does something whose prints and displays go into the area, behind what is there.
          public func capture(_ body: () -> Void) { model.capture(false, body) }

          /// Forgets what the area shows.
          public func clear() { model.clearOutputs() }
          """, hidden: ["msg_id"])),
  ]
}
