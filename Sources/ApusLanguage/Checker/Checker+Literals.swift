import ApusSyntax
import ApusText

extension Expression {
  /// Whether it is a literal, arithmetic on literals or a choice of them, that can become several
  /// number types.
  var isFlexible: Bool { flexibleKind != nil }

  /// `.int` or `.double`: what the literal is when nothing else is wanted.
  var flexibleKind: Type? {
    switch kind {
    case .integer, .hugeInteger: return .int
    case .floating: return .double
    case .prefix(let op, let operand) where op.spelling == "-" || op.spelling == "+":
      return operand.flexibleKind
    case .tuple(let elements) where elements.count == 1 && elements[0].label == nil:
      return elements[0].value.flexibleKind
    case .binary(let left, let op, let right)
    where ["+", "-", "*", "/", "%"].contains(op.spelling):
      return Self.flexibleKind(left, right)
    case .ternary(_, let left, let right): return Self.flexibleKind(left, right)
    default: return nil
    }
  }

  private static func flexibleKind(_ left: Expression, _ right: Expression) -> Type? {
    guard let first = left.flexibleKind, let second = right.flexibleKind else { return nil }
    return first == .double || second == .double ? .double : .int
  }

  var isNil: Bool {
    if case .none = kind { true } else { false }
  }

  /// The whole number that is written here.
  var literalInteger: Int? {
    switch kind {
    case .integer(let magnitude): return Int(exactly: magnitude)
    case .prefix(let op, let operand) where op.spelling == "-":
      guard case .integer(let magnitude) = operand.kind else { return nil }
      return Int(exactly: magnitude).map { -$0 }
    case .tuple(let elements) where elements.count == 1: return elements[0].value.literalInteger
    default: return nil
    }
  }

  /// Whether its type depends on what is wanted.
  var needsContext: Bool {
    switch kind {
    case .integer, .hugeInteger, .floating, .array, .dictionary, .none, .closure,
      .implicitMember, .hole, .statement, .inOut:
      return true
    case .string: return isCharacter
    case .binary(_, let op, _) where op.spelling == "..." || op.spelling == "..<": return true
    case .prefix(_, let operand): return operand.needsContext
    case .tuple(let elements): return elements.contains { $0.value.needsContext }
    case .ternary(_, let then, let otherwise):
      return then.needsContext || otherwise.needsContext
    case .binary(_, let op, _) where op.spelling == "??": return true
    case .call, .member: return isImplicit
    case .name: return true
    case .binary(let left, _, let right): return left.isFlexible && right.isFlexible
    default: return false
    }
  }
}

extension Checker {
  func checkLiteral(_ expression: Expression, wanted: Type?) -> TypedExpression {
    let span = expression.span
    if let value = ownLiteral(expression, wanted: wanted)
      ?? openLiteral(expression, wanted: wanted)
    {
      return value
    }
    switch expression.kind {
    case .integer(let magnitude): return integer(magnitude, isNegative: false, wanted, span)
    case .hugeInteger(let digits):
      guard let type = wanted?.unwrapped, type == .double || type == .float,
        let value = Double(digits)
      else {
        report(errors.integerTooBig(.int, span))
        return .invalid(span)
      }
      return floating(value, wanted, span)
    case .floating(let value):
      return openLiteral(false, wanted, span) ?? floating(value, wanted, span)
    case .boolean(let value):
      if wanted == .tensor {
        return TypedExpression(
          .tensorLiteral(values: [value ? 1 : 0], shape: [], kind: .boolean), .tensor, span)
      }
      return TypedExpression(.word(value ? 1 : 0), .bool, span)
    case .none:
      if let wanted, case .optional = wanted { return TypedExpression(.none, wanted, span) }
      report(errors.needsType("'nil'", span, help: "say which optional: let x: Int? = nil"))
      return .invalid(span)
    case .string(let parts):
      let type = wanted?.unwrapped
      if type == .character, expression.isCharacter || parts.count > 1 || parts.isEmpty {
        return checkCharacter(parts, span)
      }
      var value = checkString(parts, span)
      if type == .substring { value.type = .substring }
      return value
    case .array(let elements): return checkArray(elements, wanted: wanted, span)
    case .dictionary(let entries): return checkDictionary(entries, wanted: wanted, span)
    default: return .invalid(span)
    }
  }

