import ApusSyntax
import ApusText

// Members of values of which only the protocols are known: open types and values of protocol type.
extension Checker {
  /// What the protocols of an open type or of a protocol type ask for; nil for other types.
  func requirementTable(for type: Type) -> MemberTable? {
    let targets: [ProtocolType]
    switch type {
    case .archetype(let archetype): targets = archetype.protocols
    case .existential(let found): targets = found
    default: return nil
    }
    if let known = requirementTables[type] { return known }
    let table = MemberTable()
    requirementTables[type] = table
    var seen: Set<ProtocolType> = []
    for target in targets.flatMap(\.all) where seen.insert(target).inserted {
      for requirement in target.requirements { add(requirement, for: type, to: table) }
    }
    return table
  }

  private func add(
    _ requirement: ProtocolType.Requirement, for type: Type, to table: MemberTable
  ) {
    if case .existential = type {
      guard requirement.isUsableOnAnyValue else { return }
      switch requirement.kind {
      case .method, .property, .subscript: break
      case .initializer, .staticMethod, .staticProperty, .operator: return
      }
    }
    func make(_ function: UserFunction, isSetter: Bool = false) -> UserFunction {
      let made = head(of: function, for: type)
      made.requirement = requirement
      made.isRequiredSetter = isSetter
      return made
    }
    let own = make(requirement.function)
    switch requirement.kind {
    case .method: table.methods[own.name, default: []].append(own)
    case .subscript:
      own.setter = requirement.setter.map { make($0, isSetter: true) }
      table.methods["subscript", default: []].append(own)
    case .initializer: table.methods["init", default: []].append(own)
    case .staticMethod: table.statics[own.name, default: []].append(own)
    case .staticProperty:
      table.staticProperties[own.name] = MemberTable.Property(
        type: own.result, getter: own, setter: nil)
    case .operator: break
    case .property:
      if let known = table.properties[own.name], known.setter != nil { return }
      table.properties[own.name] = MemberTable.Property(
        type: own.result, getter: own,
        setter: requirement.setter.map { make($0, isSetter: true) })
    }
  }

  /// An operator that a protocol asks of an open type.
  func requiredOperator(
    _ spelling: String, _ operands: [TypedExpression], _ span: Span
  ) -> TypedExpression? {
    guard
      let open = operands.lazy.compactMap({ operand -> Archetype? in
        if case .archetype(let archetype) = operand.type.unwrapped { archetype } else { nil }
      }).first
    else { return nil }
    let own = Type.archetype(open)
    for target in open.protocols.flatMap(\.all) {
      for requirement in target.requirements
      where requirement.kind == .operator && requirement.function.name == spelling {
        let wanted = head(of: requirement.function, for: own)
        guard wanted.parameters.count == operands.count else { continue }
        let fitted = zip(operands, wanted.parameters).compactMap { convert($0, to: $1.type) }
        if fitted.count == operands.count {
          return TypedExpression(.callFunction(wanted, fitted), wanted.result, span)
        }
      }
    }
    return nil
  }

  /// The other comparisons that follow from a type's own `<` and `==`.
  func derivedOperator(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    guard left.type == right.type, case .nominal = left.type else { return nil }
    let isSwapped: Bool
    let isNegated: Bool
    switch op.spelling {
    case ">": (isSwapped, isNegated) = (true, false)
    case "<=": (isSwapped, isNegated) = (true, true)
    case ">=": (isSwapped, isNegated) = (false, true)
    case "!=":
      guard let equal = declaredOperator(Operator("==", op.span), left, right, span) else {
        return nil
      }
      return TypedExpression(.not(equal), .bool, span)
    default: return nil
    }
    guard conforms(left.type, toPrelude: "Comparable") else { return nil }
    // Both operands are evaluated in their order, whichever comes first in the comparison.
    let a = Binding("a", left.type, isConstant: true, home: .local(owner: function))
    let b = Binding("b", right.type, isConstant: true, home: .local(owner: function))
    let (x, y) = (
      TypedExpression(.binding(a), a.type, left.span),
      TypedExpression(.binding(b), b.type, right.span)
    )
    let less = Operator("<", op.span)
    var test = binary(less, isSwapped ? y : x, isSwapped ? x : y, span)
    if test.type.isInvalid { return test }
    if isNegated { test = TypedExpression(.not(test), .bool, span) }
    let result = Binding("result", .bool, isConstant: true, home: .local(owner: function))
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(a, left), left.span),
          TypedStatement(.declare(b, right), right.span),
          TypedStatement(.declare(result, test), span),
        ], result), .bool, span)
  }

  /// The order of an enumeration without payloads that says it is Comparable.
  func caseOrder(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    guard left.type == right.type, left.type.isWord, case .nominal(let nominal) = left.type,
      nominal.kind == .enum, conforms(left.type, toPrelude: "Comparable"),
      let scalar = ScalarOperator.find(op.spelling, on: .int), scalar.result == .bool
    else { return nil }
    return TypedExpression(.scalar(scalar.opcode, [left, right]), .bool, span)
  }

  /// A literal as a value of an open type that says that it can be written so.
  func openLiteral(_ isWhole: Bool, _ wanted: Type?, _ span: Span) -> TypedExpression? {
    guard case .archetype = wanted?.unwrapped, let type = wanted?.unwrapped else { return nil }
    guard
      conforms(
        type,
        toPrelude: isWhole ? "ExpressibleByIntegerLiteral" : "ExpressibleByFloatLiteral")
    else { return nil }
    return TypedExpression(.word(0), type, span)
  }

  /// `Double(x)` where `x` is of an open type that is some number.
  func openConversion(
    to type: Type, _ arguments: [Argument], _ span: Span
  ) -> TypedExpression? {
    guard arguments.count == 1, arguments[0].label == nil || arguments[0].label == "truncating",
      !arguments[0].value.needsContext || arguments[0].value.isName
    else { return nil }
    let isOpenNumber = conforms(type, toPrelude: "Numeric")
    guard isOpenNumber || type == .string else { return nil }
    let (value, found) = trial { check(arguments[0].value) }
    guard found.isEmpty else { return nil }
    switch (type, value.type) {
    case (_, .archetype) where isOpenNumber:
      guard
        conforms(value.type, toPrelude: "BinaryInteger")
          || conforms(value.type, toPrelude: "BinaryFloatingPoint")
      else { return nil }
    case (.string, .archetype):
      guard conforms(value.type, toPrelude: "CustomStringConvertible") else { return nil }
    default: return nil
    }
    return TypedExpression(.word(0), type, span)
  }
}

extension ProtocolType.Requirement {
  /// Whether it can be used on a value whose type is not known: no argument's type depends on it.
  var isUsableOnAnyValue: Bool {
    guard function.template == nil else { return false }
    let own = function.parameters.first?.name == "self" ? 1 : 0
    return !function.parameters.dropFirst(own).contains { $0.type.isGeneric || $0.isVariadic }
  }
}

extension Expression {
  fileprivate var isName: Bool {
    if case .name = kind { true } else { false }
  }
}
