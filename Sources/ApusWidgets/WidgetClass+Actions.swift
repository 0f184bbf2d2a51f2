extension WidgetClass {
  /// What does something.
  static let actions: [WidgetClass] = [
    WidgetClass(
      "Button", "A button that calls a function.", style: "ButtonStyle",
      [.text("description"), .text("button_style"), .text("icon"), .bool("disabled", false)],
      text: Text(
        members: """
          /// Has a function called at each click.
          public func onClick(_ body: @escaping () -> Void) { model.observe("click", body) }

          /// Does what a click does.
          public func click() { model.notify("click") }
          """)),
    WidgetClass(
      "Play", "Buttons that let a number run, as the frames of a film.",
      style: "DescriptionStyle",
      [
        .int("value", 0), .int("min", 0), .int("max", 100), .int("step", 1),
        .int("interval", 100),
      ] + .control() + [
        .bool("playing", false), .bool("repeat", false), .bool("show_repeat", true),
      ]),
    WidgetClass(
      "FileUpload", "A button that takes files.", style: "ButtonStyle",
      .control("Upload") + [
        .text("accept"), .text("button_style"), .text("error"), .text("icon", "upload"),
        .bool("multiple", false), WidgetProperty("value", .outputs, []),
      ],
      text: Text(
        members: """
          /// The names of the files that were taken.
          public var names: [String] { model.names("value") }

          /// What they hold, as texts.
          public var contents: [String] { model.contents("value") }

          /// Has a function called with the files' names when there are new ones.
          public func onChange(_ body: @escaping ([String]) -> Void) {
            model.observe("value") { body(self.names) }
          }
          """)),
  ]
}
