/// Heat maps as SVG: on a panel of their own, so that they are legible on any background, without
/// scripts, style sheets or identifiers that could clash within a page.
struct HeatmapSVG {
  private let row: HeatmapRow
  private let scale: ColourScale

  /// Maps are put into a new line beyond this width.
  private static let lineWidth = 980.0
  /// More cells than this have no tool tips.
  private static let cellsWithTips = 1024

  init(_ row: HeatmapRow) {
    self.row = row
    scale = row.scale
  }

  var text: String {
    let layouts = row.shown.map(HeatmapLayout.init)
    var places: [(x: Double, y: Double)] = []
    let head = row.title.isEmpty ? 0 : HeatmapLayout.lineHeight + 8
    var (x, y, lineHeight, right) = (0.0, head, 0.0, 0.0)
    for layout in layouts {
      if x > 0, x + layout.width > Self.lineWidth {
        y += lineHeight
        (x, lineHeight) = (0, 0)
      }
      places.append((x, y))
      x += layout.width
      right = max(right, x)
      lineHeight = max(lineHeight, layout.height)
    }
    let hasCells = layouts.contains { !$0.grid.cells.isEmpty }
    let bar = hasCells && row.maps.first?.showsColourBar ?? false
    let barText = NumberFormat(of: [scale.range.lowerBound, scale.range.upperBound], decimals: 2)
    let ticks = barTicks(barText)
    let barWidth = bar ? 30 + (ticks.map { HeatmapLayout.width($0.text, 11) }.max() ?? 0) : 0
    let barTop = head + (layouts.first?.top ?? 12)
    let barHeight = max(60, min(160, layouts.first?.cellsHeight ?? 60))
    let title = HeatmapLayout.width(row.title.shortened(to: 120), HeatmapLayout.titleSize) * 1.08
    let width = max(right + barWidth, title + 24, 120)
    let remark = row.remark
    let foot = remark == nil ? 0 : HeatmapLayout.lineHeight
    let height = max(y + lineHeight, bar ? barTop + barHeight + 16 : 0, 40) + foot

    let name = Self.name(of: row)
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": width.short, "height": height.short,
        "viewBox": "0 0 \(width.short) \(height.short)", "role": "img", "aria-label": name,
        "font-family": "system-ui, 'Helvetica Neue', Arial, sans-serif", "fill": Colour.ink.code,
      ]
    ) { svg in
      svg.element("title", text: name)
      svg.element("desc", text: description(of: row, layouts))
      svg.element(
        "rect",
        ["width": width.short, "height": height.short, "rx": "6", "fill": Colour.paper.code])
      svg.breakLine()
      if !row.title.isEmpty {
        Self.title(row.title.shortened(to: 120), x: 12, y: 22, in: &svg)
      }
      for (layout, place) in zip(layouts, places) {
        svg.element("g", ["transform": "translate(\(place.x.short) \(place.y.short))"]) { group in
          draw(layout, in: &group)
        }
        svg.breakLine()
      }
      if bar { drawBar(x: right + 4, y: barTop, height: barHeight, ticks: ticks, in: &svg) }
      if let remark {
        svg.element(
          "text",
          ["x": "12", "y": (height - 8).short, "font-size": "12", "fill": Colour.faintInk.code],
          text: remark)
      }
    }
    return markup.text
  }

  private static func name(of row: HeatmapRow) -> String {
    let titles = [row.title] + row.shown.map(\.title)
    return titles.first { !$0.isEmpty }?.shortened(to: 120) ?? "Heat map"
  }

  private func description(of row: HeatmapRow, _ layouts: [HeatmapLayout]) -> String {
    let format = NumberFormat(of: [scale.range.lowerBound, scale.range.upperBound], decimals: 3)
    let sizes = layouts.map { layout in
      let columns = layout.map.values.map(\.count).max() ?? 0
      return "\(layout.map.values.count) rows by \(columns) columns"
    }
    let maps = sizes.count == 1 ? "Heat map" : "\(row.maps.count) heat maps"
    let range = [scale.range.lowerBound, scale.range.upperBound].map(format.text)
    return "\(maps), \(sizes.first ?? "empty"); colours from \(range[0]) to \(range[1])."
  }

  private static func title(_ text: String, x: Double, y: Double, in svg: inout Markup) {
    svg.element(
      "text", ["x": x.short, "y": y.short, "font-size": "14", "font-weight": "600"], text: text)
  }
}

extension HeatmapSVG {
  private func draw(_ layout: HeatmapLayout, in svg: inout Markup) {
    let map = layout.map
    if !map.title.isEmpty {
      Self.title(map.title.shortened(to: 80), x: 12, y: 24, in: &svg)
    }
    guard !layout.grid.cells.isEmpty else {
      svg.element(
        "text",
        [
          "x": layout.left.short, "y": (layout.top + 14).short, "font-size": "12",
          "fill": Colour.faintInk.code,
        ], text: "no values")
      return
    }
    drawCells(layout, in: &svg)
    drawRowNames(layout, in: &svg)
    drawColumnNames(layout, in: &svg)
  }

