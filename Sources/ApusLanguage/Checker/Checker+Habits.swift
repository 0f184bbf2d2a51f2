import struct ApusGrad.Enumeration
import ApusSyntax
import ApusText

// Forms of PyTorch, NumPy and Python, each answered with the one that is right here.
extension Checker {
  /// Reports a name that means nothing, with what is meant where that can be told.
  ///
  /// Returns whether that takes care of the arguments too.
  @discardableResult
  func reportUnknown(
    _ name: String, _ nameSpan: Span, call: [Argument]?, _ span: Span
  ) -> Bool {
    if let text = call.flatMap({ foreign(name, $0) }), isSound(text) {
      report(errors.foreign(name, nameSpan, Diagnostic.Fix(span, text)))
      return true
    }
    if let what = LeftOut.named(name) {
      report(errors.leftOut(what, nameSpan))
      return true
    }
    let habit = Habit.find(name, .function) ?? Habit.find(name, .module)
    let names = names(like: name, isCalled: call != nil)
    let near = habit == nil ? Spelling.suggest(name, among: names) : nil
    report(
      errors.unknownName(
        name, nameSpan, suggestion: near, help: habit?.advice,
        isCertain: near.map {
          isSound($0 + source.slice(Span(nameSpan.end, max(nameSpan.end, span.end))))
        } ?? false))
    return false
  }

  /// Whether an expression could stand here in place of one that is wrong.
  func isSound(_ text: String) -> Bool {
    let tree = Parser.parse(SourceText(text, name: source.name))
    guard tree.diagnostics.isEmpty, tree.statements.count == 1,
      case .expression(let expression) = tree.statements[0].kind
    else { return false }
    return trial { check(expression) }.errors.isEmpty
  }

  /// Reports `torch.zeros(2, 3)` and its kin; false where the base is no foreign module.
  func reportModule(
    _ base: Expression, _ name: String, call: [Argument]?, _ span: Span
  ) -> Bool {
    var root = base
    while case .member(let inner, _, _) = root.kind { root = inner }
    guard case .name(let module) = root.kind, let habit = Habit.find(module, .module),
      lookUp(module) == nil, prelude.functions(named: module).isEmpty
    else { return false }
    if let text = call.map({ foreign(name, $0) }) ?? constant(name), isSound(text) {
      report(errors.foreignModule(module, base.span, Diagnostic.Fix(span, text)))
    } else {
      report(errors.unknownName(module, root.span, suggestion: nil, help: habit.advice))
    }
    return true
  }

  /// Reports Python's `x in y` and `x not in y`.
  func reportMembership(_ left: Expression, _ op: Operator, _ right: Expression, _ span: Span) {
    let (value, container) = (source.slice(left.span), source.slice(right.span))
    let isNegated = op.spelling == "not in"
    var fix = (isNegated ? "!" : "") + "\(container).contains(\(value))"
    if case .dictionary = trial({ check(right) }).result.type {
      fix = "\(container)[\(value)] \(isNegated ? "==" : "!=") nil"
    }
    report(errors.membership(span, op.spelling, fix: fix))
  }

  /// Reports a member that another library has; false where it is none.
  func reportHabit(
    _ name: String, of receiver: TypedExpression, call: [Argument]?, _ nameSpan: Span, _ span: Span
  ) -> Bool {
    guard let owner = Self.owner(of: receiver.type),
      let habit = Habit.find(name, .member(of: owner))
    else { return false }
    var fix: Diagnostic.Fix?
    if let arguments = texts(call ?? []), let form = habit.text(arguments) {
      // From the name on, so that what stands before it stays as it is.
      let isSubscript = form.hasPrefix("[")
      let start = isSubscript ? max(nameSpan.start - 1, span.start) : nameSpan.start
      if isSound(source.slice(Span(span.start, start)) + form) {
        fix = Diagnostic.Fix(Span(start, span.end), form)
      }
    }
    report(errors.foreignMember(name, of: receiver.type, nameSpan, advice: habit.advice, fix))
    return true
  }

