import ApusSyntax
import ApusText

// Whole numbers of a literal are fractions where the call behind it works on fractions only.
extension Checker {
  /// How many calls of a cell are tried once more; each may hold others.
  private static let retryLimit = 100

  /// `[1, 2].map { $0 * 0.5 }`: the call, or else the same with the receiver's whole numbers as
  /// fractions, where only that has no errors.
  func withFractions(
    _ base: Expression, _ call: (Expression) -> TypedExpression
  ) -> TypedExpression {
    guard base.isOfLiterals(), fractionRetries < Self.retryLimit else { return call(base) }
    let (plain, found) = trial { call(base) }
    if found.isEmpty { return plain }
    if let other = base.withFractions {
      fractionRetries += 1
      let (made, remaining) = trial { call(other) }
      if remaining.isEmpty { return made }
    }
    report(found)
    return plain
  }
}

extension Expression {
  /// Whether it starts with a literal of several values, which a few calls may follow.
  fileprivate func isOfLiterals(links: Int = 16) -> Bool {
    switch kind {
    case .array, .dictionary: true
    case .tuple(let elements): elements.count == 1 && elements[0].value.isOfLiterals(links: links)
    case .call(let callee, _):
      switch callee.kind {
      case .name(let name): name == "zip"
      case .member(let base, _, _): links > 0 && base.isOfLiterals(links: links - 1)
      default: false
      }
    default: false
    }
  }

  /// The same with the whole numbers of its literals as fractions; nil where it has none.
  fileprivate var withFractions: Expression? {
    switch kind {
    case .array(let elements):
      var isChanged = false
      let made = elements.map { $0.asFraction(&isChanged) }
      return isChanged ? Expression(.array(made), span) : nil
    case .dictionary(let entries):
      var isChanged = false
      let made = entries.map { entry in
        var entry = entry
        entry.value = entry.value.asFraction(&isChanged)
        return entry
      }
      return isChanged ? Expression(.dictionary(made), span) : nil
    case .tuple(let elements) where elements.count == 1:
      guard let inner = elements[0].value.withFractions else { return nil }
      return inner
    case .call(let callee, let arguments):
      if case .name("zip") = callee.kind {
        var isChanged = false
        let made = arguments.map { argument in
          var argument = argument
          if let value = argument.value.withFractions {
            (argument.value, isChanged) = (value, true)
          }
          return argument
        }
        return isChanged ? Expression(.call(callee, made), span) : nil
      }
      guard case .member(let base, let name, let nameSpan) = callee.kind,
        let made = base.withFractions
      else { return nil }
      return Expression(
        .call(Expression(.member(made, name, nameSpan: nameSpan), callee.span), arguments), span)
    default: return nil
    }
  }

  private func asFraction(_ isChanged: inout Bool) -> Expression {
    switch kind {
    case .integer(let digits):
      isChanged = true
      return Expression(.floating(Double(digits)), span)
    case .prefix(let sign, let operand) where sign.spelling == "-":
      return Expression(.prefix(sign, operand.asFraction(&isChanged)), span)
    default:
      guard let made = withFractions else { return self }
      isChanged = true
      return made
    }
  }
}
