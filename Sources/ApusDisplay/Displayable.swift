/// A kind of value with the forms in which a front end may show it.
package protocol Displayable {
  /// One row a MIME type; the first is `text/plain`, which every value has.
  static var renderers: [Renderer<Self>] { get }
}
