import ApusSyntax
import ApusText

// What an initialiser makes: every stored property gets its value, once if it is a constant, before
// the value is used as a whole; of a class, the superclass makes its part first.
extension DefiniteAssignment {
  /// The value that an initialiser makes.
  struct Making {
    let own: Binding
    let type: NominalType
    /// Whether another initialiser of the type, or an assignment to `self`, makes all of it.
    let isDelegating: Bool
    /// Where initialisers of the superclass are called.
    let superCalls: Set<Span>
    /// Where the initialiser ends.
    let end: Span

    /// Whether the superclass makes a part.
    var hasParent: Bool { type.superclass != nil && !isDelegating }

    /// What the initialiser itself has to give values.
    var fields: Range<Int> {
      isDelegating ? 0..<0 : (type.superclass?.fields.count ?? 0)..<type.fields.count
    }

    /// What has its value from the start.
    var given: [Subject] {
      fields.filter { type.fields[$0].defaultValue != nil }.map { .field($0) }
    }

    func isOwn(_ value: TypedExpression) -> Bool {
      switch value.kind {
      case .binding(let binding): binding === own
      case .inoutArgument(.binding(let binding), _): binding === own
      default: false
      }
    }

    /// Whether a call is of one of the value's own functions.
    func isMethod(_ function: UserFunction, of arguments: [TypedExpression]) -> Bool {
      function.parameters.first?.name == "self" && arguments.first.map(isOwn) == true
    }

    /// A use by one of the type's own functions: of a property, or of a method.
    func use(by function: UserFunction) -> Use {
      let name = String(function.name.prefix { $0 != "." })
      guard let property = type.property(name) else { return .call(name) }
      return property.getter === function || property.setter === function
        ? .property(name) : .call(name)
    }

    /// Whether a `return` gives back what was made, and not nil.
    func isWhole(_ result: TypedExpression?) -> Bool {
      switch result?.kind {
      case nil: true
      case .convert(_, let inner): isWhole(inner)
      case .binding(let binding): binding === own
      case .word(let word): word == 1 && type.kind == .class
      default: false
      }
    }

    /// The stored property at a place.
    func field(at place: Place) -> Int? {
      switch place {
      case .element(.binding(let binding), let index, _) where binding === own: index
      case .instance(let value, let slot, _) where isOwn(value): slot - 1
      default: nil
      }
    }

    /// The stored property that a place is a part of.
    func field(around place: Place) -> Int? {
      field(at: place) ?? place.base.flatMap { field(around: $0) }
    }
  }

  /// How the value is used as a whole.
  enum Use {
    case value, call(String), property(String), capture
  }

  /// Visits what has to do with the value that is made; false for anything else.
  mutating func visit(_ expression: TypedExpression, _ making: Making) -> Bool {
    let span = expression.span
    switch expression.kind {
    case .element(let base, let slot) where making.isOwn(base),
      .field(let base, let slot, _) where making.isOwn(base):
      read(making.type.kind == .class ? slot - 1 : slot, making, span)
    case .typeOf(let value) where making.isOwn(value): break
    case .binding(let binding) where binding === making.own: use(making, .value, span)
    case .word where making.superCalls.contains(span) && expression.type.isVoid:
      callSuper(making, span)
    case .callFunction(let function, let arguments) where making.isMethod(function, of: arguments),
      .callMethod(let function, _, let arguments) where making.isMethod(function, of: arguments):
      arguments.dropFirst().forEach { visit($0) }
      mayThrow(function.thrown != nil)
      if making.superCalls.contains(span) {
        callSuper(making, span)
      } else if function.name == "init" {
        assign(.rest)
      } else {
        use(making, making.use(by: function), span)
      }
    case .assign(.binding(let binding), let value) where binding === making.own:
      visit(value)
      if isInClosure { use(making, .capture, span) }
      assign(.rest)
      making.fields.forEach { assign(.field($0)) }
    case .assign(let place, let value):
      guard let index = making.field(at: place) else { return false }
      visit(value)
      store(index, making, span)
    default: return false
    }
    return true
  }

