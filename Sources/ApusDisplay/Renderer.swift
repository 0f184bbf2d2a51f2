import ApusJSON

/// How values of one kind look in one MIME type: a row of the table that `Displayable` keeps.
///
/// What a row gives is bounded in size whatever the value.
package struct Renderer<Value>: Sendable {
  package let type: String
  /// Nil where this value has no such form; binary types give base64, JSON types any JSON.
  package let render: @Sendable (Value) -> JSON?

  package init(_ type: String, render: @escaping @Sendable (Value) -> JSON?) {
    self.type = type
    self.render = render
  }

  package init(text type: String, render: @escaping @Sendable (Value) -> String?) {
    self.init(type) { render($0).map(JSON.string) }
  }
}
