import ApusSyntax
import ApusText

// Functions of types and values without their arguments: each is a closure that calls it.
extension Checker {
  /// What a name may mean whose arguments are left out.
  private struct Form {
    var labels: [String?]
    /// Its own type; nil where that depends on the context.
    var type: Type?
    var isThrowing = false
    var isMutating = false
    var isDeclared = true
    var signature: String

    var labelCount: Int { labels.count { $0 != nil } }
  }

  private func form(_ candidate: Candidate, _ bindings: [String: Type]? = nil) -> Form {
    let own = Type.function(
      parameters: candidate.parameters.map { $0.type.substituting(bindings ?? [:]) },
      result: candidate.result.substituting(bindings ?? [:]), thrown: candidate.thrown)
    var form = Form(
      labels: candidate.parameters.map(\.label), type: own.isGeneric ? nil : own,
      isThrowing: candidate.thrown != nil, signature: candidate.signature)
    switch candidate.target {
    case .pattern: form.type = nil
    case .row(let row, _):
      form.isMutating = row.isMutating
      form.isDeclared = false
    case .method(let function, _): form.isMutating = function.parameters[0].isInout
    default: break
    }
    if candidate.function?.template != nil { form.type = nil }
    return form
  }

  /// `Level.init(rawValue:)`, which an enumeration has by itself.
  private func rawForm(of type: NominalType) -> Form? {
    guard type.kind == .enum, let raw = type.rawType else { return nil }
    return Form(
      labels: ["rawValue"], type: .function(parameters: [raw], result: .optional(.nominal(type))),
      isThrowing: false, isDeclared: true, signature: "init?(rawValue: \(raw))")
  }

  /// `scaled(by:)` as the name and its labels.
  static func compound(name: String) -> (name: String, labels: [String?]?) {
    guard name.hasSuffix(")"), let open = name.firstIndex(of: "("), open > name.startIndex else {
      return (name, nil)
    }
    let labels = name[name.index(after: open)...].dropLast().split(separator: ":")
    return (String(name[..<open]), labels.map { $0 == "_" ? nil : String($0) })
  }

  /// `f(_:by:)`: a function by its name and labels.
  func checkCompound(
    _ name: String, _ labels: [String?], _ written: String, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if let base = implicitBase(name, span) {
      return checkMember(base, written, span, wanted: wanted, span)
    }
    switch lookUp(name) {
    case .functions(let overloads):
      let named = overloads.filter { $0.parameters.map(\.label) == labels }
      if named.count == 1, named[0].template != nil {
        if let value = genericValue(named[0], wanted: wanted, span) { return value }
        report(errors.severalForms(of: written, span, 1))
        return .invalid(span)
      }
      let plain = named.filter { $0.template == nil }
      if let function = plain.first(where: { wanted?.unwrapped.accepts($0.type) ?? false })
        ?? (plain.count == 1 ? plain[0] : nil)
      {
        return TypedExpression(.function(function), function.type, span)
      }
      if plain.count > 1 {
        report(errors.ambiguous(written, span, forms: plain.map(\.signature)))
        return .invalid(span)
      }
    case .localFunction(let binding, let function)
    where function.parameters.map(\.label) == labels:
      use(binding)
      return TypedExpression(.binding(binding), binding.type, span)
    case nil:
      let rows = prelude.functions(named: name).filter { $0.parameters.map(\.label) == labels }
      if !rows.isEmpty { return rowAsValue(rows, name, wanted: wanted, span) }
    default: break
    }
    reportUnknown(written, span, call: nil, span)
    return .invalid(span)
  }

  /// Where a function with default values stands for one with fewer arguments.
  func closureHelp(for value: TypedExpression, _ wanted: Type) -> String? {
    guard case .function(let function) = value.kind,
      case .function(let types, _, _) = wanted.unwrapped, types.count < function.parameters.count,
      function.parameters[types.count...].allSatisfy({ $0.defaultValue != nil })
    else { return nil }
    let arguments = zip(types.indices, function.parameters).map { index, parameter in
      (parameter.label.map { "\($0): " } ?? "") + "$\(index)"
    }
    return "default values are for calls: write { \(function.name)("
      + arguments.joined(separator: ", ") + ") }"
  }

  /// Reports a method that stands without its parentheses; false where there is none.
  func reportUncalled(_ name: String, of receiver: TypedExpression, _ nameSpan: Span) -> Bool {
    let rows = memberCandidates(of: receiver, named: name).flatMap(\.1)
    let takesNothing =
      rows.map { $0.parameters.dropFirst().allSatisfy { $0.defaultValue != nil } }
      + methods(name, of: receiver.type).map {
        $0.parameters.dropFirst().allSatisfy { $0.defaultValue != nil }
      }
    guard !takesNothing.isEmpty else { return false }
    report(errors.uncalledMethod(name, nameSpan, takesNothing: takesNothing.contains(true)))
    return true
  }