  /// Visits a change of a stored property or of a part of it; false for anything else.
  mutating func change(_ place: Place, _ span: Span, _ making: Making) -> Bool {
    guard let index = making.field(around: place) else { return false }
    place.children.filter { !making.isOwn($0) }.forEach { visit($0) }
    read(index, making, span)
    let field = making.type.fields[index]
    if field.isConstant, reported.insert(.field(index)).inserted {
      found.append(errors.constant(field.name, span, isParameter: false, declaration: nil))
    }
    return true
  }

  private mutating func assign(_ subject: Subject) {
    state.assign(subject)
    touched.insert(subject)
  }

  private mutating func report(_ subject: Subject, _ diagnostic: Diagnostic) {
    if state.isReachable, reported.insert(subject).inserted { found.append(diagnostic) }
  }

  private mutating func read(_ index: Int, _ making: Making, _ span: Span) {
    let field = making.type.fields[index]
    guard making.fields.contains(index), !isInClosure else {
      return use(making, .property(field.name), span)
    }
    guard !state.assigned.contains(.field(index)) else { return }
    report(
      .field(index),
      errors.usedUnassigned(
        "self.\(field.name)", isConstant: field.isConstant, isInClosure: false, span))
  }

  private mutating func store(_ index: Int, _ making: Making, _ span: Span) {
    let field = making.type.fields[index]
    guard making.fields.contains(index), !isInClosure else {
      if field.isConstant {
        return report(
          .field(index), errors.constant(field.name, span, isParameter: false, declaration: nil))
      }
      return use(making, .property(field.name), span)
    }
    if field.isConstant, state.maybe.contains(.field(index)) {
      report(.field(index), errors.madeTwice(field.name, span))
    }
    assign(.field(index))
  }

  /// The names of the properties that have no value yet.
  private func missing(_ making: Making) -> [String] {
    making.fields.filter { !state.assigned.contains(.field($0)) }
      .map { making.type.fields[$0].name }
  }

  private mutating func use(_ making: Making, _ use: Use, _ span: Span) {
    let use = isInClosure ? .capture : use
    if making.isDelegating {
      guard !state.assigned.contains(.rest) else { return }
      return report(.rest, errors.usedSelf(use, before: "'self.init' is called", span))
    }
    if making.hasParent, !state.assigned.contains(.rest) {
      return report(.rest, errors.usedSelf(use, before: "'super.init' is called", span))
    }
    let missing = missing(making)
    guard !missing.isEmpty else { return }
    report(
      .rest,
      errors.usedSelf(
        use, before: "all stored properties are initialized", missing: missing, span))
  }

  private mutating func callSuper(_ making: Making, _ span: Span) {
    if state.maybe.contains(.rest) { report(.rest, errors.superInitTwice(span)) }
    for index in making.fields where !state.assigned.contains(.field(index)) {
      report(
        .field(index), errors.unmadeAtSuper(making.type.fields[index].name, span))
      assign(.field(index))
    }
    assign(.rest)
  }

  /// Where the initialiser ends, and its value is there.
  mutating func checkEnd(_ making: Making, _ span: Span) {
    let type = making.type
    if making.isDelegating || making.hasParent {
      guard !state.assigned.contains(.rest) else { return }
      let isSometimes = state.maybe.contains(.rest)
      guard making.isDelegating else {
        return report(
          .rest,
          errors.superInitMissing(type.superclass?.name ?? "", isSometimes: isSometimes, span))
      }
      return report(
        .rest,
        type.kind == .enum
          ? errors.enumUninitialized(type.name, span)
          : errors.delegationMissing(isClass: type.kind == .class, isSometimes: isSometimes, span))
    }
    for index in making.fields where !state.assigned.contains(.field(index)) {
      report(
        .field(index),
        errors.uninitialized(
          type.fields[index].name, type.name, isSometimes: state.maybe.contains(.field(index)),
          span))
    }
  }
}
