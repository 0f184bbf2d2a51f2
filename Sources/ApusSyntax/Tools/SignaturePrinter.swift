import ApusText

extension Declaration {
  /// The declaration in canonical spacing without bodies, as the catalogue writes it.
  package var signature: String {
    SignaturePrinter.text(self)
  }
}

extension TypeSyntax {
  /// The type as Swift writes it, in canonical spacing.
  package var text: String {
    SignaturePrinter.text(self)
  }
}

/// Prints declarations and types; `Parser.parseSignature` reads what it prints.
enum SignaturePrinter {
  static func text(_ declaration: Declaration) -> String {
    // The fixity of an operator is both a modifier and a part of the declaration.
    let modifiers = declaration.modifiers.map { $0.name + " " }.joined()
    return modifiers + text(declaration.kind)
  }

  private static func text(_ kind: Declaration.Kind) -> String {
    switch kind {
    case .variable(let variable):
      (variable.isConstant ? "let " : "var ") + list(variable.bindings.map(text))
    case .function(let function): text(function)
    case .nominal(let nominal): text(nominal)
    case .enumCases(let cases): "case " + list(cases.map(text))
    case .typealias(let name, _, let generics, let type):
      "typealias " + name + text(generics.parameters) + " = " + text(type)
    case .associatedType(let name, _, let bounds):
      "associatedtype " + name + (bounds.isEmpty ? "" : ": " + list(bounds.map(text)))
    case .import(let path): "import " + path
    case .operator(let fixity, let spelling, let group):
      (fixity == "precedencegroup" ? "precedencegroup " : "operator ") + spelling
        + (group.map { ": " + $0 } ?? "")
    case .invalid: ""
    }
  }

  private static func list(_ parts: [String]) -> String {
    parts.joined(separator: ", ")
  }

  private static func text(_ binding: Variable.Binding) -> String {
    var result = text(binding.pattern)
    if let type = binding.type { result += ": " + text(type) }
    if let value = binding.value { result += " = " + text(value) }
    let kinds = binding.accessors.filter { $0.body == nil }.map(\.kind)
    return kinds.isEmpty ? result : result + " { " + kinds.joined(separator: " ") + " }"
  }

  private static func text(_ pattern: Pattern) -> String {
    switch pattern.kind {
    case .name(let name): Keyword(rawValue: name) != nil ? "`\(name)`" : name
    case .tuple(let elements): "(" + list(elements.map { text($0.pattern) }) + ")"
    default: "_"
    }
  }

  private static func text(_ function: Function) -> String {
    var result: String
    switch function.kind {
    case .function:
      let isReserved = Keyword(rawValue: function.name) != nil
      result = "func " + (isReserved ? "`\(function.name)`" : function.name)
    case .initializer(let isFailable): result = isFailable ? "init?" : "init"
    case .deinitializer: return "deinit"
    case .subscript: result = "subscript"
    }
    // An operator stands apart from its parentheses.
    if case .function = function.kind, let first = function.name.unicodeScalars.first,
      CharacterClass.isOperatorHead(first.value) || first == "."
    {
      result += " "
    }
    result += text(function.generics.parameters)
    result += "(" + list(function.parameters.map(text)) + ")"
    if let throwing = function.throwing { result += " " + text(throwing) }
    if let type = function.result { result += " -> " + text(type) }
    result += text(function.generics.requirements)
    let kinds = function.accessors.filter { $0.body == nil }.map(\.kind)
    return kinds.isEmpty ? result : result + " { " + kinds.joined(separator: " ") + " }"
  }

  private static func text(_ parameter: Function.Parameter) -> String {
    let label = parameter.label ?? "_"
    var result = label == parameter.name ? label : label + " " + parameter.name
    result += ": " + parameter.attributes.map { $0.name + " " }.joined() + text(parameter.type)
    if parameter.isVariadic { result += "..." }
    if let value = parameter.defaultValue { result += " = " + text(value) }
    return result
  }

  private static func text(_ parameters: [Generics.Parameter]) -> String {
    guard !parameters.isEmpty else { return "" }
    return "<" + list(parameters.map { $0.name + ($0.bound.map { ": " + text($0) } ?? "") }) + ">"
  }

  private static func text(_ requirements: [Generics.Requirement]) -> String {
    guard !requirements.isEmpty else { return "" }
    return " where "
      + list(requirements.map { text($0.left) + ($0.isEquality ? " == " : ": ") + text($0.right) })
  }

  private static func text(_ nominal: Nominal) -> String {
    var result = nominal.kind.rawValue + " " + text(nominal.type)
    result += text(nominal.generics.parameters)
    if !nominal.inherits.isEmpty { result += ": " + list(nominal.inherits.map(text)) }
    result += text(nominal.generics.requirements)
    if nominal.members.isEmpty { return result + " {}" }
    return result + " { " + nominal.members.map(text).joined(separator: "; ") + " }"
  }

  private static func text(_ enumCase: EnumCase) -> String {
    var result = enumCase.name
    if let payload = enumCase.payload {
      let parts = payload.enumerated().map { index, part in
        text(part) + (enumCase.defaultValues[index].map { " = " + text($0) } ?? "")
      }
      result += "(" + list(parts) + ")"
    }
    if let value = enumCase.rawValue { result += " = " + text(value) }
    return result
  }
}
