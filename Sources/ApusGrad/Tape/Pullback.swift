/// How a row's gradients come about: for each of its tensors, or lists of tensors, the cotangent of
/// that tensor from those of the results.
///
/// A part is written as if nothing had been broadcast or promoted: its result is added up over the
/// axes along which the tensor was repeated and brought to the tensor's element type where the
/// parts are called. It is computed with the catalogue's own rows, so that it can be recorded again.
package struct Pullback: Sendable {
  package typealias Part = @Sendable (PullbackCall) throws -> Recorded
  package typealias ListPart = @Sendable (PullbackCall) throws -> [Recorded]

  /// Which values a recorded call holds on to.
  package struct Kept: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// The elements of the arguments.
    package static let arguments = Kept(rawValue: 1)
    /// The elements of the results.
    package static let results = Kept(rawValue: 2)
  }

  package let kept: Kept
  /// In the order of the row's tensor parameters; nil for one that has no gradient.
  let parts: [ListPart?]

  /// One part for each tensor parameter.
  package static func of(
    _ kept: Kept, _ parts: Part?...
  ) -> Pullback {
    Pullback(kept: kept, parts: parts.map { $0.map(list) })
  }

  private static func list(_ part: @escaping Part) -> ListPart {
    { call in [try part(call)] }
  }

  /// The part of a row whose only tensor parameter is a list.
  package static func list(_ kept: Kept, _ part: @escaping ListPart) -> Pullback {
    Pullback(kept: kept, parts: [part])
  }

  /// For functions that are constant wherever they have a derivative, such as rounding.
  package static let zero = Pullback.of([]) { try $0.g * 0 }
  package static let zeros = Pullback.of([], { try $0.g * 0 }, { try $0.g * 0 })
}
