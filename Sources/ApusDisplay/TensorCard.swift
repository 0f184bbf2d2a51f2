/// A tensor as HTML: what it is, the range of its values, and a table shaded by value.
///
/// Beyond a few rows and columns the middle is left out, so the card stays below 64 KB whatever the
/// tensor. Colours are translucent over the page's own, so that they suit light and dark themes.
struct TensorCard {
  /// A tensor's elements in row-major order.
  enum Elements {
    case floats([Double])
    case integers([Int])
    case bools([Bool])
  }

  /// The element type's name.
  let type: String
  let shape: [Int]
  let elements: Elements

  /// Rows and columns of a matrix that are shown, and those of each matrix where there are several.
  private static let extent = 16
  private static let extentOfMany = 10
  /// How many matrices of a tensor with more axes are shown.
  private static let matrices = 4

  var html: String {
    var markup = Markup()
    markup.element("div", ["style": "overflow-x:auto;max-width:100%"]) { card in
      Self.caption(type: type, shape: shape, note: statistics, in: &card)
      guard !shape.isEmpty, count > 0 else { return }
      let table = tableShape
      let matrixCount = count / (table.rows * table.columns)
      for matrix in 0..<min(matrixCount, Self.matrices) {
        if shape.count > 2 {
          card.element("div", ["style": "opacity:0.7"], text: name(ofMatrix: matrix))
        }
        drawTable(matrix, isOnly: matrixCount == 1, in: &card)
      }
      if matrixCount > Self.matrices {
        let rest = matrixCount - Self.matrices
        card.element("div", ["style": "opacity:0.7"], text: "… and \(rest) more of this shape")
      }
    }
    return markup.text
  }

  /// The card of a tensor whose elements are too many to be looked at: with a text in their place.
  static func html(type: String, shape: [Int], text: String) -> String {
    var markup = Markup()
    markup.element("div", ["style": "overflow-x:auto;max-width:100%"]) { card in
      caption(type: type, shape: shape, note: nil, in: &card)
      card.element("pre", text: text)
    }
    return markup.text
  }

  private static func caption(
    type: String, shape: [Int], note: String?, in card: inout Markup
  ) {
    card.element("div", ["style": "margin-bottom:4px"]) { line in
      line.element("b", text: "Tensor")
      line.append(" \(type) \(shape)")
      if let note {
        line.element("span", ["style": "opacity:0.7"], text: " · \(note)")
      }
    }
  }

  private var count: Int {
    switch elements {
    case .floats(let values): values.count
    case .integers(let values): values.count
    case .bools(let values): values.count
    }
  }

  /// The last two axes; a vector is one row.
  private var tableShape: (rows: Int, columns: Int) {
    (shape.count > 1 ? shape[shape.count - 2] : 1, shape.last ?? 1)
  }

  /// `[0, 2]` of the axes before the last two.
  private func name(ofMatrix matrix: Int) -> String {
    var rest = matrix
    var index: [String] = []
    for size in shape.dropLast(2).reversed() {
      index.append(String(rest % size))
      rest /= size
    }
    return "[\(index.reversed().joined(separator: ", "))]"
  }

  private var statistics: String? {
    guard case .floats(let values) = elements, values.count > 1 else { return nil }
    let finite = values.filter(\.isFinite)
    var parts: [String] = []
    if let low = finite.min(), let high = finite.max() {
      let mean = finite.reduce(0) { $0 + $1 / Double(finite.count) }
      let format = NumberFormat(of: [low, mean, high], decimals: 4)
      parts = zip(["min", "mean", "max"], [low, mean, high]).map { "\($0) \(format.text($1))" }
    }
    for (name, odd) in [
      ("nan", values.count(where: \.isNaN)), ("infinite", values.count(where: \.isInfinite)),
    ] where odd > 0 {
      parts.append("\(odd) \(name)")
    }
    return parts.joined(separator: ", ")
  }
}

extension TensorCard {
  private func drawTable(_ matrix: Int, isOnly: Bool, in card: inout Markup) {
    let (rows, columns) = tableShape
    let extent = isOnly ? Self.extent : Self.extentOfMany
    let shownRows = Self.shown(of: rows, extent)
    let shownColumns = Self.shown(of: columns, extent)
    let start = matrix * rows * columns
    let places = shownRows.compactMap { $0 }.flatMap { row in
      shownColumns.compactMap { $0 }.map { start + row * columns + $0 }
    }
    let format = format(of: places)
    let largest = places.map { magnitude($0) }.filter(\.isFinite).max() ?? 0
    let style = "border-collapse:collapse;font-family:monospace;font-size:12px;margin:0 0 6px 0"
    card.element("table", ["style": style]) { table in
      table.element("tr") { head in
        if rows > 1 { head.element("th", text: "") }
        for column in shownColumns {
          head.element("th", ["style": Self.headStyle], text: column.map(String.init) ?? "…")
        }
      }
      for row in shownRows {
        table.element("tr") { line in
          if rows > 1 {
            line.element("th", ["style": Self.headStyle], text: row.map(String.init) ?? "…")
          }
          for column in shownColumns {
            guard let row, let column else {
              line.element("td", ["style": Self.cellStyle], text: row == nil ? "⋮" : "…")
              continue
            }
            let place = start + row * columns + column
            let style = Self.cellStyle + shading(place, largest: largest)
            line.element("td", ["style": style], text: text(place, format))
          }
        }
      }
    }
  }

  private static let headStyle = "opacity:0.6;font-weight:normal;text-align:right;padding:1px 6px"
  private static let cellStyle = "text-align:right;padding:1px 6px"

  /// The indices along an axis that are shown; nil stands for those left out.
  private static func shown(of size: Int, _ extent: Int) -> [Int?] {
    guard size > extent else { return Array(0..<size) }
    let half = extent / 2 - 1
    return Array(0..<half) + [nil] + Array((size - half)..<size)
  }

  private func format(of places: [Int]) -> NumberFormat {
    guard case .floats(let values) = elements else { return NumberFormat(.whole) }
    return NumberFormat(of: places.lazy.map { values[$0] }, decimals: 4)
  }

  private func text(_ place: Int, _ format: NumberFormat) -> String {
    switch elements {
    case .floats(let values): format.text(values[place])
    case .integers(let values): String(values[place])
    case .bools(let values): values[place] ? "true" : "false"
    }
  }

  private func magnitude(_ place: Int) -> Double { signed(place).magnitude }

  private func signed(_ place: Int) -> Double {
    switch elements {
    case .floats(let values): values[place]
    case .integers(let values): Double(values[place])
    case .bools(let values): values[place] ? 1 : 0
    }
  }

  /// Blue for positive, orange for negative, the stronger the larger; never so strong that the
  /// page's own text colour could not be read on it.
  private func shading(_ place: Int, largest: Double) -> String {
    let value = signed(place)
    guard !value.isNaN, largest > 0, value != 0 else { return "" }
    let strength = Int((min(1, value.magnitude / largest) * 9).rounded())
    guard strength > 0 else { return "" }
    let colour = value > 0 ? "31,119,220" : "230,120,20"
    return ";background-color:rgba(\(colour),0.\(strength * 4 < 10 ? "0" : "")\(strength * 4))"
  }
}
