import ApusSyntax
import ApusText

// `\Point.x` as a value, and `point[keyPath: path]`.
extension Checker {
  /// A key path that is no function where it stands: what reads the property, and what changes it.
  func keyPath(_ closure: Closure, wanted: Type?, _ span: Span) -> TypedExpression {
    var root = closure.parameters?.first?.type.map(resolve)
    if root == nil, let wish = wanted?.unwrapped.keyPathRoot, !wish.isGeneric { root = wish }
    guard let root else {
      report(
        errors.needsType(
          "this key path", span, help: "write the type whose property it is: \\Point.x"))
      return .invalid(span)
    }
    if root.isInvalid { return .invalid(span) }
    let read = checkClosure(
      closure, wanted: .function(parameters: [root], result: .parameter("Value")), span)
    guard case .function(_, let value, _) = read.type, !value.isInvalid else {
      return .invalid(span)
    }
    let change = Type.function(parameters: [.inout(root), value], result: .void)
    let (written, faults) = trial { checkClosure(closure.assigning(span), wanted: change, span) }
    var kind = "KeyPath"
    if faults.isEmpty { kind = root.isClass ? "ReferenceWritableKeyPath" : "WritableKeyPath" }
    if case .nominal(let type) = wanted?.unwrapped, let origin = type.origin,
      origin.source === Library.source, faults.isEmpty || origin.name == "KeyPath"
    {
      kind = origin.name
    }
    guard case .generic(let generic) = Library.shared.entry(kind),
      let type = nominal(generic, [root, value], span)
    else { return .invalid(span) }
    var parts: [(String?, TypedExpression)] = [
      (nil, TypedExpression(.string(pathText(span, root)), .string, span)), ("read", read),
    ]
    if kind != "KeyPath" { parts.append(("write", written)) }
    return withHeld(parts.map(\.1), span) { names in
      construct(
        type,
        zip(parts, names).map { part, name in Argument(label: part.0, value: name) }, wanted: nil,
        span, nameSpan: span)
    }
  }

  private func pathText(_ span: Span, _ root: Type) -> String {
    let text = source.slice(span)
    return text.hasPrefix("\\.") ? "\\\(root)" + text.dropFirst() : text
  }

  /// Values that an expression made here names, each evaluated once and in their order.
  func withHeld(
    _ values: [TypedExpression], _ span: Span, _ body: ([Expression]) -> TypedExpression
  ) -> TypedExpression {
    inScope {
      var statements: [TypedStatement] = []
      let names = values.enumerated().map { index, value in
        let name = "$held\(index)"
        let binding = Binding(name, value.type, isConstant: false, home: .local(owner: function))
        scopes[scopes.count - 1][name] = .binding(binding)
        statements.append(TypedStatement(.declare(binding, value), value.span))
        return Expression(.name(name), value.span)
      }
      let made = body(names)
      if made.type.isInvalid { return made }
      if made.type.isVoid {
        statements.append(TypedStatement(.expression(made), span))
        return TypedExpression(.block(statements, voidBinding), .void, span)
      }
      let result = Binding("made", made.type, isConstant: true, home: .local(owner: function))
      statements.append(TypedStatement(.declare(result, made), span))
      return TypedExpression(.block(statements, result), made.type, span)
    }
  }

  /// `x[keyPath: path]`; nil for another subscript.
  func keyPathValue(
    _ base: Expression, _ indices: [Argument], _ span: Span
  ) -> TypedExpression? {
    guard let path = indices.keyPath else { return nil }
    if let whole = path.rooted(at: base, span) { return check(whole) }
    let read = Expression(.member(path, "_read", nameSpan: path.span), path.span)
    return checkKeyPathCall(read, path, [Argument(value: base)], span)
  }

