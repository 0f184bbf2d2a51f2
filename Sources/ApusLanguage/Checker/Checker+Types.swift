import ApusSyntax
import ApusText

// Types as they are written.
extension Checker {
  /// The type that is written, or `.invalid` with a report.
  func resolve(_ syntax: TypeSyntax) -> Type { resolve(syntax, allowsPartial: false) }

  /// The same, where a generic type may leave its parameters to a value.
  func resolve(_ syntax: TypeSyntax, allowsPartial: Bool) -> Type {
    var resolver = TypeResolver(lookUp: { self.declaredType($0) })
    resolver.allowsPartial = allowsPartial
    resolver.pattern = {
      if case .generic(let type) = self.global($0) { type.pattern } else { nil }
    }
    resolver.apply = { self.applied($0, $1, $2) }
    resolver.member = { self.memberType(of: $0, $1) }
    resolver.existential = { self.existential($0) }
    do {
      return try resolver.resolve(syntax)
    } catch {
      switch error {
      case .unknown(let name, let at): reportUnknownType(name, at)
      case .unsupported(let what, let at): report(errors.notYet(what, at.span))
      case .unhashable(let type, let at): report(errors.notHashable(type, at.span))
      case .leftOut(let what, let at): report(errors.leftOut(what, at.span))
      case .noError(let type, let at): report(errors.noError(type, at.span))
      case .arity(let name, let wanted, let at):
        report(errors.typeArity(name, wanted: wanted, at.span))
      }
      return .invalid
    }
  }

  private func reportUnknownType(_ name: String, _ syntax: TypeSyntax) {
    var parameters = program.aliasParameters[name]
    if case .generic(let generic) = global(name) { parameters = generic.parameters }
    if let parameters {
      return report(errors.needsTypeArguments(name, parameters, syntax.span))
    }
    if case .member(let base, let inner) = syntax.kind {
      return report(errors.noMemberType(inner, of: trial { resolve(base) }.result, syntax.span))
    }
    if let what = LeftOut.named(name) { return report(errors.leftOut(what, syntax.span)) }
    let habit = Habit.find(name, .type)
    report(
      errors.unknownType(
        name, syntax.span,
        suggestion: habit == nil ? Spelling.suggest(name, among: typeNames) : habit?.forms.first,
        help: habit.flatMap { $0.forms.isEmpty ? $0.advice : nil }))
  }

  /// `Stack<Int>`, where the program declares `Stack`.
  private func applied(_ name: String, _ arguments: [Type], _ syntax: TypeSyntax) -> Type? {
    if let parameters = program.aliasParameters[name], case .alias(let type) = global(name) {
      guard arguments.count == parameters.count else {
        report(errors.typeArity(name, wanted: parameters.count, syntax.span))
        return .invalid
      }
      return substitute(
        type, Dictionary(zip(parameters, arguments), uniquingKeysWith: { $1 }))
    }
    guard case .generic(let generic) = global(name) else { return nil }
    guard arguments.count == generic.parameters.count else {
      report(errors.typeArity(name, wanted: generic.parameters.count, syntax.span))
      return .invalid
    }
    if arguments.contains(where: \.isInvalid) { return .invalid }
    let bindings = Dictionary(uniqueKeysWithValues: zip(generic.parameters, arguments))
    if let unmet = unmet(generic.signature, bindings) {
      report(errors.unmet("'\(name)'", unmet, syntax.span))
      return .invalid
    }
    return instance(of: generic, arguments, syntax.span)
  }

  /// A generic type's name without arguments, inside its own members.
  func innerInstance(of generic: GenericType) -> Type? {
    let owner = member?.owner ?? typeArguments[Self.ownKey]
    if case .nominal(let type) = owner, type.origin === generic {
      return type.arguments.contains(where: \.isGeneric) ? .applied(generic, type.arguments) : owner
    }
    if case .applied(let own, _) = owner, own === generic { return owner }
    return nil
  }

  /// Under which the type whose members are read is found among the type arguments.
  static let ownKey = "Self"

  /// A protocol's name, also through a `typealias`.
  func protocolNamed(_ name: String) -> ProtocolType? {
    switch program.names[name] {
    case .protocol(let type): return type
    case nil: return protocols[name]
    default: return nil
    }
  }

  /// The protocols of `P`, `P & Q`, `any P`; nil where it names something else.
  func protocols(in syntax: TypeSyntax) -> [ProtocolType]? {
    switch syntax.kind {
    case .name(let name, _):
      if case .alias(.existential(let found)) = program.names[name] { return found }
      return protocolNamed(name).map { [$0] }
    case .any(let inner), .some(let inner): return protocols(in: inner)
    case .composition(let parts):
      var found: [ProtocolType] = []
      for part in parts {
        guard let more = protocols(in: part) else { return nil }
        found += more.filter { !found.contains($0) }
      }
      return found
    default: return nil
    }
  }

  /// A protocol as a type; nil where the syntax names none.
  private func existential(_ syntax: TypeSyntax) -> Type? {
    guard let found = protocols(in: syntax) else { return nil }
    if found.count == 1, found[0].row?.name == "Error" { return .error }
    if case .name(_, let arguments) = syntax.kind, !arguments.isEmpty {
      report(errors.notYet("a protocol type with arguments", syntax.span))
      return .invalid
    }
    let markers = found.allSatisfy { $0.row?.synthesis == .marker }
    if markers, !found.isEmpty {
      return found.contains { $0.row?.name == "Error" } ? .error : .any
    }
    for type in found { holdAnyValues(of: type) }
    return .existential(found.sorted { $0.name < $1.name })
  }
}
