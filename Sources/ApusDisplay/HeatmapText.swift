/// Heat maps in characters: a shade and, where there is room, the number of each cell.
struct HeatmapText {
  private(set) var text = ""
  private let scale: ColourScale

  /// More columns than this have shades only.
  private static let columnsWithNumbers = 12

  init(_ row: HeatmapRow) {
    scale = row.scale
    var parts: [String] = []
    if !row.title.isEmpty { parts.append(row.title.shortened(to: 200)) }
    parts += row.shown.map { lines(of: $0).joined(separator: "\n") }
    if let remark = row.remark { parts.append(remark) }
    text = parts.joined(separator: "\n\n")
  }

  private func lines(of map: Heatmap) -> [String] {
    let grid = HeatmapGrid(map.values)
    var lines: [String] = []
    if !map.title.isEmpty { lines.append(map.title.shortened(to: 200)) }
    let axes = [("rows", map.rowTitle), ("columns", map.columnTitle)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.shortened(to: 60))" }
    if !axes.isEmpty { lines.append(axes.joined(separator: ", ")) }
    guard !grid.cells.isEmpty else { return lines + ["no values"] }
    if let remark = grid.remark { lines.append(remark) }

    let hasNumbers = map.showsValues ?? true && grid.columns <= Self.columnsWithNumbers
    let format = NumberFormat(of: grid.cells, decimals: 3)
    let cells = (0..<grid.rows).map { row in
      (0..<grid.columns).map { column in
        let value = grid[row, column]
        return shade(value) + (hasNumbers ? " " + format.text(value) : "")
      }
    }
    let names = (0..<grid.rows).map { grid.rowLabel($0, of: map) }
    let margin = names.map(\.count).max() ?? 0
    var width = cells.joined().map(\.count).max() ?? 0
    if hasNumbers {
      let heads = (0..<grid.columns).map { grid.columnLabel($0, of: map) }
      width = max(width, heads.map(\.count).max() ?? 0)
      let head = heads.map { "  " + $0.padded(to: width) }.joined()
      lines.append(String(repeating: " ", count: margin) + head)
    }
    for (name, row) in zip(names, cells) {
      let separator = hasNumbers ? "  " : ""
      let line = row.map { separator + $0.padded(to: hasNumbers ? width : 2) }.joined()
      lines.append(name.padded(to: margin) + (hasNumbers ? "" : "  ") + line)
    }
    return lines
  }

  /// Four levels of grey, twice where the shade stands for itself; `·` is the lowest.
  private func shade(_ value: Double) -> String {
    guard !value.isNaN else { return "?" }
    let shades = ["·", "░", "▒", "▓", "█"]
    let level = Int(scale.position(of: value) * Double(shades.count))
    return shades[min(level, shades.count - 1)]
  }
}

extension String {
  /// The text with spaces before it up to a width.
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
