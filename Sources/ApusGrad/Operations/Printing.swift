import ApusTensor

extension Catalogue {
  /// How tensors print.
  static let printing: [Operation] = [
    Operation(
      "description", ["extension Tensor { var description: String }"], shape: "x -> _",
      "The text that print shows.", example: "Tensor([1, 2]).description",
      samples: [Sample(.of(2, 3)), Sample(.of(0))]
    ) { $0.tensor(0).description },
    Operation(
      "printOptions",
      [
        "func printOptions(precision: Int = 4, threshold: Int = 1000, edgeItems: Int = 3, "
          + "lineWidth: Int = 80, scientific: Bool? = nil)"
      ],
      shape: "-> _", "Sets how tensors print from now on; without arguments, as at first.",
      example: "printOptions(precision: 10)", samples: [Sample(), Sample(4, 1000)],
      refusals: [
        Refusal(-1, says: "precision is from 0 to 60, got -1"),
        Refusal(4, -1, says: "threshold is from 0 to 100000, got -1"),
      ]
    ) { call in
      var options = PrintOptions()
      options.precision = try checked("precision", call.int(0), 0...60)
      options.threshold = try checked("threshold", call.int(1), 0...100_000)
      options.edgeItems = try checked("edgeItems", call.int(2), 1...1000)
      options.lineWidth = try checked("lineWidth", call.int(3), 20...10_000)
      options.scientific = call.optionalInt(4).map { $0 != 0 }
      PrintOptions.current = options
      return Nothing()
    },
  ]

  private static func checked(
    _ name: String, _ value: Int, _ range: ClosedRange<Int>
  ) throws(TensorError) -> Int {
    guard range.contains(value) else {
      throw TensorError(
        "argument",
        "\(name) is from \(range.lowerBound) to \(range.upperBound), got \(value)")
    }
    return value
  }
}
