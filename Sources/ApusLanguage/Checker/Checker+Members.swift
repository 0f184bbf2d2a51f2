import struct ApusGrad.Enumeration
import ApusSyntax
import ApusText

extension Checker {
  /// `Tensor.zeros`, `DType.float64`, `Double.pi` without a call.
  func staticMember(
    of type: Type, _ name: String, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    if case .applied(let generic, _) = type {
      report(errors.uninferred(generic.parameters.first ?? "T", of: generic.name, nameSpan))
      return .invalid(span)
    }
    if let value = enumerationCase(name, of: type, span) { return value }
    if let value = declaredStatic(of: type, name, span) { return value }
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

  func staticCall(
    of type: Type, _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?,
    _ span: Span
  ) -> TypedExpression {
    if case .applied(let generic, _) = type {
      return genericCall(generic, name, nameSpan, arguments, wanted: wanted, span)
    }
    if let call = declaredStaticCall(
      of: type, name, nameSpan, arguments, wanted: wanted, span)
    {
      return call
    }
    let rows = prelude.statics(of: type, named: name).filter { $0.kind != .staticProperty }
    guard !rows.isEmpty else {
      if name == "init" {
        report(errors.notCallable(.metatype(type), nameSpan))
      } else {
        reportUnknownMember(name, of: .metatype(type), nameSpan)
      }
      return .invalid(span)
    }
    return resolve(
      rows.map { Candidate($0, of: type) }, arguments, wanted: wanted, span, nameSpan: nameSpan)
  }

  /// `.float64`, `.zeros(2, 3)`: a static member of the type the context wants.
  func checkImplicitMember(
    _ name: String, _ arguments: [Argument]?, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    meet(name) { .implicit(wanted) }
    guard let type = wanted?.unwrapped, !type.isGeneric, type != .any else {
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

  private func enumerationCase(_ name: String, of type: Type, _ span: Span) -> TypedExpression? {
    if case .nominal(let nominal) = type,
      let index = nominal.cases.firstIndex(where: { $0.name == name && $0.payload.isEmpty })
    {
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
      candidate, match -> (Int, Candidate, ArgumentMatch) in
      let score =
        switch match {
        case .matched: 0
        case .missingLabel(let index, _): 100 - index
        case .wrongLabel(let index, _, let suggestion): (suggestion == nil ? 200 : 50) - index
        case .missing: 150
        case .extra(let index): 250 - index
        }
      return (score, candidate, match)
    }
    let best = scored.min { $0.0 < $1.0 }
    return best.map { ($0.1, $0.2) } ?? (candidates[0], matches[0])
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
          label, in: name, arguments[index].value.span, signature: signature))
    case .wrongLabel(let index, let label, let suggestion):
      report(
        errors.wrongLabel(
          label, in: name, arguments[index].labelSpan ?? arguments[index].value.span,
          value: arguments[index].value.span, suggestion: suggestion, signature: signature))
    }
  }
}
