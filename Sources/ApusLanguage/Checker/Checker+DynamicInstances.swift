import ApusSyntax
import ApusText

// `Self(…)` and `type(of: x).init(…)`, which make an instance of the class that a value says.
extension Checker {
  /// What a cell cannot spell.
  private static let maker = "$init"

  /// Class functions that make an instance, one for each required initialiser of a class and of
  /// those that it inherits from; each class has its own in the table.
  func makers(_ members: [Declaration], of type: NominalType) -> [(Function, Declaration)] {
    guard type.kind == .class else { return [] }
    var own: [Function] = []
    var isInheriting = true
    for declaration in members where !declaration.has("convenience") {
      guard case .function(let function) = declaration.kind, case .initializer = function.kind
      else { continue }
      isInheriting = false
      if declaration.has("required") { own.append(function) }
    }
    let inherited = type.superclass?.requiredInitializers ?? []
    if isInheriting { own = inherited }
    type.requiredInitializers = own
    return own.filter { !$0.isGeneric && !$0.parameters.contains(where: \.isVariadic) }.map {
      let isOverride = inherited.map(\.labels).contains($0.labels)
      let words = ["class"] + (isOverride ? ["override"] : [])
      let maker = $0.making(type.name, as: Self.maker)
      let span = $0.nameSpan
      return (
        maker, Declaration(.function(maker), modifiers: words.map { Modifier($0, span) }, span)
      )
    }
  }

  /// An instance of the class that a value says; nil where the class is known.
  func dynamicInstance(
    of type: NominalType, _ arguments: [Argument], on receiver: TypedExpression?, wanted: Type?,
    _ span: Span, nameSpan: Span
  ) -> TypedExpression? {
    guard type.kind == .class, !type.isFinal, let receiver, !receiver.isWritten else { return nil }
    let made = staticFunctions(of: .nominal(type), named: Self.maker)
    guard !made.isEmpty else {
      report(errors.needsRequired(type.name, span))
      return .invalid(span)
    }
    return resolve(
      candidates(static: made, of: .nominal(type), receiver, span), arguments, wanted: wanted,
      span, nameSpan: nameSpan)
  }
}

extension TypedExpression {
  /// Whether it is a type by its name, which is known before the run.
  fileprivate var isWritten: Bool {
    if case .word = kind { true } else { false }
  }
}

extension Function {
  fileprivate var labels: [String?] { parameters.map(\.label) }

  /// `class func $init(x: Int) -> Own { Own(x: x) }`.
  fileprivate func making(_ type: String, as name: String) -> Function {
    let arguments = parameters.map { parameter in
      var value = Expression(.name(parameter.name), nameSpan)
      if case .inout = parameter.type.kind { value = Expression(.inOut(value), nameSpan) }
      return Argument(label: parameter.label, value: value)
    }
    var call = Expression(.call(Expression(.name(type), nameSpan), arguments), nameSpan)
    if throwing != nil { call = Expression(.try(.plain, call), nameSpan) }
    var result = TypeSyntax(.name(type, []), nameSpan)
    if case .initializer(isFailable: true) = kind {
      result = TypeSyntax(.optional(result), nameSpan)
    }
    return Function(
      kind: .function, name: name, nameSpan: nameSpan, parameters: parameters, throwing: throwing,
      result: result, body: Block([Statement(.return(call), nameSpan)], nameSpan))
  }
}