  /// `x[keyPath: path] = value`; nil for another target.
  func keyPathAssignment(
    _ target: Expression, _ value: Expression, _ span: Span
  ) -> TypedExpression? {
    guard case .subscript(let base, let indices) = target.kind, let path = indices.keyPath else {
      return nil
    }
    if let whole = path.rooted(at: base, span) {
      return check(Expression(.assign(whole, value), span))
    }
    let write = Expression(.member(path, "_write", nameSpan: path.span), path.span)
    let receiver = trial { check(base) }.result
    guard receiver.type.isClass else {
      let changed = Argument(value: Expression(.inOut(base), base.span))
      return checkKeyPathCall(write, path, [changed, Argument(value: value)], span)
    }
    return withHeld([check(base)], span) { names in
      let changed = Argument(value: Expression(.inOut(names[0]), base.span))
      return checkKeyPathCall(write, path, [changed, Argument(value: value)], span)
    }
  }

  private func checkKeyPathCall(
    _ member: Expression, _ path: Expression, _ arguments: [Argument], _ span: Span
  ) -> TypedExpression {
    let (type, faults) = trial { check(path).type }
    if type.isInvalid {
      report(faults)
      return .invalid(span)
    }
    guard type.keyPathRoot != nil else {
      report(
        errors.mismatch(
          expected: .opaque("KeyPath"), found: type, path.span, context: "'[keyPath:]'"))
      return .invalid(span)
    }
    if case .nominal(let kind) = type, kind.origin?.name == "KeyPath", arguments.count > 1 {
      report(errors.readOnlyKeyPath(path.span))
      return .invalid(span)
    }
    return check(Expression(.call(member, arguments), span))
  }
}

extension Type {
  /// The root of a key path's type.
  fileprivate var keyPathRoot: Type? {
    switch self {
    case .nominal(let type):
      guard let origin = type.origin, origin.source === Library.source,
        origin.name.hasSuffix("KeyPath")
      else { return nil }
      return type.arguments.first
    case .applied(let generic, let arguments):
      guard generic.source === Library.source, generic.name.hasSuffix("KeyPath") else {
        return nil
      }
      return arguments.first
    default: return nil
    }
  }
}

extension [Argument] {
  /// The key path of `[keyPath: …]`.
  fileprivate var keyPath: Expression? {
    count == 1 && self[0].label == "keyPath" ? self[0].value : nil
  }
}

extension Closure {
  /// What the key path leads to.
  fileprivate var path: Expression? {
    guard isKeyPath, body.statements.count == 1,
      case .expression(let path) = body.statements[0].kind
    else { return nil }
    return path
  }

  /// `{ $0.x = $1 }` for the key path `{ $0.x }`.
  fileprivate func assigning(_ span: Span) -> Closure {
    guard let path else { return self }
    let first = Expression(.name("$0"), span)
    let value = Expression(.name("$1"), span)
    let change = Expression(.assign(path.rooted(at: first), value), span)
    return Closure(
      parameters: nil, result: nil, throwing: nil,
      body: Block([Statement(.expression(change), span)], span), highestImplicitParameter: 1)
  }
}

extension Expression {
  /// A key path's property of a value; nil where this is no key path.
  fileprivate func rooted(at base: Expression, _ span: Span) -> Expression? {
    guard case .closure(let closure) = kind, let path = closure.path else { return nil }
    return Expression(path.rooted(at: base).kind, span)
  }

  /// The same way from another start; all links of a chain begin where that does.
  fileprivate func rooted(at base: Expression) -> Expression {
    let whole = Span(base.span.start, max(base.span.end, span.end))
    return switch kind {
    case .member(let inner, let name, let nameSpan):
      Expression(.member(inner.rooted(at: base), name, nameSpan: nameSpan), whole)
    case .subscript(let inner, let indices):
      Expression(.subscript(inner.rooted(at: base), indices), whole)
    case .postfix(let inner, let op): Expression(.postfix(inner.rooted(at: base), op), whole)
    case .optionalChain(let inner): Expression(.optionalChain(inner.rooted(at: base)), whole)
    default: base
    }
  }
}
