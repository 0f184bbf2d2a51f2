extension Type: CustomStringConvertible {
  /// The type as Swift writes it.
  package var description: String {
    switch self {
    case .int: "Int"
    case .double: "Double"
    case .float: "Float"
    case .bool: "Bool"
    case .string: "String"
    case .tensor: "Tensor"
    case .never: "Never"
    case .any: "Any"
    case .error: "any Error"
    case .array(let element): "[\(element)]"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .optional(.function(let parameters, let result, let thrown)):
      "(\(Type.function(parameters: parameters, result: result, thrown: thrown)))?"
    case .optional(.error): "(any Error)?"
    case .optional(let wrapped): "\(wrapped)?"
    case .tuple(let elements):
      "("
        + elements.map { element in
          element.label.map { "\($0): \(element.type)" } ?? "\(element.type)"
        }.joined(separator: ", ") + ")"
    case .function(let parameters, let result, let thrown):
      "(\(parameters.map(\.description).joined(separator: ", ")))"
        + "\(Self.effect(thrown)) -> \(result)"
    case .range(let kind, let bound): "\(kind.rawValue)<\(bound)>"
    case .nominal(let type): type.name
    case .enumeration(let name), .opaque(let name), .parameter(let name): name
    case .metatype(let type): "\(type).Type"
    case .invalid: "_"
    }
  }

  /// ` throws` or ` throws(Failure)`, between the parameters and the arrow.
  static func effect(_ thrown: Type?) -> String {
    guard let thrown else { return "" }
    return thrown == .error ? " throws" : " throws(\(thrown))"
  }
}
