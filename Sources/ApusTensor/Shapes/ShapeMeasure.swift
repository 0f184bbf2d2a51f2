/// A number or a list of numbers that an operation tells of its argument's shape, by the name that
/// shape rules use.
package struct ShapeMeasure: Sendable {
  package let name: String
  /// What is told; every argument is known.
  let apply: @Sendable ([ShapeArgument]) throws(TensorError) -> ShapeArgument

  private init(
    _ name: String,
    _ apply: @escaping @Sendable ([ShapeArgument]) throws(TensorError) -> ShapeArgument
  ) {
    self.name = name
    self.apply = apply
  }

  static func named(_ name: String) -> ShapeMeasure? { all.first { $0.name == name } }

  private static let all: [ShapeMeasure] = [
    ShapeMeasure("sizes") { .ints($0.shape(0)) },
    ShapeMeasure("axes") { .int($0.shape(0).count) },
    ShapeMeasure("elements") { values throws(TensorError) in
      .int(try Shape.count(values.shape(0)))
    },
    ShapeMeasure("size") { values throws(TensorError) in
      let shape = values.shape(0)
      return .int(shape[try Shape.axis(values.int(1), of: shape.count)])
    },
  ]
}
