import ApusSyntax
import ApusText

extension Checker {
  /// A struct's initialiser makes `self` and returns it; a class's is given `self`.
  func checkInitializer(_ body: FunctionBody, _ type: NominalType, _ block: Block) {
    initializing = type
    defer { initializing = nil }
    if type.kind == .class {
      body.statements = checkBlock(block)
      return checkAssignsAll(type, body, block)
    }
    let span = block.span
    let own = Binding("self", .nominal(type), isConstant: false, home: .local(owner: body))
    scopes[scopes.count - 1]["self"] = .binding(own)
    let start = TypedExpression(.tuple(firstValues(of: type, span)), .nominal(type), span)
    let statements = checkBlock(block)
    let end = TypedExpression(.binding(own), .nominal(type), Span(span.end, span.end))
    body.statements =
      [TypedStatement(.declare(own, start), span)] + statements
      + [TypedStatement(.return(coerce(end, to: body.result)), span)]
    checkAssignsAll(type, body, block)
  }

  /// The fields of a new value before its initialiser runs: defaults, or nothing yet.
  func firstValues(of type: NominalType, _ span: Span) -> [TypedExpression] {
    type.fields.map { field in
      if let value = field.defaultValue {
        return defaultValue(value, field.type, of: .nominal(type))
      }
      return TypedExpression(field.type.isWord ? .word(0) : .none, field.type, span)
    }
  }

  /// Every stored property without a default has to be assigned somewhere in the initialiser.
  private func checkAssignsAll(_ type: NominalType, _ body: FunctionBody, _ block: Block) {
    let inherited = type.superclass?.fields.count ?? 0
    for (index, field) in type.fields.enumerated()
    where index >= inherited && field.defaultValue == nil && field.type.wrapped == nil {
      if !body.assignedFields.contains(field.name) {
        let end = Span(max(block.span.start, block.span.end - 1), block.span.end)
        report(errors.uninitialized(field.name, type.name, end))
      }
    }
  }

  /// What may be called to make a value of a type.
  func construct(
    _ type: NominalType, _ arguments: [Argument], wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression {
    if type.origin != nil { noteConformances(of: .nominal(type)) }
    if type.kind == .enum {
      return rawInitializer(type, arguments, span, nameSpan: nameSpan)
    }
    // An extension's initialisers stand beside the one that a structure has by itself.
    var candidates = initializers(of: type).map { Candidate($0, constructing: type) }
    if !hasInitializer(type) { candidates.append(Candidate(memberwise: type)) }
    return resolve(candidates, arguments, wanted: wanted, span, nameSpan: nameSpan)
  }

  /// `Direction(rawValue: "up")`: the case with that raw value, or nil.
  private func rawInitializer(
    _ type: NominalType, _ arguments: [Argument], _ span: Span, nameSpan: Span
  ) -> TypedExpression {
    guard let raw = type.rawType, arguments.count == 1, arguments[0].label == "rawValue" else {
      report(errors.notCallable(.metatype(.nominal(type)), nameSpan))
      return .invalid(span)
    }
    let value = expect(arguments[0].value, raw)
    let held = Binding("raw", raw, isConstant: true, home: .local(owner: function))
    let optional = Type.optional(.nominal(type))
    let result = Binding("result", optional, isConstant: false, home: .local(owner: function))
    var chain = TypedExpression(.none, optional, span)
    for index in type.cases.indices.reversed() {
      let test = binary(
        Operator("==", span), TypedExpression(.binding(held), raw, span),
        rawValue(type, index, span), span)
      let found = coerce(TypedExpression(.word(index), .nominal(type), span), to: optional)
      chain = TypedExpression(.ternary(test, found, chain), optional, span)
    }
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(held, value), span),
          TypedStatement(.declare(result, chain), span),
        ], result), optional, span)
  }

  /// The raw value of a case: as written, or the name, or one more than the case before.
  func rawValue(_ type: NominalType, _ index: Int, _ span: Span) -> TypedExpression {
    let raw = type.rawType ?? .int
    if let written = type.cases[index].rawValue { return expect(written, raw) }
    if raw == .string { return TypedExpression(.string(type.cases[index].name), .string, span) }
    var distance = 0
    var cursor = index
    while cursor > 0, type.cases[cursor].rawValue == nil {
      cursor -= 1
      distance += 1
    }
    var base = 0
    if let written = type.cases[cursor].rawValue, case .word(let word) = expect(written, .int).kind
    {
      base = word
    }
    return TypedExpression(.word(base &+ distance), .int, span)
  }
}
