import ApusSyntax
import ApusText

// The raw values of an enumeration's cases.
extension Checker {
  /// What raw values can be.
  static let rawTypes: [Type] = [.int, .string, .double, .float, .character]

  /// The raw value of a case behind those before it: as written, or the name, or one more than the
  /// last; nil where the enumeration has none.
  func rawValue(of item: EnumCase, in type: NominalType) -> Expression? {
    guard let raw = type.rawType else {
      if let written = item.rawValue { report(errors.rawWithoutType(type.name, written.span)) }
      return nil
    }
    if item.payload != nil { report(errors.rawWithPayload(item.name, raw, item.nameSpan)) }
    let value = item.rawValue ?? impliedRawValue(of: item, raw, behind: type.cases.last)
    guard let value else {
      report(errors.rawMissing(item.name, raw, item.nameSpan))
      return Expression(.invalid, item.nameSpan)
    }
    guard let key = value.literalKey else {
      report(errors.rawNoLiteral(value.span))
      return Expression(.invalid, value.span)
    }
    if let twin = type.rawValueOwners[key] {
      report(errors.rawRepeated(twin, value.span))
    } else {
      type.rawValueOwners[key] = item.name
    }
    return value
  }

  private func impliedRawValue(
    of item: EnumCase, _ raw: Type, behind last: NominalType.Case?
  ) -> Expression? {
    let span = item.nameSpan
    if raw == .string { return Expression(.string([.text(item.name)]), span) }
    if raw == .character { return nil }
    guard let last else { return Expression(.integer(0), span) }
    switch last.rawValue?.kind {
    case .integer(let number): return Expression(.integer(number &+ 1), span)
    case .prefix(let sign, let operand):
      guard case .integer(let number) = operand.kind, number > 0 else { return nil }
      let next = Expression(.integer(number - 1), span)
      return number == 1 ? next : Expression(.prefix(sign, next), span)
    default: return nil
    }
  }

  /// The raw value of a case.
  private func rawValue(_ type: NominalType, _ index: Int, _ span: Span) -> TypedExpression {
    guard let raw = type.rawType, let value = type.cases[index].rawValue else {
      return .invalid(span)
    }
    return expect(value, raw)
  }

  /// `Direction(rawValue: "up")`: the case with that raw value, or nil.
  func rawInitializer(
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

  /// `direction.rawValue`.
  func rawValues(
    _ type: NominalType, _ receiver: TypedExpression, _ span: Span
  ) -> TypedExpression {
    let raw = type.rawType ?? .int
    let held = Binding("case", receiver.type, isConstant: true, home: .local(owner: function))
    let result = Binding("raw", raw, isConstant: false, home: .local(owner: function))
    var chain: TypedExpression?
    for index in type.cases.indices.reversed() {
      let value = rawValue(type, index, span)
      let test = TypedExpression(
        .scalar(
          .equalInt,
          [
            TypedExpression(.binding(held), receiver.type, span),
            TypedExpression(.word(index), receiver.type, span),
          ]), .bool, span)
      chain = chain.map { TypedExpression(.ternary(test, value, $0), raw, span) } ?? value
    }
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(held, receiver), span),
          TypedStatement(.declare(result, chain ?? .invalid(span)), span),
        ], result), raw, span)
  }
}

extension Expression {
  /// What a literal stands for, by which equal ones are found; nil where it is none.
  fileprivate var literalKey: String? {
    switch kind {
    case .integer(let number): "\(number)"
    case .floating(let number):
      number == number.rounded() ? "\(Int(exactly: number) ?? 0)" : "\(number)"
    case .prefix(let sign, let operand) where sign.spelling == "-" && operand.isNumberLiteral:
      operand.literalKey.map { "-" + $0 }
    case .string(let parts):
      parts.reduce("\"") { text, part in
        guard let text, case .text(let more) = part else { return nil }
        return text + more
      }
    default: nil
    }
  }
}
