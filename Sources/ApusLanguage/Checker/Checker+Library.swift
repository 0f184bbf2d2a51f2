import ApusSyntax
import ApusText

// What the language's own sequences have of the library: iterators, and members of ranges without
// an end.
extension Checker {
  /// A value in the form that has a member which it has not itself; nil where there is none.
  func libraryForm(of receiver: TypedExpression, for name: String) -> TypedExpression? {
    let span = receiver.span
    if receiver.type == .range(.from, of: .int) {
      return withHeld([receiver], span) {
        endless(Expression(.member($0[0], "lowerBound", nameSpan: span), span))
      }
    }
    guard name == "makeIterator", let (array, element) = asArray(receiver),
      let type = iterator(over: receiver.type, element)
    else { return nil }
    let position = TypedExpression(.word(0), .int, span)
    return TypedExpression(.tuple([array, position]), .nominal(type), span)
  }

  /// `IndexingIterator<[Int]>`.
  func iterator(over type: Type, _ element: Type) -> NominalType? {
    guard usesLibrary, case .generic(let generic) = Library.shared.entry("IndexingIterator") else {
      return nil
    }
    return nominal(generic, [type], Span(0, 0))
  }

  /// `sequence(first: lower, next: { $0 + 1 })`.
  private func endless(_ lower: Expression) -> TypedExpression {
    guard case .functions(let made) = Library.shared.entry("sequence") else {
      return .invalid(lower.span)
    }
    return resolve(
      made.map { Candidate($0, as: .user($0)) }, Self.successors(of: lower), wanted: nil,
      lower.span, nameSpan: lower.span)
  }

  private static func successors(of lower: Expression) -> [Argument] {
    let span = lower.span
    let next = Expression(
      .binary(
        Expression(.name("$0"), span), Operator("+", span), Expression(.integer(1), span)), span)
    let closure = Closure(
      parameters: nil, result: nil, throwing: nil,
      body: Block([Statement(.expression(next), span)], span), highestImplicitParameter: 0)
    return [
      Argument(label: "first", value: lower),
      Argument(label: "next", value: Expression(.closure(closure), span)),
    ]
  }

  /// A function that the library has beside the rows of its name: `print(x, to: &text)`, and `zip` of
  /// a sequence that the program declares.
  func libraryCall(
    _ name: String, _ arguments: [Argument], wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression? {
    if name == "zip" {
      return declaredZip(arguments, wanted: wanted, span, nameSpan: nameSpan)
    }
    guard arguments.last?.label == "to", name == "print" || name == "debugPrint",
      case .functions(let made) = Library.shared.entry("_" + name)
    else { return nil }
    return resolve(
      made.map { Candidate($0, as: .user($0)) }, arguments, wanted: wanted, span,
      nameSpan: nameSpan)
  }

  /// `zip` of a sequence that the program declares, which may have no end; nil where both are the
  /// language's own.
  private func declaredZip(
    _ arguments: [Argument], wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression? {
    guard arguments.count == 2, arguments.allSatisfy({ $0.label == nil }) else { return nil }
    let types = arguments.map { argument in trial { check(argument.value) }.result.type }
    guard types.contains(where: { $0.element == nil && element(of: $0) != nil }),
      case .functions(let made) = Library.shared.entry("zip")
    else { return nil }
    var values = arguments
    for (index, type) in types.enumerated() where type == .range(.from, of: .int) {
      let lower = Expression(
        .member(arguments[index].value, "lowerBound", nameSpan: span), arguments[index].value.span)
      values[index].value = Expression(
        .call(Expression(.name("sequence"), span), Self.successors(of: lower)), lower.span)
    }
    return resolve(
      made.map { Candidate($0, as: .user($0)) }, values, wanted: wanted, span, nameSpan: nameSpan)
  }
}