  private func drawCells(_ layout: HeatmapLayout, in svg: inout Markup) {
    let grid = layout.grid
    let exact = NumberFormat(of: grid.cells, decimals: 4)
    svg.element("g", ["shape-rendering": "crispEdges"]) { cells in
      for row in 0..<grid.rows {
        var column = 0
        while column < grid.columns {
          let colour = scale.colour(of: grid[row, column])
          let hasTips = grid.cells.count <= Self.cellsWithTips
          var end = column + 1
          // Without tool tips, neighbours of one colour are one rectangle.
          while !hasTips, end < grid.columns, scale.colour(of: grid[row, end]).code == colour.code {
            end += 1
          }
          let place: KeyValuePairs = [
            "x": (layout.left + Double(column) * layout.cellWidth).short,
            "y": (layout.top + Double(row) * layout.cellHeight).short,
            "width": (Double(end - column) * layout.cellWidth).short,
            "height": layout.cellHeight.short, "fill": colour.code,
          ]
          if hasTips {
            let names = "\(layout.rowNames[row]), \(layout.columnNames[column])"
            cells.element("rect", place) { rectangle in
              rectangle.element("title", text: "\(names): \(exact.text(grid[row, column]))")
            }
          } else {
            cells.element("rect", place)
          }
          column = end
        }
        cells.breakLine()
      }
    }
    guard layout.hasValues else { return }
    svg.element("g", ["font-size": "11", "text-anchor": "middle", "pointer-events": "none"]) {
      texts in
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let value = grid[row, column]
          texts.element(
            "text",
            [
              "x": (layout.left + (Double(column) + 0.5) * layout.cellWidth).short,
              "y": (layout.top + (Double(row) + 0.5) * layout.cellHeight + 4).short,
              "fill": scale.colour(of: value).textColour.code,
            ], text: layout.format.text(value))
        }
        texts.breakLine()
      }
    }
  }

  private func drawRowNames(_ layout: HeatmapLayout, in svg: inout Markup) {
    svg.element("g", ["font-size": "12", "text-anchor": "end"]) { names in
      for row in stride(from: 0, to: layout.grid.rows, by: layout.stride(of: layout.cellHeight)) {
        names.element(
          "text",
          [
            "x": (layout.left - 6).short,
            "y": (layout.top + (Double(row) + 0.5) * layout.cellHeight + 4).short,
          ], text: layout.rowNames[row])
      }
    }
    guard !layout.map.rowTitle.isEmpty else { return }
    let middle = (layout.top + layout.cellsHeight / 2).short
    svg.element(
      "text",
      [
        "font-size": "12", "text-anchor": "middle", "fill": Colour.faintInk.code,
        "transform": "translate(20 \(middle)) rotate(-90)",
      ], text: layout.map.rowTitle.shortened(to: 60))
  }

  private func drawColumnNames(_ layout: HeatmapLayout, in svg: inout Markup) {
    let bottom = layout.top + layout.cellsHeight
    let step = layout.isSlanted || layout.cellWidth < 24 ? layout.stride(of: layout.cellWidth) : 1
    let anchor = layout.isSlanted ? "end" : "middle"
    let steps = layout.isSlanted ? step : layout.columnStride(atLeast: step)
    svg.element("g", ["font-size": "12", "text-anchor": anchor]) { names in
      for column in stride(from: 0, to: layout.grid.columns, by: steps) {
        let x = layout.left + (Double(column) + 0.5) * layout.cellWidth
        let name = layout.columnNames[column]
        if layout.isSlanted {
          let place = "translate(\((x + 4).short) \((bottom + 12).short)) rotate(-45)"
          names.element("text", ["transform": place], text: name)
        } else {
          names.element("text", ["x": x.short, "y": (bottom + 15).short], text: name)
        }
      }
    }
    for (index, line) in layout.footLines.enumerated() {
      let fromBottom = Double(layout.footLines.count - 1 - index) * HeatmapLayout.lineHeight
      svg.element(
        "text",
        [
          "x": (layout.left + layout.cellsWidth / 2).short,
          "y": (layout.height - 10 - fromBottom).short, "font-size": "12",
          "text-anchor": "middle", "fill": Colour.faintInk.code,
        ], text: line)
    }
  }

  private func barTicks(_ format: NumberFormat) -> [(position: Double, text: String)] {
    [0, 0.5, 1].map { position in
      let value = scale.range.lowerBound * (1 - position) + scale.range.upperBound * position
      return (position, format.text(value))
    }
  }

  private func drawBar(
    x: Double, y: Double, height: Double, ticks: [(position: Double, text: String)],
    in svg: inout Markup
  ) {
    let steps = 40
    let step = height / Double(steps)
    svg.element("g", ["shape-rendering": "crispEdges"]) { bar in
      for index in 0..<steps {
        let colour = scale.palette.colour(at: 1 - (Double(index) + 0.5) / Double(steps))
        bar.element(
          "rect",
          [
            "x": x.short, "y": (y + Double(index) * step).short, "width": "12",
            // A little overlap, so that no seam shows.
            "height": (step + 0.5).short, "fill": colour.code,
          ])
      }
    }
    svg.element("g", ["font-size": "11"]) { names in
      for (position, text) in ticks {
        names.element(
          "text", ["x": (x + 16).short, "y": (y + (1 - position) * height + 4).short], text: text)
      }
    }
  }
}

extension Double {
  /// The number with at most two decimals, as coordinates need it.
  fileprivate var short: String {
    let hundredths = Int((self * 100).rounded())
    guard hundredths % 100 != 0 else { return String(hundredths / 100) }
    let (sign, size) = (hundredths < 0 ? "-" : "", hundredths.magnitude)
    let fraction = size % 100
    let digits =
      fraction % 10 == 0 ? String(fraction / 10) : (fraction < 10 ? "0" : "") + String(fraction)
    return "\(sign)\(size / 100).\(digits)"
  }
}