  /// A function of two arguments where one of a pair is wanted: `zip(a, b).map(power)`.
  func takingApart(
    _ value: TypedExpression, _ expression: Expression, wanted: Type
  ) -> TypedExpression {
    guard case .function(let types, _, _) = wanted.unwrapped, types.count == 1,
      case .tuple(let elements) = types[0], elements.count > 1, !types[0].isGeneric,
      case .function(let own, _, let thrown) = value.type, own.count == elements.count
    else { return value }
    let function = Closure.Capture(name: Self.heldReceiver, value: expression, isWeak: false)
    let closure = Closure.calling(
      Expression(.name(Self.heldReceiver), expression.span), own.map { _ in nil },
      isThrowing: thrown != nil, captures: [function], expression.span)
    return checkClosure(closure, wanted: wanted, expression.span)
  }

  /// `Array` in `Array.init`: a generic type of the language without its parameters.
  func unboundType(_ base: Expression) -> Type? {
    guard case .name(let name) = base.kind, typeArguments[name] == nil, lookUp(name) == nil,
      memberType(name) == nil
    else { return nil }
    return TypeResolver.generic[name]
  }

  /// `String.init`, `Shape.unit`, `Shape.area`, `Message.text`; nil where the type has no such
  /// function.
  func functionValue(
    of type: Type, _ base: Expression, _ written: String, _ nameSpan: Span, wanted: Type?,
    _ span: Span
  ) -> TypedExpression? {
    let (name, labels) = Self.compound(name: written)
    let forms = staticForms(of: type, name).filter { labels == nil || $0.labels == labels }
    if !forms.isEmpty {
      let isMade = name == "init" || type.wrapped != nil
      let callee =
        isMade ? base : Expression(.member(base, name, nameSpan: nameSpan), span)
      return value(
        of: forms, "\(source.slice(base.span)).\(name)", callee, [], wanted: wanted, nameSpan, span)
    }
    let receiver = TypedExpression(.word(0), type, span)
    guard hasMethod(name, of: receiver) else { return nil }
    // `{ $0.area }`: the receiver comes first, and its own arguments behind that.
    let method = Expression(
      .member(Expression(.name("$0"), base.span), written, nameSpan: nameSpan), span)
    var wish = Type.function(parameters: [type], result: .parameter("R"))
    if case .function(let types, let result, _) = wanted?.unwrapped, types == [type],
      result.isFunction
    {
      wish = .function(parameters: types, result: result)
    }
    return checkClosure(.giving(method, takes: 1), wanted: wish, span)
  }

  /// `x.method`: the value is read when the closure is made; nil where it has no such method.
  func functionValue(
    of receiver: TypedExpression, _ base: Expression, _ written: String, _ nameSpan: Span,
    wanted: Type?, _ span: Span
  ) -> TypedExpression? {
    let (name, labels) = Self.compound(name: written)
    guard chain == nil, hasMethod(name, of: receiver) else { return nil }
    var forms = declaredMethods(of: receiver, named: name).map { form($0) }
    for (value, rows) in memberCandidates(of: receiver, named: name) {
      forms += rows.filter { $0.kind == .method }.map { row in
        form(Candidate(row, receiver: value), row.bindings(for: value.type))
      }
    }
    forms.removeAll { labels != nil && $0.labels != labels }
    var isWanted = forms.contains(where: \.isDeclared) && wanted != .any
    if case .function = wanted?.unwrapped { isWanted = true }
    guard !forms.isEmpty, isWanted else { return nil }
    if forms.allSatisfy(\.isMutating) {
      report(errors.mutatingValue(name, nameSpan))
      return .invalid(span)
    }
    let held = Expression(.name(Self.heldReceiver), base.span)
    return value(
      of: forms.filter { !$0.isMutating }, name,
      Expression(.member(held, name, nameSpan: nameSpan), span),
      [Closure.Capture(name: Self.heldReceiver, value: base, isWeak: false)], wanted: wanted,
      nameSpan, span)
  }

  /// What a cell cannot spell.
  private static let heldReceiver = "$receiver"

  private func hasMethod(_ name: String, of receiver: TypedExpression) -> Bool {
    !methods(name, of: receiver.type).isEmpty
      || memberCandidates(of: receiver, named: name).contains {
        $0.1.contains { $0.kind == .method }
      }
  }

