import ApusDisplay
import ApusJSON
import Testing

@Suite struct HeatmapTests {
  static let attention = Heatmap(
    [[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.25, 0.25, 0.5]],
    rowLabels: ["the", "swift", "flies"], columnLabels: ["the", "swift", "flies"],
    title: "Attention weights", rowTitle: "query", columnTitle: "key", range: 0...1)

  static let longNames = Heatmap(
    [[-1.5, 0, 2.25, .nan], [0.5, .infinity, -3, 1]],
    rowLabels: ["positional encoding", "<script>alert(1)</script>"],
    columnLabels: ["first column & more", "second \"quoted\"", "日本語のラベル", "d"],
    title: "Names < & > that are long", palette: .diverging)

  static let large = Heatmap(
    matrix(28, 44) { row, column in Double((row * 7 + column * column) % 23) / 22 },
    title: "Many cells", palette: .blues)

  static let heads: HeatmapRow = {
    let names = (1...5).map { "x\($0)" }
    let maps = (1...3).map { head in
      Heatmap(
        matrix(5, 5) { row, column in 1 / Double(1 + abs(row - column) * head) },
        rowLabels: names, columnLabels: names, title: "Head \(head)", rowTitle: "query",
        columnTitle: "key")
    }
    return HeatmapRow(maps, title: "Attention weights of three heads")
  }()

  private static func matrix(
    _ rows: Int, _ columns: Int, _ value: (Int, Int) -> Double
  ) -> [[Double]] {
    (0..<rows).map { row in (0..<columns).map { column in value(row, column) } }
  }

  @Test(arguments: [
    ("attention", attention), ("long-names", longNames), ("large", large),
    ("one-value", Heatmap([[3]])), ("empty", Heatmap([], title: "Nothing")),
  ])
  func `a heat map looks as it did`(name: String, map: Heatmap) throws {
    let bundle = MIMEBundle(showing: map)
    try expectGolden(bundle.data["image/svg+xml"]?.string ?? "", "heatmap-\(name).svg")
    try expectGolden(bundle.plain, "heatmap-\(name).txt")
  }

  @Test func `heads side by side look as they did`() throws {
    let bundle = MIMEBundle(showing: Self.heads)
    try expectGolden(bundle.data["image/svg+xml"]?.string ?? "", "heatmap-heads.svg")
    try expectGolden(bundle.plain, "heatmap-heads.txt")
  }

  @Test func `text from the program is escaped and no script remains`() {
    let svg = MIMEBundle(showing: Self.longNames).data["image/svg+xml"]?.string ?? ""
    #expect(!svg.contains("<script"))
    #expect(svg.contains("&lt;script&gt;alert(1)"))
    #expect(svg.contains("Names &lt; &amp; &gt; that are long"))
  }

  @Test func `control characters do not get into the markup`() {
    let svg = MIMEBundle(showing: Heatmap([[1]], title: "a\u{0}b\u{1B}c")).data["image/svg+xml"]
    #expect(svg?.string?.contains("a\u{FFFD}b\u{FFFD}c") == true)
  }

  @Test func `a huge matrix gives a drawing of bounded size that says what a cell is`() {
    let map = Heatmap(Self.matrix(1000, 700) { row, column in Double((row ^ column) % 100) })
    let bundle = MIMEBundle(showing: map)
    let svg = bundle.data["image/svg+xml"]?.string ?? ""
    #expect(svg.utf8.count < 1_000_000)
    #expect(svg.contains("each cell is the mean of up to 11 × 8 values"))
    #expect(svg.contains("1000 rows by 700 columns"))
    #expect(bundle.plain.utf8.count < 60_000)
  }

  @Test func `a mean over a block is the mean of its values`() {
    let map = Heatmap(Self.matrix(192, 96) { _, column in column == 0 ? 5 : 1 }, showsValues: true)
    let svg = MIMEBundle(showing: map).data["image/svg+xml"]?.string ?? ""
    #expect(svg.contains("up to 2 × 1 values"))
    #expect(svg.contains("fill=\"#fde725\""))
  }

  @Test func `labels without end are cut`() {
    let long = String(repeating: "w", count: 100_000)
    let map = Heatmap(
      [[1]], rowLabels: [long], columnLabels: [long], title: long, rowTitle: long,
      columnTitle: long)
    let bundle = MIMEBundle(showing: HeatmapRow([map], title: long))
    #expect((bundle.data["image/svg+xml"]?.string ?? "").utf8.count < 8000)
    #expect(bundle.plain.utf8.count < 2000)
  }

  @Test func `more maps than fit are counted`() {
    let bundle = MIMEBundle(showing: HeatmapRow(Array(repeating: Heatmap([[1]]), count: 40)))
    #expect(bundle.plain.hasSuffix("… and 24 more"))
    #expect(bundle.data["image/svg+xml"]?.string?.contains("… and 24 more") == true)
  }

  @Test func `heads are drawn on one scale`() {
    let row = HeatmapRow([Heatmap([[0, 1]]), Heatmap([[0, 10]])])
    let svg = MIMEBundle(showing: row).data["image/svg+xml"]?.string ?? ""
    // One cell of ten is the brightest; the one of one is not.
    #expect(svg.components(fill: "#fde725") == 1)
  }

  @Test(
    arguments: [
      [[Double.nan]], [[.infinity, -.infinity]], [[-1e308, 1e308]], [[0, 0], [0, 0]], [[], []],
      [[1], [], [1, 2, 3]],
    ] as [[[Double]]])
  func `odd values are drawn without a fault`(values: [[Double]]) {
    for palette in Palette.allCases {
      let bundle = MIMEBundle(showing: Heatmap(values, palette: palette))
      #expect(bundle.data["image/svg+xml"]?.string?.hasSuffix("</svg>") == true)
      #expect(!bundle.plain.isEmpty)
    }
  }
}

extension String {
  /// How many cells have that colour.
  fileprivate func components(fill: String) -> Int {
    split(separator: "<").count { $0.hasPrefix("rect") && $0.contains("fill=\"\(fill)\"") }
  }
}
