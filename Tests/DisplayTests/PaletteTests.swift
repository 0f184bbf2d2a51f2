import Testing

@testable import ApusDisplay

@Suite struct PaletteTests {
  @Test(arguments: Palette.allCases)
  func `text on each colour of a palette has a contrast of at least 4.5`(palette: Palette) {
    for step in 0...100 {
      let colour = palette.colour(at: Double(step) / 100)
      #expect(colour.contrast(with: colour.textColour) >= 4.5)
    }
  }

  @Test(arguments: [Palette.viridis, .blues])
  func `the lightness of a sequential palette goes one way`(palette: Palette) {
    let lightness = (0...50).map { palette.colour(at: Double($0) / 50).luminance }
    let ordered = palette == .viridis ? lightness : lightness.reversed()
    #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `the middle of the diverging palette is zero`() {
    let scale = ColourScale(palette: .diverging, range: nil, values: [-1, 3])
    #expect(scale.range == -3...3)
    #expect(scale.colour(of: 0).code == "#f7f7f7")
  }

  @Test func `contrast is that of the WCAG`() {
    #expect(Colour(0x000000).contrast(with: Colour(0xFFFFFF)) == 21)
    #expect(abs(Colour(0x767676).contrast(with: Colour(0xFFFFFF)) - 4.54) < 0.01)
  }
}
