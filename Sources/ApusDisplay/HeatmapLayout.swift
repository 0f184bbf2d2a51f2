/// Where the parts of one heat map stand, in pixels from its upper left corner.
struct HeatmapLayout {
  let map: Heatmap
  let grid: HeatmapGrid
  let format: NumberFormat
  let rowNames: [String]
  let columnNames: [String]
  let hasValues: Bool
  let cellWidth: Double
  let cellHeight: Double
  /// Whether the names of the columns are written at a slant.
  let isSlanted: Bool
  /// The upper left corner of the cells.
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  /// Lines under the cells: the columns' title and what a cell is.
  let footLines: [String]

  static let labelSize = 12.0
  static let valueSize = 11.0
  static let titleSize = 14.0
  static let lineHeight = 18.0
  /// What cells take at most in each direction, where they have no numbers in them.
  private static let extent = 400.0

  init(_ map: Heatmap) {
    self.map = map
    grid = HeatmapGrid(map.values)
    format = NumberFormat(of: grid.cells, decimals: 2)
    let (grid, format) = (grid, format)
    hasValues =
      !grid.isReduced && grid.columns <= 24 && grid.rows <= 48
      && (map.showsValues ?? (grid.columns <= 12 && grid.rows <= 16))
    rowNames = (0..<grid.rows).map { grid.rowLabel($0, of: map) }
    columnNames = (0..<grid.columns).map { grid.columnLabel($0, of: map) }

    if hasValues {
      let widest = grid.cells.map { Self.width(format.text($0), Self.valueSize) }.max() ?? 0
      // Short names are given the room to stand level.
      let names = columnNames.map { Self.width($0, Self.labelSize) }.max() ?? 0
      cellWidth = max(36, (widest + 10).rounded(.up), names > 60 ? 0 : (names + 6).rounded(.up))
      cellHeight = 28
    } else {
      let count = Double(max(grid.rows, grid.columns, 1))
      cellWidth = max(4, min(26, (Self.extent / count).rounded(.down)))
      cellHeight = cellWidth
    }
    let columnsWidth = columnNames.map { Self.width($0, Self.labelSize) }.max() ?? 0
    isSlanted =
      columnsWidth > cellWidth - 4 && cellWidth >= Self.labelSize
      || columnsWidth > cellWidth * 4
    let reach = isSlanted ? columnsWidth * 0.71 : 0
    let rowsWidth = rowNames.map { Self.width($0, Self.labelSize) }.max() ?? 0
    let names = max(rowsWidth + 8, reach - cellWidth / 2)
    left = 12 + (map.rowTitle.isEmpty ? 0 : Self.lineHeight) + names
    top = 12 + (map.title.isEmpty ? 0 : Self.lineHeight + 4)

    footLines = [map.columnTitle.shortened(to: 80), grid.remark ?? ""].filter { !$0.isEmpty }
    let columnLabels = isSlanted ? reach + 12 : Self.lineHeight
    let cells = (width: Double(grid.columns) * cellWidth, height: Double(grid.rows) * cellHeight)
    let title = Self.width(map.title.shortened(to: 80), Self.titleSize) * 1.08
    let foot = footLines.map { Self.width($0, Self.labelSize) }.max() ?? 0
    // A foot line is centred under the cells, a title begins at the left edge.
    width = max(left + max(cells.width, foot / 2 + cells.width / 2) + 12, title + 24, 120)
    height =
      top + max(cells.height, 24) + columnLabels + Double(footLines.count)
      * Self.lineHeight + 8
  }

  var cellsWidth: Double { Double(grid.columns) * cellWidth }
  var cellsHeight: Double { Double(grid.rows) * cellHeight }

  /// Every how many names one is written, so that they do not overlap.
  func stride(of size: Double) -> Int { max(1, Int((13 / size).rounded(.up))) }

  /// About how wide a text is in a sans-serif face; errs to the wide side.
  static func width(_ text: String, _ size: Double) -> Double {
    text.unicodeScalars.reduce(0) { width, scalar in
      width + (scalar.value >= 0x1100 && scalar.properties.isAlphabetic ? 1.0 : 0.6) * size
    }
  }
}

extension HeatmapLayout {
  /// Every how many columns a level name is written, so that wide names do not run together.
  func columnStride(atLeast step: Int) -> Int {
    let widest = columnNames.map { Self.width($0, Self.labelSize) }.max() ?? 0
    return max(step, Int(((widest + 4) / cellWidth).rounded(.up)))
  }
}
