import ApusTensor

extension Tensor: Displayable {
  /// Above this, the card has the printed summary in place of a table, so that looking at a tensor
  /// never costs a copy of it.
  private static let largestTable = 1 << 20

  package static let renderers: [Renderer<Tensor>] = [
    Renderer(text: "text/plain") { $0.description },
    // A single number needs no card.
    Renderer(text: "text/html") { $0.ndim == 0 ? nil : $0.card },
  ]

  private var card: String {
    guard count <= Self.largestTable, let elements = cardElements else {
      return TensorCard.html(type: dtype.typeName, shape: shape, text: description)
    }
    return TensorCard(type: dtype.typeName, shape: shape, elements: elements).html
  }

  private var cardElements: TensorCard.Elements? {
    if dtype.isFloat { return .floats(doubles()) }
    if dtype == .bool { return .bools(doubles().map { $0 != 0 }) }
    return (try? integers()).map(TensorCard.Elements.integers)
  }
}
