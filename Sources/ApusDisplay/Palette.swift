/// A scale of colours that keeps its order in grey and to the colour-blind.
package enum Palette: String, CaseIterable, Sendable {
  /// Dark violet to yellow, evenly spaced to the eye (S. van der Walt and N. Smith).
  case viridis
  /// Near white to dark blue; prints well.
  case blues
  /// Blue through near white to orange, for values on both sides of a middle.
  case diverging

  private static let stops: [Palette: [Colour]] = [
    .viridis: [
      0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
    ].map(Colour.init),
    .blues: [0xF7FBFF, 0xD6E6F4, 0xABD0E6, 0x6AAED6, 0x3787C0, 0x105BA4, 0x08306B].map(Colour.init),
    .diverging: [0x0B5FA5, 0x5B9BCB, 0xB5D0E6, 0xF7F7F7, 0xF5CBA0, 0xDD8A3C, 0xA34B00].map(
      Colour.init),
  ]

  /// The colour at `t` of the way from 0 to 1; what lies outside takes the nearer end.
  package func colour(at t: Double) -> Colour {
    let stops = Self.stops[self] ?? []
    guard let first = stops.first, !t.isNaN else { return .missing }
    let place = max(0, min(1, t)) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    guard index >= 0 else { return first }
    return stops[index].mixed(with: stops[index + 1], at: place - Double(index))
  }
}
