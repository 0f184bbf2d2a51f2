/// Layers one after the other.
public final class Sequential: Layer {
  public let layers: [any Layer]

  public init(_ layers: any Layer...) {
    self.layers = layers
  }

  public init(@SequentialBuilder _ layers: () -> [any Layer]) {
    self.layers = layers()
  }

  public var stateNames: [String: String] {
    var names: [String: String] = [:]
    for index in layers.indices { names["layers.\(index)"] = "\(index)" }
    return names
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    var result = x
    for layer in layers { result = layer(result) }
    return result
  }
}

/// Makes a list of the layers that stand in a block, each on a line.
@resultBuilder
public enum SequentialBuilder {
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
