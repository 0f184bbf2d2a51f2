import ApusSyntax
import ApusText

extension Checker {
  func checkSubscript(
    _ base: Expression, _ indices: [Argument], _ span: Span
  ) -> TypedExpression {
    if let value = keyPathValue(base, indices, span) { return value }
    if case .name("super") = base.kind {
      return superCall("subscript", indices, base.span, span, span)
    }
    let outer = chain
    let receiver = check(base)
    if indices.count == 1, case .unboundedRange = indices[0].value.kind,
      receiver.type.owners.contains("RangeReplaceableCollection")
    {
      // All of it, as a part.
      let none = Argument(label: nil, value: Expression(.integer(0), indices[0].value.span))
      return memberCall(receiver, "dropFirst", [none], wanted: nil, span, nameSpan: span)
    }
    if case .metatype(let type) = receiver.type {
      let statics = staticSubscripts(of: type, on: receiver)
      if !statics.isEmpty {
        return resolve(statics, indices, wanted: nil, span, nameSpan: span)
      }
    }
    if !declaredMethods(of: receiver, named: "subscript").isEmpty {
      return memberCall(
        receiver, "subscript", indices, base: Receiver(expression: base, chain: outer),
        wanted: nil, span, nameSpan: span)
    }
    if isOnWrongSide(indices, of: base, receiver.type) { return .invalid(span) }
    switch receiver.type {
    case .invalid:
      for index in indices where !index.value.isFlexible { _ = trial { check(index.value) } }
      return .invalid(span)
    case .tensor:
      guard let row = prelude.members(of: .tensor, named: "subscript").first else {
        return .invalid(span)
      }
      return rowCall(
        row, [receiver, tensorIndices(indices, span)], bindings: [:], place: nil, span)
    case .array(let element) where indices.count == 1 && indices[0].label == nil:
      let index = check(indices[0].value, wanted: .int)
      if case .range = index.type {
        return memberCall(receiver, "subscript", indices, wanted: nil, span, nameSpan: span)
      }
      let place = coerce(index, to: .int, context: "an array's index")
      return TypedExpression(.elementAt(receiver, place), element, span)
    case .optional:
      report(errors.optionalMember("[…]", of: receiver.type, base.span))
      return .invalid(span)
    default:
      if prelude.members(of: receiver.type, named: "subscript").isEmpty,
        methods("subscript", of: receiver.type).isEmpty
      {
        reportUnknownMember("subscript", of: receiver.type, span)
        return .invalid(span)
      }
      if receiver.type.isText, indices.count == 1, isNumber(indices[0].value),
        methods("subscript", of: receiver.type).isEmpty
      {
        report(errors.numberedCharacter(span))
        return .invalid(span)
      }
      return memberCall(receiver, "subscript", indices, wanted: nil, span, nameSpan: span)
    }
  }

  /// Whether an index of a text is a number, or a range of numbers.
  private func isNumber(_ index: Expression) -> Bool {
    switch trial({ check(index) }).result.type {
    case .int, .range(_, of: .int): true
    default: false
    }
  }

  /// Refuses what no array and no tensor has, however long it is: `a[-1]` of an array, and
  /// `x[1 ..< -1]`, whose ends Swift compares before the subscript sees them.
  func isOnWrongSide(_ indices: [Argument], of base: Expression, _ type: Type) -> Bool {
    let isTensor = type == .tensor
    guard isTensor || type.isArray else { return false }
    var name: String?
    if case .name(let text) = base.kind { name = text }
    // Whether each index so far stands for one axis.
    var isPlain = true
    for (axis, argument) in indices.enumerated() {
      let size = isPlain ? name.map { isTensor ? "\($0).dim(\(axis))" : "\($0).count" } : nil
      switch argument.value.kind {
      case .binary(let left, let op, let right) where op.spelling == "..<" || op.spelling == "...":
        guard let lower = left.literalInteger, let upper = right.literalInteger, lower >= 0,
          upper < 0
        else { break }
        let fix = size.map {
          Diagnostic.Fix(right.span, "\($0) - \(-upper)")
        }
        report(errors.mixedEnds(argument.value.span, fix: fix))
        return true
      case .integer, .hugeInteger: break
      default:
        if !isTensor, let index = argument.value.literalInteger, index < 0 {
          let fix = size.map { Diagnostic.Fix(argument.value.span, "\($0) - \(-index)") }
          report(errors.negativeIndex(argument.value.span, fix: fix))
          return true
        }
        if argument.value.literalInteger == nil { isPlain = false }
      }
    }
    return false
  }

