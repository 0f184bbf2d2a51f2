/// A matrix drawn as coloured cells: what attention weights are looked at with.
package struct Heatmap: Hashable, Sendable {
  /// Row by row; a row that is shorter than the longest is missing its last cells.
  package var values: [[Double]]
  /// Names of rows and columns; where there are none, the index stands.
  package var rowLabels: [String]
  package var columnLabels: [String]
  package var title: String
  /// What the rows are, such as `query`.
  package var rowTitle: String
  package var columnTitle: String
  package var palette: Palette
  /// Values of the two ends of the palette; nil takes the smallest and the largest value.
  package var range: ClosedRange<Double>?
  /// Whether cells have their numbers in them; nil where there is room.
  package var showsValues: Bool?
  package var showsColourBar: Bool

  package init(
    _ values: [[Double]], rowLabels: [String] = [], columnLabels: [String] = [],
    title: String = "", rowTitle: String = "", columnTitle: String = "",
    palette: Palette = .viridis, range: ClosedRange<Double>? = nil, showsValues: Bool? = nil,
    showsColourBar: Bool = true
  ) {
    self.values = values
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.title = title
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.palette = palette
    self.range = range
    self.showsValues = showsValues
    self.showsColourBar = showsColourBar
  }
}

extension Heatmap: Displayable {
  package static let renderers: [Renderer<Heatmap>] = [
    Renderer(text: "text/plain") { HeatmapText(HeatmapRow([$0])).text },
    Renderer(text: "image/svg+xml") { HeatmapSVG(HeatmapRow([$0])).text },
  ]
}
