/// A heat map's values, reduced so that no more than `limit` rows and columns are drawn.
struct HeatmapGrid {
  static let limit = 96

  let rows: Int
  let columns: Int
  /// How many rows and columns of the matrix one cell of the drawing is the mean of.
  let blockRows: Int
  let blockColumns: Int
  /// Row by row, NaN where there is no value.
  let cells: [Double]

  init(_ values: [[Double]]) {
    let width = values.map(\.count).max() ?? 0
    let height = width == 0 ? 0 : values.count
    let blockRows = max(1, (height + Self.limit - 1) / Self.limit)
    let blockColumns = max(1, (width + Self.limit - 1) / Self.limit)
    rows = (height + blockRows - 1) / blockRows
    columns = (width + blockColumns - 1) / blockColumns
    var cells: [Double] = []
    cells.reserveCapacity(rows * columns)
    for row in 0..<rows {
      let lines = values[(row * blockRows)...].prefix(blockRows)
      for column in 0..<columns {
        cells.append(
          Self.mean(
            lines.lazy.flatMap { $0.dropFirst(column * blockColumns).prefix(blockColumns) }))
      }
    }
    self.blockRows = blockRows
    self.blockColumns = blockColumns
    self.cells = cells
  }

  /// The mean of the numbers among some values; NaN where there is none.
  private static func mean(_ block: some Sequence<Double>) -> Double {
    var sum = 0.0
    var count = 0.0
    for value in block where !value.isNaN {
      sum += value
      count += 1
    }
    return sum / count
  }

  subscript(row: Int, column: Int) -> Double { cells[row * columns + column] }

  var isReduced: Bool { blockRows > 1 || blockColumns > 1 }

  /// The sentence that says what a cell is.
  var remark: String? {
    isReduced ? "each cell is the mean of up to \(blockRows) × \(blockColumns) values" : nil
  }

  func rowLabel(_ row: Int, of map: Heatmap) -> String {
    Self.label(row * blockRows, of: map.rowLabels)
  }

  func columnLabel(_ column: Int, of map: Heatmap) -> String {
    Self.label(column * blockColumns, of: map.columnLabels)
  }

  private static func label(_ index: Int, of labels: [String]) -> String {
    index < labels.count ? labels[index].shortened(to: 24) : String(index)
  }
}

extension String {
  /// The text on one line and cut to a number of characters, with an ellipsis where it was cut.
  func shortened(to limit: Int) -> String {
    let line = String(prefix(limit + 1).map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > limit ? line.prefix(limit - 1) + "…" : line
  }
}
