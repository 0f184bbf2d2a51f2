import Glibc

/// A colour of the screen (sRGB), each part from 0 to 255.
package struct Colour: Hashable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double

  init(_ code: UInt32) {
    red = Double(code >> 16 & 0xFF)
    green = Double(code >> 8 & 0xFF)
    blue = Double(code & 0xFF)
  }

  /// The colour between this one and another, at `t` of the way from 0 to 1.
  func mixed(with other: Colour, at t: Double) -> Colour {
    var colour = self
    colour.red += (other.red - red) * t
    colour.green += (other.green - green) * t
    colour.blue += (other.blue - blue) * t
    return colour
  }

  /// `#rrggbb`.
  package var code: String {
    "#"
      + [red, green, blue].map { part in
        let byte = UInt8(clamping: Int(part.rounded()))
        return (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
  }

  /// Relative luminance from 0 to 1 (WCAG 2.2, "relative luminance").
  package var luminance: Double {
    func linear(_ part: Double) -> Double {
      let part = part / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast ratio from 1 to 21 (WCAG 2.2, "contrast ratio").
  package func contrast(with other: Colour) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }

  static let ink = Colour(0x1B1F24)
  static let faintInk = Colour(0x57606A)
  static let paper = Colour(0xFFFFFF)
  static let missing = Colour(0xD0D7DE)

  private static let black = Colour(0x000000)

  /// Black or white, whichever is better read on this colour; nothing less dark than black would
  /// reach a contrast of 4.5 on every colour.
  package var textColour: Colour {
    contrast(with: .paper) > contrast(with: .black) ? .paper : .black
  }
}