  func integer(
    _ magnitude: UInt64, isNegative: Bool, _ wanted: Type?, _ span: Span
  ) -> TypedExpression {
    switch wanted?.unwrapped {
    case .double, .float: return floating(Double(magnitude) * (isNegative ? -1 : 1), wanted, span)
    case .tensor:
      return TypedExpression(
        .tensorLiteral(
          values: [Double(magnitude) * (isNegative ? -1 : 1)], shape: [], kind: .integer),
        .tensor, span)
    default: break
    }
    if let value = openLiteral(true, wanted, span) { return value }
    let limit = UInt64(Int.max) + (isNegative ? 1 : 0)
    guard magnitude <= limit else {
      report(errors.integerTooBig(.int, span))
      return .invalid(span)
    }
    let value = isNegative ? 0 &- Int(truncatingIfNeeded: magnitude) : Int(magnitude)
    return TypedExpression(.word(value), .int, span)
  }

  private func floating(_ value: Double, _ wanted: Type?, _ span: Span) -> TypedExpression {
    switch wanted?.unwrapped {
    case .tensor:
      TypedExpression(
        .tensorLiteral(values: [value], shape: [], kind: .floating), .tensor, span)
    case .float: TypedExpression(.word(Int(Float(value).bitPattern)), .float, span)
    default: TypedExpression(.word(Int(Int64(bitPattern: value.bitPattern))), .double, span)
    }
  }

  private func checkCharacter(_ parts: [StringPart], _ span: Span) -> TypedExpression {
    guard parts.count == 1, case .text(let text) = parts[0] else {
      report(errors.notOneCharacter(span))
      return .invalid(span)
    }
    return TypedExpression(.string(text), .character, span)
  }

  private func checkString(_ parts: [StringPart], _ span: Span) -> TypedExpression {
    if parts.isEmpty { return TypedExpression(.string(""), .string, span) }
    if parts.count == 1, case .text(let text) = parts[0] {
      return TypedExpression(.string(text), .string, span)
    }
    let typed = parts.map { part in
      switch part {
      case .text(let text): TypedExpression(.string(text), .string, span)
      case .interpolation(let expression): check(expression)
      }
    }
    return TypedExpression(.interpolation(typed), .string, span)
  }

  private func checkArray(
    _ elements: [Expression], wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if wanted?.unwrapped == .tensor { return checkTensorLiteral(elements, span) }
    if wanted?.isInvalid ?? false, elements.isEmpty { return .invalid(span) }
    if let whole = wanted?.unwrapped, let element = whole.literalElement {
      if !element.isGeneric {
        let values = elements.map { expect($0, element) }
        let array = TypedExpression(.array(values), .array(element), span)
        return literal(array, as: whole)
      }
      if case .set(.parameter) = whole, !elements.isEmpty {
        return literal(checkArray(elements, wanted: nil, span), as: whole)
      }
    }
    guard !elements.isEmpty else {
      if case .set = wanted?.unwrapped {
        report(errors.needsType("an empty set", span, help: "name it: let s: Set<Int> = []"))
        return .invalid(span)
      }
      report(errors.needsType("an empty array", span, help: "name it: let x: [Double] = []"))
      return .invalid(span)
    }
    let values = elements.filter { !$0.isNil }
    if values.count < elements.count, !values.isEmpty {
      // Where some are nil, all are optional.
      let known = trial { checkArray(values, wanted: nil, span) }.result.type
      if case .array(let element) = known {
        let type = element.wrapped == nil ? Type.optional(element) : element
        return checkArray(elements, wanted: .array(type), span)
      }
    }
    if let wider = widened(elements) { return checkArray(elements, wanted: .array(wider), span) }
    // Literals adapt to the elements that have a type of their own, and integers to fractions.
    var element: Type?
    var typed: [Int: TypedExpression] = [:]
    for (index, expression) in elements.enumerated() where !expression.isFlexible {
      let value = check(expression, beside: element)
      typed[index] = value
      if element == nil || element == .invalid { element = value.type }
      if let known = element, let common = commonClass(known, value.type) { element = common }
    }
    if let first = element, case .nominal = first,
      let other = typed.values.first(where: { value in
        !value.type.isInvalid && convert(value, to: first) == nil
      })
    {
      report(errors.heterogeneous(first, other.type, sharedProtocol(first, other.type), span))
      return .invalid(span)
    }
    let common =
      element
      ?? (elements.contains { $0.flexibleKind == .double } ? Type.double : .int)
    var fitted: [TypedExpression] = []
    for (index, expression) in elements.enumerated() {
      if let value = typed[index] {
        fitted.append(coerce(value, to: common, context: "this array"))
      } else {
        fitted.append(expect(expression, common, context: "this array"))
      }
    }
    return TypedExpression(.array(fitted), .array(common), span)
  }

