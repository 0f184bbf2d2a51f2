import ApusDisplay
import ApusTensor
import ApusValue

extension Builtin {
  /// Pictures, which are shown when they are a cell's last value or given to `display`.
  static let plots: [Builtin] = [
    Builtin(
      "heatmap",
      #"func heatmap(_ values: Tensor, rows: [String] = [], columns: [String] = [], title: String = "", rowTitle: String = "", columnTitle: String = "", titles: [String] = []) -> Plot"#,
      summary: "Draws a matrix as coloured cells, or several matrices side by side on one scale.",
      example: #"heatmap([[0.9, 0.1], [0.2, 0.8]], rows: ["x1", "x2"], columns: ["x1", "x2"])"#,
      refusals: [
        (
          "heatmap([1, 2, 3])",
          "heatmap: a heat map draws 2 axes, or 3 for several side by side, not 1"
        )
      ],
      evaluate: { call in
        let tensor = Tensor(call.registers.object(0, as: TensorBody.self))
        func labels(_ index: Int) -> [String] {
          let texts = Elements(.string, call.registers.objects[index])
          return (0..<texts.count).map { ValueText.describe(.string, 0, texts[$0].object) }
        }
        func map(_ values: ArraySlice<Double>, title: String) -> Heatmap {
          let width = tensor.shape[tensor.ndim - 1]
          let height = tensor.shape[tensor.ndim - 2]
          let start = values.startIndex
          return Heatmap(
            (0..<height).map { row in
              Array(values[(start + row * width)..<(start + (row + 1) * width)])
            },
            rowLabels: labels(1), columnLabels: labels(2), title: title,
            rowTitle: call.registers.string(4), columnTitle: call.registers.string(5))
        }
        guard tensor.ndim == 2 || tensor.ndim == 3, tensor.count <= 1_000_000 else {
          throw TensorError(
            "rank",
            tensor.count > 1_000_000
              ? "a heat map draws at most a million values, not \(tensor.count)"
              : "a heat map draws 2 axes, or 3 for several side by side, not \(tensor.ndim)",
            operation: "heatmap", operands: [0: tensor.describe])
        }
        let values = tensor.doubles()
        let title = call.registers.string(3)
        if tensor.ndim == 2 {
          return call.registers.set(
            DisplayObject(MIMEBundle(showing: map(values[...], title: title))))
        }
        let titles = labels(6)
        let size = tensor.shape[1] * tensor.shape[2]
        let maps = (0..<tensor.shape[0]).map { index in
          map(
            values[(index * size)..<((index + 1) * size)],
            title: titles.indices.contains(index) ? titles[index] : "\(index + 1)")
        }
        call.registers.set(DisplayObject(MIMEBundle(showing: HeatmapRow(maps, title: title))))
      })
  ]
}
