import struct ApusGrad.Enumeration
import ApusSyntax
import ApusText

extension Checker {
  /// `Tensor.zeros`, `DType.float64`, `Double.pi` without a call.
  func staticMember(
    of type: Type, _ name: String, _ nameSpan: Span, base: Expression? = nil, wanted: Type? = nil,
    on receiver: TypedExpression? = nil, _ span: Span
  ) -> TypedExpression {
    if let base, !isStaticValue(name, of: type),
      let value = functionValue(of: type, base, name, nameSpan, wanted: wanted, span)
    {
      return value
    }
    if case .applied(let generic, _) = type {
      report(errors.uninferred(generic.parameters.first ?? "T", of: generic.name, nameSpan))
      return .invalid(span)
    }
    if let value = optionalCase(name, nil, of: type, span) { return value }
    if let value = enumerationCase(name, of: type, span) { return value }
    if let value = declaredStatic(of: type, name, span, on: receiver) { return value }
    if let inner = innerType(name, of: type) {
      return TypedExpression(.word(0), .metatype(inner), span)
    }
    if let row = prelude.statics(of: type, named: name).first(where: {
      $0.kind == .staticProperty
    }) {
      return rowCall(row, [], bindings: row.bindings(for: type) ?? [:], place: nil, span)
    }
    if prelude.statics(of: type, named: name).isEmpty {
      reportUnknownMember(name, of: .metatype(type), nameSpan)
    } else {
      report(
        errors.needsType(
          "'\(name)' without its arguments", nameSpan, help: "call it: \(type).\(name)(…)"))
    }
    return .invalid(span)
  }

  /// Whether a name without arguments is a value by itself: a case, a static property, a type.
  private func isStaticValue(_ name: String, of type: Type) -> Bool {
    if case .nominal(let nominal) = type, nominal.caseIndex(name, carrying: false) != nil {
      return true
    }
    return staticPlace(of: type, name, isRead: true, Span(0, 0)) != nil
      || innerType(name, of: type) != nil
      || prelude.statics(of: type, named: name).contains { $0.kind == .staticProperty }
  }

  func staticCall(
    of type: Type, _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?,
    on receiver: TypedExpression? = nil, _ span: Span
  ) -> TypedExpression {
    if case .applied(let generic, _) = type {
      return genericCall(generic, name, nameSpan, arguments, wanted: wanted, span)
    }
    if let value = optionalCase(name, arguments, of: type, span) { return value }
    if let inner = innerType(name, of: type) {
      return staticCall(of: inner, "init", nameSpan, arguments, wanted: wanted, span)
    }
    if let call = declaredStaticCall(
      of: type, name, nameSpan, arguments, wanted: wanted, on: receiver, span)
    {
      return call
    }
    let rows = prelude.statics(of: type, named: name).filter { $0.kind != .staticProperty }
    let own = name == "init" ? conversions(to: type) : []
    guard !rows.isEmpty || !own.isEmpty else {
      if name == "init" {
        report(errors.notCallable(.metatype(type), nameSpan))
      } else {
        reportUnknownMember(name, of: .metatype(type), nameSpan)
      }
      return .invalid(span)
    }
    return resolve(
      own + rows.map { Candidate($0, of: type) }, arguments, wanted: wanted, span,
      nameSpan: nameSpan)
  }

  /// `.float64`, `.zeros(2, 3)`: a static member of the type the context wants.
  func checkImplicitMember(
    _ name: String, _ arguments: [Argument]?, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    meet(name) { .implicit(wanted) }
    if let value = optionalCase(name, arguments, of: wanted, span) { return value }
    guard let type = wanted?.unwrapped, !type.isGeneric || type.isApplied, type != .any else {
      report(
        errors.needsType(
          "'.\(name)'", span, help: "write the type before the dot, as in Tensor.zeros(2)"))
      return .invalid(span)
    }
    if type.isInvalid { return .invalid(span) }
    let nameSpan = Span(min(span.start + 1, span.end), span.end)
    guard let arguments else { return staticMember(of: type, name, nameSpan, span) }
    return staticCall(of: type, name, nameSpan, arguments, wanted: wanted, span)
  }

  /// `.none` and `.some(x)` of an optional, and `Optional<T>(x)`.
  private func optionalCase(
    _ name: String, _ arguments: [Argument]?, of type: Type?, _ span: Span
  ) -> TypedExpression? {
    guard let type, case .optional(let wrapped) = type else { return nil }
    if name == "none", arguments == nil { return TypedExpression(.none, type, span) }
    guard name == "some" || name == "init", let arguments, arguments.count == 1,
      arguments[0].label == nil
    else { return nil }
    let value = expect(arguments[0].value, wrapped)
    return TypedExpression(.convert(.wrap, value), type, span)
  }

  private func enumerationCase(_ name: String, of type: Type, _ span: Span) -> TypedExpression? {
    if case .nominal(let nominal) = type, let index = nominal.caseIndex(name, carrying: false) {
      if nominal.origin != nil { noteConformances(of: type) }
      let tag = TypedExpression(.word(index), nominal.isWord ? type : .int, span)
      return nominal.isWord ? tag : TypedExpression(.tuple([tag]), type, span)
    }
    guard case .enumeration(let owner) = type,
      let row = Enumeration.known.first(where: { $0.name == owner }),
      let index = row.cases.firstIndex(of: name)
    else { return nil }
    return TypedExpression(.word(index), type, span)
  }