  /// The indices of `x[0, 1..., .newAxis, mask]` as one list.
  func tensorIndices(_ indices: [Argument], _ span: Span) -> TypedExpression {
    let typed = indices.map { argument -> TypedExpression in
      let index = argument.value
      if case .unboundedRange = index.kind { return index.asMarker(.ellipsis) }
      if case .implicitMember(let name) = index.kind {
        meet(name) { .implicit(.opaque("TensorIndex")) }
        if let marker = IndexKind.named(name) { return index.asMarker(marker) }
        report(
          errors.unknownMember(
            name, of: .metatype(.opaque("TensorIndex")), Span(index.span.start + 1, index.span.end),
            suggestion: Spelling.suggest(name, among: IndexKind.markers.map(\.name)), help: nil))
        return .invalid(index.span)
      }
      let value = check(Self.stride(index) ?? index, wanted: Self.arrayWish(index))
      switch value.type {
      case .int, .range(_, of: .int), .tensor, .invalid:
        return TypedExpression(.convert(.index, value), .opaque("TensorIndex"), index.span)
      default:
        report(
          errors.mismatch(
            expected: .opaque("TensorIndex"), found: value.type, index.span,
            context: "a tensor's subscript",
            help: value.type == .bool ? "a mask is a tensor of booleans: x[x > 0]" : nil))
        return .invalid(index.span)
      }
    }
    return TypedExpression(.indices(typed), .opaque("TensorIndex"), span)
  }

  /// `.stride(from:to:by:)`, whose ends may be left out, as a call of `stride`.
  private static func stride(_ index: Expression) -> Expression? {
    guard case .call(let callee, var arguments) = index.kind,
      case .implicitMember("stride") = callee.kind
    else { return nil }
    var isDown = false
    if let step = arguments.last, step.label == "by", case .prefix(let op, _) = step.value.kind {
      isDown = op.spelling == "-"
    }
    // A position from the other end, where the stride begins or stops when it is not said.
    func position(_ value: Int) -> Expression {
      let magnitude = Expression(.integer(UInt64(value.magnitude)), index.span)
      return value < 0
        ? Expression(.prefix(Operator("-", index.span), magnitude), index.span) : magnitude
    }
    if arguments.first?.label != "from" {
      arguments.insert(Argument(label: "from", value: position(isDown ? -1 : 0)), at: 0)
    }
    if arguments.count == 2 {
      arguments.insert(Argument(label: "through", value: position(isDown ? 0 : -1)), at: 1)
    }
    return Expression(.call(Expression(.name("stride"), callee.span), arguments), index.span)
  }

  private static func arrayWish(_ index: Expression) -> Type? {
    if case .array = index.kind { .tensor } else { nil }
  }
}

extension Expression {
  /// An index that has no value of its own.
  fileprivate func asMarker(_ kind: IndexKind) -> TypedExpression {
    TypedExpression(
      .convert(.index, TypedExpression(.word(kind.rawValue), .enumeration("TensorIndex"), span)),
      .opaque("TensorIndex"), span)
  }
}

/// The kinds of tensor indices, as the machine numbers them.
package enum IndexKind: Int, CaseIterable, Sendable {
  case newAxis, ellipsis, all
  case at, range, closed, from, upTo, through, strideTo, strideThrough, tensor

  /// Those that are written as `.name`.
  static let markers: [(name: String, kind: IndexKind)] = [
    ("newAxis", .newAxis), ("ellipsis", .ellipsis), ("all", .all),
  ]

  static func named(_ name: String) -> IndexKind? { markers.first { $0.name == name }?.kind }

  /// The kind of index that a value of a type makes.
  static func of(_ type: Type) -> IndexKind {
    switch type {
    case .tensor: .tensor
    case .range(let kind, _):
      switch kind {
      case .range: .range
      case .closed: .closed
      case .from: .from
      case .upTo: .upTo
      case .through: .through
      case .strideTo: .strideTo
      case .strideThrough: .strideThrough
      }
    default: .at
    }
  }
}