  /// The type of lists or tuples of which another has fractions where the first has whole numbers.
  ///
  /// So it is with `(1, 2)` beside `(1.5, 2)`; nil where all are alike.
  private func widened(_ expressions: [Expression]) -> Type? {
    guard expressions.count > 1, expressions[0].isCompoundLiteral, !isWidening else { return nil }
    isWidening = true
    defer { isWidening = false }
    let own = trial { check(expressions[0]) }.result.type
    let wider = widened(own, expressions)
    return wider == own || own.isInvalid ? nil : wider
  }

  private func widened(_ type: Type, _ expressions: [Expression]) -> Type {
    switch type {
    case .int where expressions[0].isFlexible:
      for other in expressions.dropFirst() {
        let kind = other.flexibleKind ?? trial { check(other) }.result.type
        if kind == .double || kind == .float { return kind }
      }
      return type
    case .tuple(let parts):
      let rows = expressions.compactMap { expression -> [Argument]? in
        guard case .tuple(let row) = expression.kind, row.count == parts.count else { return nil }
        return row
      }
      guard rows.count == expressions.count else { return type }
      return .tuple(
        parts.indices.map { index in
          Type.Element(
            parts[index].label, widened(parts[index].type, rows.map { $0[index].value }))
        })
    case .array(let element):
      let rows = expressions.compactMap { expression -> [Expression]? in
        guard case .array(let row) = expression.kind else { return nil }
        return row
      }
      guard rows.count == expressions.count, rows[0].isEmpty == false else { return type }
      return .array(widened(element, rows.flatMap { $0 }))
    default: return type
    }
  }

  /// An element of a literal beside another: what that is, or of a class that both have in common.
  private func check(_ expression: Expression, beside element: Type?) -> TypedExpression {
    if let element, element.holdsClass {
      let (own, found) = trial { check(expression) }
      if found.isEmpty, commonClass(element, own.type) != nil { return check(expression) }
    }
    return check(expression, wanted: element)
  }

  /// The class that two classes, or collections of them, have in common.
  func commonClass(_ first: Type, _ second: Type) -> Type? {
    switch (first, second) {
    case (.nominal(let one), .nominal(let two)):
      var common: NominalType? = one.kind == .class && two.kind == .class ? one : nil
      while let known = common, !two.isSubclass(of: known) { common = known.superclass }
      return common.map { .nominal($0) }
    case (.array(let one), .array(let two)): return commonClass(one, two).map { .array($0) }
    case (.dictionary(let key, let one), .dictionary(let other, let two)) where key == other:
      return commonClass(one, two).map { .dictionary(key, $0) }
    case (.optional(let one), .optional(let two)):
      return commonClass(one, two).map { .optional($0) }
    default: return nil
    }
  }

  /// A protocol of the program that two types conform to.
  private func sharedProtocol(_ first: Type, _ second: Type) -> String? {
    declaredProtocols(of: first).first { target in
      target.row == nil && conforms(second, to: target)
    }?.name
  }

