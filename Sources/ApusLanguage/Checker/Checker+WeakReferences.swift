import ApusSyntax
import ApusText

// `weak` and `unowned` variables: an object stands for the reference, which the instance may leave.
extension Checker {
  /// An instance, or an optional of one, as a weak variable keeps it.
  func weakened(_ value: TypedExpression) -> TypedExpression {
    if value.type.isInvalid { return value }
    return TypedExpression(.convert(.weaken, value), .weakReference, value.span)
  }

  /// What a weak variable refers to now; an unowned one has to refer to something.
  func strengthened(
    _ kept: TypedExpression, _ type: Type, _ span: Span
  ) -> TypedExpression {
    guard type.wrapped == nil else {
      return TypedExpression(.convert(.strengthen, kept), type, span)
    }
    let value = TypedExpression(.convert(.strengthen, kept), .optional(type), span)
    return TypedExpression(.forceUnwrap(value), type, span)
  }

  /// `weak var x = y`: two variables, since what is kept has a type of its own.
  func checkWeak(
    _ part: Variable.Binding, _ variable: Variable, _ declaration: Declaration
  ) -> [TypedStatement] {
    let span = part.pattern.span
    let isWeak = declaration.has("weak")
    guard case .name(let name) = part.pattern.kind else {
      report(errors.needsType("this variable", span, help: "give it a name"))
      return []
    }
    var type = part.type.map(resolve)
    guard let written = part.value ?? (type?.wrapped == nil ? nil : Expression(.none, span)) else {
      report(errors.needsDefault(name, span))
      return []
    }
    let value = type.map { expect(written, $0, context: "this variable") } ?? check(written)
    if type == nil {
      type = isWeak && value.type.wrapped == nil ? .optional(value.type) : value.type
    }
    let known = type ?? .invalid
    if !known.isInvalid, !known.unwrapped.isReference || isWeak && known.wrapped == nil {
      report(errors.weakType(isWeak ? "weak" : "unowned", known, span))
      _ = declare(name, .invalid, isConstant: false, at: span)
      return []
    }
    let binding = declare(name, known, isConstant: variable.isConstant, at: span)
    let storage = hidden("\(name).storage", .weakReference)
    binding.accessors = Binding.Accessors(storage: storage)
    return [TypedStatement(.declare(storage, weakened(value)), declaration.span)]
  }
}
