extension Type: CustomStringConvertible {
  /// The type as Swift writes it.
  package var description: String {
    switch self {
    case .int: "Int"
    case .double: "Double"
    case .float: "Float"
    case .bool: "Bool"
    case .string: "String"
    case .character: "Character"
    case .substring: "Substring"
    case .stringIndex: "String.Index"
    case .tensor: "Tensor"
    case .never: "Never"
    case .any: "Any"
    case .error: "any Error"
    case .array(let element): "[\(element)]"
    case .slice(let element): "ArraySlice<\(element)>"
    case .set(let element): "Set<\(element)>"
    case .sequence(let element): "some Sequence<\(element)>"
    case .inout(let inner): "inout \(inner)"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .optional(.function(let parameters, let result, let thrown)):
      "(\(Type.function(parameters: parameters, result: result, thrown: thrown)))?"
    case .optional(.error): "(any Error)?"
    case .optional(.existential(let protocols)): "(\(Type.existential(protocols)))?"
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
    case .nominal(let type): type.fullName
    case .archetype(let archetype): archetype.name
    case .applied(let generic, let arguments): Self.list(generic.name, arguments)
    case .existential(let protocols):
      "any " + protocols.map(\.name).joined(separator: " & ")
    case .enumeration(let name), .opaque(let name), .parameter(let name): name
    case .metatype(let type): "\(type).Type"
    case .invalid: "_"
    }
  }

  /// `Stack<Int>`.
  static func list(_ name: String, _ arguments: [Type]) -> String {
    "\(name)<\(arguments.map(\.description).joined(separator: ", "))>"
  }

  /// The type as a running program names it: without Swift's short forms.
  package var runtimeName: String {
    switch self {
    case .array(let element): "Array<\(element.runtimeName)>"
    case .dictionary(let key, let value): "Dictionary<\(key.runtimeName), \(value.runtimeName)>"
    case .optional(let wrapped): "Optional<\(wrapped.runtimeName)>"
    case .error: "Error"
    case .metatype(let type): "\(type.runtimeName).Type"
    case .tuple(let elements):
      "("
        + elements.map { element in
          (element.label.map { $0 + ": " } ?? "") + element.type.runtimeName
        }.joined(separator: ", ") + ")"
    case .function(let parameters, let result, let thrown):
      "(\(parameters.map(\.runtimeName).joined(separator: ", ")))"
        + "\(Self.effect(thrown)) -> \(result.runtimeName)"
    case .existential(let protocols): protocols.map(\.name).joined(separator: " & ")
    default: description
    }
  }

  /// ` throws` or ` throws(Failure)`, between the parameters and the arrow.
  static func effect(_ thrown: Type?) -> String {
    guard let thrown else { return "" }
    return thrown == .error ? " throws" : " throws(\(thrown))"
  }
}
