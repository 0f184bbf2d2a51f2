import ApusSyntax

/// What an expression tells before its type is known.
extension Expression {
  /// How far a literal has to bend to become a type, beside what it is by itself.
  func bend(to type: Type) -> Int {
    if case .array(let elements) = kind {
      if type == .tensor { return 6 }
      guard case .array(let element) = type else { return 0 }
      return elements.map { $0.bend(to: element) }.max() ?? 0
    }
    if case .binary(let left, _, let right) = kind, case .range(_, let bound) = type {
      return max(left.bend(to: bound), right.bend(to: bound))
    }
    return switch (flexibleKind, type) {
    case (.int, .double): 2
    case (.int, .float), (.double, .float): 3
    case (.int, .nominal), (.double, .nominal): 4
    case (.int, .tensor), (.double, .tensor): 5
    default: 0
    }
  }

  /// Whether it is a list or a tuple of several parts.
  var isCompoundLiteral: Bool {
    switch kind {
    case .array: true
    case .tuple(let parts): parts.count > 1
    default: false
    }
  }

  /// Whether it is written as a range.
  var isRange: Bool {
    switch kind {
    case .binary(_, let op, _), .prefix(let op, _), .postfix(_, let op): op.isRange
    case .tuple(let elements) where elements.count == 1: elements[0].value.isRange
    default: false
    }
  }

  /// Whether it is `a + b`.
  var isSum: Bool {
    if case .binary(_, let op, _) = kind { op.spelling == "+" } else { false }
  }

  var isNumberLiteral: Bool {
    switch kind {
    case .integer, .hugeInteger, .floating: true
    default: false
    }
  }

  var isClosure: Bool {
    if case .closure = kind { true } else { false }
  }

  /// An array literal, a character or an implicit member, which takes its type from the other operand.
  var needsLiteralContext: Bool {
    switch kind {
    case .array, .implicitMember, .none, .hole: true
    case .string: isCharacter
    case .binary(let left, let op, let right) where op.spelling == "..." || op.spelling == "..<":
      left.isCharacter && right.isCharacter
    default: false
    }
  }

  /// Whether it is a text that is one character, which can be a Character.
  var isCharacter: Bool {
    guard case .string(let parts) = kind, parts.count == 1, case .text(let text) = parts[0] else {
      return false
    }
    return text.count == 1
  }

  /// Whether it begins with a dot, so that the context tells the type it begins with.
  var isImplicit: Bool {
    switch kind {
    case .implicitMember: true
    case .call(let callee, _): callee.isImplicit
    case .member(let base, _, _): base.isImplicit
    default: false
    }
  }

  var isHole: Bool {
    if case .hole = kind { true } else { false }
  }
}

extension Operator {
  /// Whether it makes a range.
  var isRange: Bool { spelling == "..<" || spelling == "..." }
}
