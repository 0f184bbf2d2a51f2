import ApusSyntax

/// What an expression tells before its type is known.
extension Expression {
  /// How far a literal has to bend to become a type, beside what it is by itself.
  func bend(to type: Type) -> Int {
    if case .array(let elements) = kind {
      if type == .tensor { return 1 }
      guard case .array(let element) = type else { return 0 }
      return elements.map { $0.bend(to: element) }.max() ?? 0
    }
    return switch (flexibleKind, type) {
    case (.int, .double): 2
    case (.int, .float), (.double, .float): 3
    case (.int, .tensor), (.double, .tensor): 5
    default: 0
    }
  }

  var isClosure: Bool {
    if case .closure = kind { true } else { false }
  }

  /// Closures come last, when the other arguments have told what their parameters are; literals and
  /// implicit members before them.
  var lateness: Int {
    switch kind {
    case .closure: 3
    case .array(let elements): elements.map(\.lateness).max() ?? 2
    case .implicitMember, .none, .dictionary: 2
    case .call(let callee, _): callee.lateness
    case .name(let name) where name.first.map({ !$0.isLetter && $0 != "_" && $0 != "$" }) ?? false:
      3
    default: isFlexible ? 1 : 0
    }
  }

  /// An array literal or an implicit member, which takes its type from the other operand.
  var needsLiteralContext: Bool {
    switch kind {
    case .array, .implicitMember, .none, .hole: true
    default: false
    }
  }

  var isHole: Bool {
    if case .hole = kind { true } else { false }
  }
}