  /// An array literal where a set or a part of an array is wanted.
  private func literal(_ array: TypedExpression, as wanted: Type) -> TypedExpression {
    guard case .array(let element) = array.type else { return array }
    switch wanted {
    case .set:
      guard element.isHashable else {
        report(errors.notHashable(element, array.span))
        return .invalid(array.span)
      }
      let type = Type.set(element)
      for row in prelude.statics(of: type, named: "init") where row.parameters.count == 1 {
        return rowCall(
          row, [array], bindings: ["Element": element], place: nil, array.span)
      }
      return .invalid(array.span)
    case .slice: return TypedExpression(array.kind, .slice(element), array.span)
    default: return array
    }
  }

  private func checkDictionary(
    _ entries: [DictionaryEntry], wanted: Type?, _ span: Span
  ) -> TypedExpression {
    var key: Type?
    var value: Type?
    if case .dictionary(let wantedKey, let wantedValue) = wanted?.unwrapped,
      !wantedKey.isGeneric, !wantedValue.isGeneric
    {
      (key, value) = (wantedKey, wantedValue)
    }
    guard key != nil || !entries.isEmpty else {
      report(
        errors.needsType("an empty dictionary", span, help: "name it: let d: [String: Int] = [:]"))
      return .invalid(span)
    }
    func common(_ expressions: [Expression]) -> Type {
      let fixed = expressions.filter { !$0.isFlexible }
      if let first = fixed.first {
        if let wider = widened(fixed) { return wider }
        let known = trial { check(first) }.result.type
        guard known.holdsClass else { return known }
        return fixed.dropFirst().reduce(known) { known, other in
          commonClass(known, trial { check(other, beside: known) }.result.type) ?? known
        }
      }
      return expressions.contains { $0.flexibleKind == .double } ? .double : .int
    }
    let keyType = key ?? common(entries.map(\.key))
    let valueType = value ?? common(entries.map(\.value))
    let pairs = entries.map {
      (
        expect($0.key, keyType, context: "this dictionary's key"),
        expect($0.value, valueType, context: "this dictionary's value")
      )
    }
    let type = Type.dictionary(keyType, valueType)
    if !conforms(keyType, toPrelude: "Hashable") { report(errors.notHashable(keyType, span)) }
    return TypedExpression(.dictionary(pairs), type, span)
  }

  /// Nested numbers become one constant; anything else is stacked when the cell runs.
  private func checkTensorLiteral(_ elements: [Expression], _ span: Span) -> TypedExpression {
    var constant = TensorConstant()
    switch constant.read(elements) {
    case .constant:
      return TypedExpression(
        .tensorLiteral(values: constant.values, shape: constant.shape, kind: constant.kind),
        .tensor, span)
    case .ragged(let first, let firstSpan, let here, let hereSpan):
      report(errors.ragged(first: first, here: here, firstSpan: firstSpan, hereSpan))
      return .invalid(span)
    case .mixed: break
    }
    let parts = elements.map { element -> TypedExpression in
      let value = check(element, wanted: .tensor)
      if value.type == .int || value.type == .double {
        return TypedExpression(.convert(.scalarToTensor, value), .tensor, value.span)
      }
      return coerce(value, to: .tensor, context: "a tensor's element")
    }
    return TypedExpression(.tensorStack(parts), .tensor, span)
  }
}

extension Type {
  /// What the elements of an array literal are, where this is wanted.
  fileprivate var literalElement: Type? {
    switch self {
    case .array(let element), .slice(let element), .set(let element), .sequence(let element):
      element
    default: nil
    }
  }

  /// Whether it is a class, or a literal of it may have instances of another in it.
  fileprivate var holdsClass: Bool {
    switch self {
    case .array(let element), .dictionary(_, let element), .optional(let element):
      element.holdsClass
    default: isClass
    }
  }

  /// The type behind any number of question marks.
  var unwrapped: Type {
    if case .optional(let wrapped) = self { wrapped.unwrapped } else { self }
  }
}
