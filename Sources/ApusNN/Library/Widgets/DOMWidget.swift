/// A widget that stands on the page.
public class DOMWidget: Widget {
  /// Where it stands and how large it is.
  public let layout: Layout

  init(_ kind: String, _ layout: Layout) {
    self.layout = layout
    super.init(kind)
    model.setPart("layout", layout.model)
  }

  /// What is shown while the pointer rests on it.
  public var tooltip: String? {
    get { model.optionalText("tooltip") }
    set { model.setOptionalText("tooltip", newValue) }
  }
}

/// A widget for one argument of the function that `interact` calls.
public struct Control<Value> {
  let widget: DOMWidget
  let key: String
  let value: () -> Value
}
