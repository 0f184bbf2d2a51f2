/// A palette laid over a range of values.
struct ColourScale {
  let palette: Palette
  let range: ClosedRange<Double>

  /// Without a range that says something, the finite values' own is taken.
  init(palette: Palette, range: ClosedRange<Double>?, values: some Sequence<Double>) {
    self.palette = palette
    if let range, range.lowerBound.isFinite, range.upperBound.isFinite,
      range.lowerBound < range.upperBound
    {
      self.range = range
      return
    }
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if palette == .diverging, low <= high {
      // Zero is the middle.
      high = max(low.magnitude, high.magnitude)
      low = -high
    }
    self.range = low < high ? low...high : low == high ? low...(low + 1).nextUp : 0...1
  }

  /// Where a value lies from 0 to 1; NaN stays NaN.
  func position(of value: Double) -> Double {
    // Halves, since the width of the range may be beyond the largest number.
    let width = range.upperBound / 2 - range.lowerBound / 2
    return max(0, min(1, (value / 2 - range.lowerBound / 2) / width))
  }

  func colour(of value: Double) -> Colour {
    value.isNaN ? .missing : palette.colour(at: position(of: value))
  }
}
