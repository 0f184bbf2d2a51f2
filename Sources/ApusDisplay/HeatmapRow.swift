/// Heat maps side by side on one scale of colours, such as the heads of an attention layer.
///
/// The first map's palette and colour bar are everyone's. Beyond `limit` maps, a line says how many
/// were left out.
package struct HeatmapRow: Hashable, Sendable {
  package static let limit = 16

  package var maps: [Heatmap]
  package var title: String
  /// Values of the two ends of the palette; nil takes the smallest and the largest of all maps.
  package var range: ClosedRange<Double>?

  package init(_ maps: [Heatmap], title: String = "", range: ClosedRange<Double>? = nil) {
    self.maps = maps
    self.title = title
    self.range = range
  }

  /// What both forms of the row draw.
  var shown: ArraySlice<Heatmap> { maps.prefix(Self.limit) }

  /// The sentence about maps that are not drawn.
  var remark: String? {
    maps.count > Self.limit ? "… and \(maps.count - Self.limit) more" : nil
  }

  var scale: ColourScale {
    ColourScale(
      palette: maps.first?.palette ?? .viridis,
      range: range ?? (maps.count == 1 ? maps.first?.range : nil),
      values: shown.lazy.flatMap { $0.values.lazy.joined() })
  }
}

extension HeatmapRow: Displayable {
  package static let renderers: [Renderer<HeatmapRow>] = [
    Renderer(text: "text/plain") { HeatmapText($0).text },
    Renderer(text: "image/svg+xml") { HeatmapSVG($0).text },
  ]
}