  /// Reports a call of a function of ours in a form that another library has: `max(numbers)`.
  func reportForeignForm(
    _ candidate: Candidate, _ arguments: [Argument], _ nameSpan: Span, _ span: Span
  ) -> Bool {
    if case .row(let row, let receiver?) = candidate.target,
      let owner = Self.owner(of: receiver.type),
      let form = Habit.find(row.name, .member(of: owner)).flatMap({ habit in
        texts(arguments).flatMap(habit.text)
      })
    {
      let start = form.hasPrefix("[") ? max(nameSpan.start - 1, span.start) : nameSpan.start
      guard isSound(source.slice(Span(span.start, start)) + form) else { return false }
      report(errors.foreignForm(row.name, nameSpan, Diagnostic.Fix(Span(start, span.end), form)))
      return true
    }
    guard case .row(_, nil) = candidate.target, arguments.count == 1,
      let text = Habit.find(candidate.name, .function).flatMap({ habit in
        texts(arguments).flatMap(habit.text)
      }), trial({ check(arguments[0].value) }).result.type.isArray
    else { return false }
    report(errors.foreignForm(candidate.name, nameSpan, Diagnostic.Fix(span, text)))
    return true
  }

  /// Whether a dictionary is asked for one of its keys, as if these were its elements.
  func looksForKey(_ arguments: [Argument], in type: Type) -> Bool {
    guard case .dictionary(let key, _) = type, arguments.count == 1, arguments[0].label == nil,
      !arguments[0].value.isClosure
    else { return false }
    return trial { expect(arguments[0].value, key) }.errors.isEmpty
  }

  private static func owner(of type: Type) -> String? {
    switch type {
    case .tensor: "Tensor"
    case .array: "Array"
    case .string: "String"
    case .dictionary: "Dictionary"
    default: nil
    }
  }

  /// What a function of another library is called here, with these arguments.
  private func foreign(_ name: String, _ arguments: [Argument]) -> String? {
    guard let texts = texts(arguments) else { return nil }
    if let text = Habit.find(name, .function)?.text(texts) { return text }
    let all = texts.joined(separator: ", ")
    if !prelude.statics(of: .tensor, named: name).isEmpty { return "Tensor.\(name)(\(all))" }
    if !prelude.functions(named: name).isEmpty || isDeclaredFunction(name) {
      return "\(name)(\(all))"
    }
    // A function of a tensor or an array is a method here.
    guard let first = arguments.first, first.label == nil, let receiver = texts.first else {
      return nil
    }
    let type = trial { check(first.value) }.result.type
    let rest = Array(texts.dropFirst())
    if let owner = Self.owner(of: type),
      let form = Habit.find(name, .member(of: owner))?.text(rest)
    {
      return "\(operand(receiver, first.value)).\(form)"
    }
    guard let row = prelude.members(of: type, named: name).first else { return nil }
    let call = row.kind == .property ? "" : "(\(rest.joined(separator: ", ")))"
    return "\(operand(receiver, first.value)).\(name)\(call)"
  }

  private func isDeclaredFunction(_ name: String) -> Bool {
    switch lookUp(name) {
    case .functions, .type: true
    default: TypeResolver.plain[name] != nil
    }
  }

  /// `torch.float32`, `math.pi`.
  private func constant(_ name: String) -> String? {
    if let row = Enumeration.all.first(where: { $0.cases.contains(name) }) {
      return "\(row.name).\(name)"
    }
    if !prelude.statics(of: .double, named: name).isEmpty { return "Double.\(name)" }
    return Habit.find(name, .function)?.text([]) ?? (isDeclaredFunction(name) ? name : nil)
  }

  /// The arguments as they would be written here; nil where one is a trailing closure.
  private func texts(_ arguments: [Argument]) -> [String]? {
    var result: [String] = []
    for argument in arguments {
      guard !argument.isTrailing else { return nil }
      let text = rewritten(argument.value) ?? source.slice(argument.value.span)
      let label = argument.label.map { Habit.label(for: $0) ?? $0 }
      result.append(label.map { "\($0): \(text)" } ?? text)
    }
    return result
  }

  /// A foreign call inside another: `range(len(xs))`.
  private func rewritten(_ expression: Expression) -> String? {
    guard case .call(let callee, let arguments) = expression.kind,
      case .name(let name) = callee.kind, lookUp(name) == nil,
      prelude.functions(named: name).isEmpty
    else { return nil }
    return foreign(name, arguments)
  }

  /// A text as what stands before a dot.
  private func operand(_ text: String, _ expression: Expression) -> String {
    switch expression.kind {
    case .binary, .ternary, .prefix, .cast, .assign, .closure: "(\(text))"
    default: text
    }
  }
}