  private func staticForms(of type: Type, _ name: String) -> [Form] {
    var candidates: [Candidate] = []
    switch type {
    case .applied(let generic, _):
      guard let pattern = nominal(generic, generic.parameters.map { .parameter($0) }, Span(0, 0))
      else { return [] }
      candidates = patterns(of: pattern, generic, name)
      return candidates.map { form($0) }
    case .nominal(let nominal):
      if name == "init" {
        candidates = constructors(of: nominal)
      } else if let index = nominal.caseIndex(name, carrying: true) {
        candidates = [Candidate(nominal, case: index)]
      }
    case .optional where name == "some" || name == "init":
      return [Form(labels: [nil], signature: "init(_ some: Wrapped)")]
    default: break
    }
    if name != "init" {
      candidates += self.candidates(
        static: staticFunctions(of: type, named: name), of: type, nil, Span(0, 0))
    }
    var forms = candidates.map { form($0) }
    if name == "init", case .nominal(let nominal) = type, let raw = rawForm(of: nominal) {
      forms.append(raw)
    }
    forms += prelude.statics(of: type, named: name).filter { $0.kind != .staticProperty }.map {
      form(Candidate($0, of: type), type.isGeneric ? nil : $0.bindings(for: type))
    }
    return forms
  }

  /// The closure that calls one of the forms: the one that fits what is wanted, or the only one.
  private func value(
    of forms: [Form], _ name: String, _ callee: Expression, _ captures: [Closure.Capture],
    wanted: Type?, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    func made(_ labels: [String?], as type: Type) -> TypedExpression {
      let isThrowing = forms.contains { $0.labels == labels && $0.isThrowing }
      let closure = Closure.calling(
        callee, labels, isThrowing: isThrowing, captures: captures, span)
      return checkClosure(closure, wanted: type, span)
    }
    guard case .function(let types, let result, _)? = wanted?.unwrapped,
      !types.contains(where: \.isGeneric)
    else {
      let known = forms.filter { $0.type != nil }
      if known.count == 1, let type = known[0].type { return made(known[0].labels, as: type) }
      report(errors.severalForms(of: name, nameSpan, forms.count))
      return .invalid(span)
    }
    let arity: Int
    if types.count == 1, case .tuple(let elements) = types[0], elements.count > 1,
      !forms.contains(where: { $0.labels.count == 1 })
    {
      arity = elements.count
    } else {
      arity = types.count
    }
    let fitting = forms.filter { $0.labels.count == arity && ($0.type?.fits(result) ?? true) }
    var found: [(labels: [String?], form: Form)] = []
    var first: [Diagnostic] = []
    for form in fitting.sorted(by: { $0.labelCount < $1.labelCount })
    where !found.contains(where: { $0.labels == form.labels }) {
      let (value, faults) = trial { made(form.labels, as: wanted?.unwrapped ?? .invalid) }
      if faults.isEmpty, !value.type.isMistaken {
        found.append((form.labels, form))
      } else if first.isEmpty {
        first = faults
      }
    }
    guard let best = found.first else {
      report(
        first.isEmpty || fitting.count > 1
          ? [
            errors.unfitFunction(
              name, wanted ?? .invalid, nameSpan, forms: forms.map(\.signature))
          ] : first)
      return .invalid(span)
    }
    if found.count > 1, found.allSatisfy(\.form.isDeclared) {
      report(errors.ambiguous(name, nameSpan, forms: found.map(\.form.signature)))
      return .invalid(span)
    }
    return made(best.labels, as: wanted?.unwrapped ?? .invalid)
  }
}

extension Type {
  /// Whether what a function gives may be what is wanted of it: nothing is thrown away.
  fileprivate func fits(_ wanted: Type) -> Bool {
    guard case .function(_, let result, _) = self else { return false }
    return !wanted.isVoid || result.isVoid
  }
}

extension Closure {
  /// `{ callee($0, label: $1) }`.
  fileprivate static func calling(
    _ callee: Expression, _ labels: [String?], isThrowing: Bool, captures: [Capture], _ span: Span
  ) -> Closure {
    let arguments = labels.enumerated().map { index, label in
      Argument(label: label, value: Expression(.name("$\(index)"), span))
    }
    let call = Expression(.call(callee, arguments), span)
    var closure = Closure.giving(
      isThrowing ? Expression(.try(.plain, call), span) : call, takes: labels.count)
    closure.captures = captures
    return closure
  }

  /// A closure with so many parameters, which gives an expression of them.
  fileprivate static func giving(_ value: Expression, takes count: Int) -> Closure {
    Closure(
      parameters: nil, result: nil, throwing: nil,
      body: Block([Statement(.expression(value), value.span)], value.span),
      highestImplicitParameter: count == 0 ? nil : count - 1)
  }
}
