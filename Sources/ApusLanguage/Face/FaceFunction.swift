import ApusSyntax

/// One form of a row as a public declaration of Swift.
struct FaceFunction {
  private let callable: Callable

  init(_ callable: Callable) {
    self.callable = callable
  }

  var source: String {
    if isOperatorOnTensors { return operands.map(operatorSource).joined(separator: "\n\n") }
    if callable.isSettable { return wrapped("\(documentation)\n\(settable)") }
    let head = Self.open(declaration)
    return wrapped("\(documentation)\n\(disfavour)\(head) {\n\(body)\n}")
  }

  /// A property that a method sets.
  private var settable: String {
    """
    public var \(callable.name): \(callable.result) {
      get {
      \(body)
      }
      nonmutating set { \(callable.setter)(newValue) }
    }
    """
  }

  /// A function that Swift has too, for numbers, is not to make its calls with literals ambiguous.
  private var disfavour: String {
    let swift = Builtin.families.filter { $0.origin == .swift }.flatMap(\.rows)
    let isShared = callable.kind == .function && swift.contains { $0.name == callable.name }
    return isShared ? "@_disfavoredOverload\n" : ""
  }

  private var isOperatorOnTensors: Bool {
    switch callable.kind {
    case .infix, .prefix: callable.owner == .tensor
    default: false
    }
  }

  /// An operator's tensors are of a type that no literal becomes, or `n * 2.5` would be a tensor;
  /// only a list beside a tensor is one.
  private var operands: [[String]] {
    let types = callable.parameters.map { $0.type == .tensor ? "Operand" : $0.type.description }
    guard types == ["Operand", "Operand"] else { return [types] }
    return [types, ["Operand", "TensorList"], ["TensorList", "Operand"]]
  }

  private func operatorSource(_ types: [String]) -> String {
    let names = callable.parameters.map(\.name)
    let generics = zip(names, types).filter { $1 == "Operand" }
      .map { "\($0.0.uppercased()): TensorOperand" }
    let parameters = zip(names, types).map { name, type in
      "\(name): \(type == "Operand" ? name.uppercased() : type)"
    }
    let arguments = zip(callable.parameters, types).map { parameter, type in
      type == "Operand" || type == "TensorList"
        ? "\(parameter.name).tensor"
        : Self.argument(parameter.name, parameter.type, as: .tensor)
    }
    let prefix = callable.kind == .prefix ? "prefix " : ""
    return """
      \(documentation)
      public \(prefix)func \(callable.name) <\(generics.joined(separator: ", "))>(
        \(parameters.joined(separator: ", "))
      ) -> \(callable.result) {
        Row(#"\(callable.signature)"#).call(\(arguments.joined(separator: ", ")))
      }
      """
  }

  /// The assignment that belongs to an operator on tensors: `+=` to `+`.
  var compound: String? {
    guard callable.kind == .infix, callable.owner == .tensor, callable.result == .tensor,
      callable.parameters.first?.type == .tensor,
      OperatorTable.standard.isAssignment(callable.name + "="),
      let other = callable.parameters.last
    else { return nil }
    return wrapped(
      """
      public static func \(callable.name)= (a: inout Tensor, b: \(other.type)) {
        a = a.updated(to: a \(callable.name) b)
      }
      """)
  }

  private var documentation: String { "/// \(callable.row.summary)" }

  /// The form without the extension around it.
  private var declaration: Substring {
    let form = callable.signature
    guard callable.owner != nil, let open = form.firstIndex(of: "{"),
      let close = form.lastIndex(of: "}")
    else { return form[...] }
    var inner = form[form.index(after: open)..<close]
    while inner.first == " " { inner.removeFirst() }
    while inner.last == " " { inner.removeLast() }
    return inner
  }

  /// With `public` before it, but behind its attributes.
  private static func open(_ declaration: Substring) -> String {
    guard declaration.first == "@", let space = declaration.firstIndex(of: " ") else {
      return "public \(declaration)"
    }
    return "\(declaration[...space])\(open(declaration[declaration.index(after: space)...]))"
  }

  private func wrapped(_ member: String) -> String {
    guard let owner = callable.owner else { return member }
    let lines = member.split(separator: "\n", omittingEmptySubsequences: false)
    let isText = callable.kind == .property && callable.name == "description"
    let conformance = isText ? ": CustomStringConvertible" : ""
    return
      "extension \(owner)\(conformance) {\n\(lines.map { "  \($0)" }.joined(separator: "\n"))\n}"
  }

  private var body: String {
    let functions = callable.parameters.filter { $0.isFunction && !$0.isEscaping }.map(\.name)
    var lines = callBody
    for name in functions {
      lines = ["return withoutActuallyEscaping(\(name)) { \(name) in"] + lines + ["}"]
    }
    return lines.map { "  \($0)" }.joined(separator: "\n")
  }

  private var callBody: [String] {
    let arguments = zip(callable.parameters, callable.received).map { own, first in
      Self.argument(own.name, own.received, as: first.received)
    }
    let call = "Row(#\"\(callable.signature)\"#).call(\(arguments.joined(separator: ", ")))"
    if callable.kind == .initializer {
      let value = "\(call) as \(callable.result)"
      if case .optional = callable.result {
        return ["guard let value = \(value) else { return nil }", "self = value"]
      }
      return ["self = \(value)"]
    }
    switch callable.result {
    case .tuple(let elements) where elements.isEmpty: return ["_ = \(call) as Nothing"]
    case .tuple(let elements):
      let parts = elements.indices.map { "parts.element(\($0))" }
      return [
        "let parts: Parts = \(call)", "return (\(parts.joined(separator: ", ")))",
      ]
    case .parameter(let name): return ["return (\(call) as Boxed<\(name)>).value"]
    default: return ["return \(call)"]
    }
  }

  /// An argument of one form as the first form wants it.
  private static func argument(_ name: String, _ own: Type, as first: Type) -> String {
    switch (own, first) {
    case (.function(let parameters, let result, _), _): return function(name, parameters, result)
    case (.any, _): return "Shown(\(name))"
    case (.array(.opaque("TensorIndex")), _): return "Indices(\(name))"
    case (.array(.tuple), _): return "Pairs(\(name))"
    case _ where own == first: return name
    case (_, .optional(let wrapped)): return "Optional(\(argument(name, own, as: wrapped)))"
    case (.int, .tensor), (.double, .tensor), (.bool, .tensor): return "Scalar(\(name))"
    case (.int, .double): return "Double(\(name))"
    case (.range, .array): return "Array(\(name))"
    case (let single, .array(let element)) where single == element: return "[\(name)]"
    default: return name
    }
  }

  private static func function(_ name: String, _ parameters: [Type], _ result: Type) -> String {
    let call =
      "\(name)(\(parameters.indices.map { "call.argument(\($0))" }.joined(separator: ", ")))"
    return switch result {
    case .tuple(let elements) where elements.isEmpty: "Closure { call in \(call) }"
    case .parameter: "Closure { call in call.set(Boxed(\(call))) }"
    default: "Closure { call in call.set(\(call)) }"
    }
  }
}

extension Callable.Parameter {
  fileprivate var isFunction: Bool {
    if case .function = type { true } else { false }
  }
}