  /// The static members of a type, for suggestions and completion.
  func staticNames(of type: Type) -> [String] {
    var names = prelude.staticNames(of: type)
    if case .nominal(let nominal) = type { names += nominal.staticNames }
    if case .enumeration(let owner) = type,
      let row = Enumeration.known.first(where: { $0.name == owner })
    {
      names += row.cases
    }
    return names.filter { $0 != "init" }
  }

  /// The candidate whose labels come closest, for the report.
  func closest(
    _ candidates: [Candidate], _ matches: [ArgumentMatch], _ arguments: [Argument]
  ) -> (Candidate, ArgumentMatch) {
    let scored = zip(candidates, matches).map {
      candidate, match -> (rank: Int, reached: Int, Candidate, ArgumentMatch) in
      // A label that is nearly right first, then what fits furthest.
      let (rank, reached) =
        switch match {
        case .matched: (0, 0)
        case .wrongLabel(let index, _, let suggestion): (suggestion == nil ? 4 : 1, index)
        case .missingLabel(let index, _): (index == arguments.count - 1 ? 2 : 4, index)
        case .missing: (3, 0)
        case .extra(let index): (5, index)
        }
      return (rank, reached, candidate, match)
    }
    let best = scored.min { ($0.rank, -$0.reached) < ($1.rank, -$1.reached) }
    return best.map { ($0.2, $0.3) } ?? (candidates[0], matches[0])
  }

  func reportMismatch(
    _ closest: (Candidate, ArgumentMatch), _ arguments: [Argument], _ span: Span, _ nameSpan: Span
  ) {
    let (candidate, match) = closest
    let (name, signature) = (candidate.name, candidate.signature)
    switch match {
    case .matched: break
    case .missing(let index):
      let parameter = candidate.parameters[index]
      if let fix = inOrder(arguments, candidate) {
        return report(
          errors.wrongOrder(
            parameter.label ?? parameter.name, in: name, fix.span, signature: signature, fix))
      }
      let place = parameter.name == "_" ? "\(index + 1)" : "'\(parameter.name)'"
      let label = parameter.label.map { "'\($0):'" } ?? place
      let end = Span(max(span.start, span.end - 1), span.end)
      report(
        errors.missingArgument(
          "\(label) (\(parameter.type))", in: name, end, signature: signature))
    case .extra(let index):
      report(errors.extraArgument(in: name, arguments[index].value.span, signature: signature))
    case .missingLabel(let index, let label):
      report(
        errors.missingLabel(
          label, in: name, arguments[index].value.span, signature: signature,
          fix: labelled(arguments, candidate)))
    case .wrongLabel(let index, let label, let suggestion):
      let habit = Habit.find(label, .label)
      report(
        errors.wrongLabel(
          label, in: name, arguments[index].labelSpan ?? arguments[index].value.span,
          value: arguments[index].value.span, suggestion: suggestion, signature: signature,
          isCertain: suggestion.map {
            fits(arguments, index, label: $0 == "_" ? nil : $0, candidate)
          } ?? false,
          advice: habit?.forms.isEmpty == true ? habit?.advice : nil))
    }
  }

  /// The labelled arguments in the order of the parameters, where that is all they need.
  private func inOrder(_ arguments: [Argument], _ candidate: Candidate) -> Diagnostic.Fix? {
    guard let first = arguments.first, let last = arguments.last,
      arguments.allSatisfy({ $0.label != nil && !$0.isTrailing })
    else { return nil }
    let labels = candidate.parameters.map(\.label)
    let places = arguments.map { argument in labels.firstIndex { $0 == argument.label } }
    let order = arguments.indices.sorted { (places[$0] ?? .max) < (places[$1] ?? .max) }
    let sorted = order.map { arguments[$0] }
    guard !places.contains(nil), order != Array(arguments.indices),
      case .matched = ArgumentMatch(sorted, to: candidate.parameters)
    else { return nil }
    func text(_ argument: Argument) -> String {
      "\(argument.label ?? "_"): \(source.slice(argument.value.span))"
    }
    let start = first.labelSpan?.start ?? first.value.span.start
    return Diagnostic.Fix(
      Span(start, last.value.span.end), sorted.map(text).joined(separator: ", "))
  }

  /// The arguments with the labels that they lack, where nothing else is wrong with them.
  private func labelled(_ arguments: [Argument], _ candidate: Candidate) -> Diagnostic.Fix? {
    var changed = arguments
    for _ in 0...arguments.count {
      switch ArgumentMatch(changed, to: candidate.parameters) {
      case .matched:
        let written = changed.filter { !$0.isTrailing }
        guard let first = written.first, let last = written.last else { return nil }
        let text = written.map { argument in
          let value = source.slice(argument.value.span)
          return argument.label.map { "\($0): \(value)" } ?? value
        }
        let start = arguments[0].labelSpan?.start ?? first.value.span.start
        return Diagnostic.Fix(
          Span(start, last.value.span.end), text.joined(separator: ", "))
      case .missingLabel(let index, let label): changed[index].label = label
      default: return nil
      }
    }
    return nil
  }

  /// Whether the call fits with another label before one argument, as far as labels go.
  private func fits(
    _ arguments: [Argument], _ index: Int, label: String?, _ candidate: Candidate
  ) -> Bool {
    var changed = arguments
    changed[index].label = label
    switch ArgumentMatch(changed, to: candidate.parameters) {
    case .matched: return true
    // What comes behind is another mistake.
    case .wrongLabel(let other, _, _), .missingLabel(let other, _), .extra(let other):
      return other > index
    case .missing: return false
    }
  }
}
