/// A part of a page that the program and its reader both see and change: a slider, a button, a bar.
///
/// The last value of a cell shows it, and `display(_:)`. Outside a notebook it holds its state and
/// prints as a text.
public class Widget: CustomStringConvertible {
  let model: WidgetModel

  init(_ kind: String) { model = WidgetModel(kind) }

  public var description: String { model.summary }

  /// Has a function called when an entry of the state changes, by the front end's name of it.
  public func observe(_ key: String, _ body: @escaping () -> Void) { model.observe(key, body) }

  /// Takes it from the page for good.
  public func close() { model.close() }
}
