import ApusSyntax
import ApusText

// Which types conform to which protocols, and what they owe them.
extension Checker {
  /// Whether a type conforms, by its declaration, an extension, or by itself.
  func conforms(_ type: Type, to target: ProtocolType) -> Bool {
    switch type {
    case .invalid, .never: return true
    case .archetype(let archetype):
      if archetype.protocols.contains(where: { $0.inherits(from: target) }) { return true }
      return target.row?.synthesis == .marker && target.name != "Error"
    case .existential(let protocols):
      return protocols.contains { $0.inherits(from: target) }
    case .nominal(var nominal):
      if target.name == "AnyObject", target.row != nil { return nominal.kind == .class }
      if isGivenConformance(nominal, target) { return true }
      while true {
        let declared = nominal.protocols + (program.generics.conformances[.nominal(nominal)] ?? [])
        if declared.contains(where: { $0.inherits(from: target) }) { return true }
        guard let parent = nominal.superclass else { break }
        nominal = parent
      }
    default:
      if let row = target.row, holds(row, type) { return true }
      let added = program.generics.conformances[type] ?? []
      if added.contains(where: { $0.inherits(from: target) }) { return true }
    }
    return templates(of: type).contains { template, _, arguments in
      template.protocols.contains { $0.inherits(from: target) }
        && unmet(template.signature, arguments) == nil
    }
  }

  /// What every declared type of some kind conforms to without saying so.
  private func isGivenConformance(_ nominal: NominalType, _ target: ProtocolType) -> Bool {
    guard let row = target.row else { return false }
    switch row.name {
    case "Sendable": return true
    case "Equatable", "Hashable": return nominal.isWord && !nominal.cases.isEmpty
    case "RawRepresentable": return nominal.rawType != nil
    default: return false
    }
  }

  /// Whether one of the language's own types conforms, its parts being declared or open types.
  private func holds(_ row: PreludeProtocol, _ type: Type) -> Bool {
    if row.holds(type) { return true }
    guard ["Equatable", "Hashable"].contains(row.name), let target = protocols[row.name] else {
      return false
    }
    return switch type {
    case .array(let inner), .slice(let inner), .set(let inner), .optional(let inner):
      conforms(inner, to: target)
    case .dictionary(let key, let value): conforms(key, to: target) && conforms(value, to: target)
    default: false
    }
  }

  func conforms(_ type: Type, toPrelude name: String) -> Bool {
    protocols[name].map { conforms(type, to: $0) } ?? false
  }

  /// The protocols a type says it conforms to; of the language's own types only what is added.
  func declaredProtocols(of type: Type) -> [ProtocolType] {
    var found: [ProtocolType] = []
    switch type {
    case .archetype(let archetype): found = archetype.protocols
    case .existential(let protocols): found = protocols
    case .nominal(var nominal):
      while true {
        found += nominal.protocols + (program.generics.conformances[.nominal(nominal)] ?? [])
        guard let parent = nominal.superclass else { break }
        nominal = parent
      }
    default: found = program.generics.conformances[type] ?? []
    }
    for (template, _, arguments) in templates(of: type) where !template.protocols.isEmpty {
      if unmet(template.signature, arguments) == nil { found += template.protocols }
    }
    return found
  }

  /// Reports what a type lacks of the protocols it names; whether it lacks nothing.
  @discardableResult
  func checkConformances(of type: Type, _ targets: [ProtocolType], _ span: Span) -> Bool {
    var seen: Set<ProtocolType> = []
    var conforms = true
    for target in targets.flatMap(\.all) where seen.insert(target).inserted {
      let missing = missing(from: type, target)
      if missing.isEmpty { continue }
      report(errors.doesNotConform(type, to: target.name, missing, span))
      conforms = false
    }
    return conforms
  }

  /// What a type lacks: declarations as they are written in the protocol, or reasons.
  private func missing(from type: Type, _ target: ProtocolType) -> [String] {
    if let row = target.row, isSynthesised(row, for: type) { return [] }
    if target.row?.name == "AnyObject" {
      return conforms(type, to: target) ? [] : ["only a class can be 'AnyObject'"]
    }
    var missing: [String] = []
    for associated in target.associated {
      guard let found = memberType(of: type, associated.name) else {
        missing.append("it needs a type '\(associated.name)'")
        continue
      }
      for bound in associated.bounds where !conforms(found, to: bound) {
        missing.append("its '\(associated.name)', '\(found)', is not '\(bound.name)'")
      }
    }
    func lacking() -> [String] {
      target.requirements.filter { !$0.isGiven }.compactMap { requirement in
        flaw(of: type, requirement).map { "it needs \(shown(requirement, for: type))" + $0 }
      }
    }
    if missing.isEmpty { return lacking() }
    // What a requirement lacks tells more than a type that would follow from it.
    let found = trial(lacking).result
    return found.isEmpty ? missing : found
  }

  /// The requirement's line with `Self` and associated types as they are for the type.
  private func shown(_ requirement: ProtocolType.Requirement, for type: Type) -> String {
    requirement.text
  }

  private func isSynthesised(_ row: PreludeProtocol, for type: Type) -> Bool {
    guard case .nominal(let nominal) = type else { return row.synthesis == .marker }
    switch row.synthesis {
    case .marker: return true
    case .cases: return nominal.isWord
    case .members:
      guard nominal.kind != .class else { return false }
      let parts = nominal.fields.map(\.type) + nominal.cases.flatMap { $0.payload.map(\.type) }
      return parts.allSatisfy { conforms($0, toPrelude: row.name) }
    case .none, .refused: return false
    }
  }

  /// Nil where a type fulfils a requirement; otherwise what is wrong with what it has, or "".
  private func flaw(of type: Type, _ requirement: ProtocolType.Requirement) -> String? {
    let wanted = head(of: requirement.function, for: type)
    let name = wanted.name
    switch requirement.kind {
    case .method, .subscript:
      let found = methods(name, of: type).filter { $0.requirement == nil }
      if let own = found.first(where: { fulfils($0, wanted, dropping: 1) }) {
        return requirement.setter != nil && own.setter == nil ? ", but its own cannot be set" : nil
      }
      if !prelude.members(of: type, named: name).isEmpty { return nil }
      if name == "makeIterator", conforms(type, toPrelude: "IteratorProtocol") { return nil }
      guard let near = found.first(where: { $0.fullName == wanted.fullName }) else { return "" }
      if near.parameters[0].isInout, !wanted.parameters[0].isInout {
        return ", but its own is 'mutating'"
      }
      return ", but its own is \(near.signature)"
    case .property:
      if case .nominal(let nominal) = type, let index = nominal.field(name) {
        let field = nominal.fields[index]
        if field.type != wanted.result, !field.type.isInvalid {
          return ", but its own is '\(field.type)'"
        }
        return requirement.setter != nil && field.isConstant ? ", but its own is a 'let'" : nil
      }
      if name == "rawValue", case .nominal(let nominal) = type, nominal.rawType != nil {
        return nil
      }
      if let own = property(name, of: type), own.getter.requirement == nil {
        if own.type != wanted.result { return ", but its own is '\(own.type)'" }
        return requirement.setter != nil && own.setter == nil
          ? ", but its own cannot be set" : nil
      }
      return prelude.members(of: type, named: name).isEmpty ? "" : nil
    case .staticMethod, .staticProperty:
      let isThere = trial { staticIsThere(name, of: type, wanted) }.result
      return isThere ? nil : ""
    case .initializer:
      guard case .nominal(let nominal) = type else {
        return prelude.statics(of: type, named: "init").isEmpty ? "" : nil
      }
      let own = initializers(of: nominal)
      if own.contains(where: { fulfils($0, wanted, dropping: nominal.kind == .class ? 1 : 0) }) {
        return nil
      }
      let memberwise = Candidate(memberwise: nominal)
      let fits =
        own.isEmpty && nominal.kind == .struct
        && memberwise.parameters.map { $0.label ?? "_" }
          == wanted.parameters.map { $0.label ?? "_" }
      return fits
        || own.isEmpty && wanted.parameters.isEmpty
          && memberwise.parameters.allSatisfy(\.isOptional)
        ? nil : ""
    case .operator:
      return operatorIsThere(name, type) ? nil : ""
    }
  }

  private func staticIsThere(_ name: String, of type: Type, _ wanted: UserFunction) -> Bool {
    if case .nominal(let nominal) = type, nominal.caseIndex(name) != nil { return true }
    return (tables(of: type) + libraryTables(of: type, named: name)).contains {
      $0.staticNames.contains(name)
        && !($0.statics[name] ?? []).contains { $0.requirement != nil }
        && $0.staticProperties[name]?.getter.requirement == nil
    } || !prelude.statics(of: type, named: name).isEmpty
  }

  private func operatorIsThere(_ spelling: String, _ type: Type) -> Bool {
    if declaredOperators(spelling).contains(where: {
      $0.parameters.first?.type == type && $0.parameters.last?.type == type
    }) {
      return true
    }
    if case .archetype = type { return false }
    if case .nominal = type { return spelling == "!=" }
    return ScalarOperator.find(spelling, on: type) != nil || !prelude.infix(spelling).isEmpty
  }

  func declaredOperators(_ spelling: String) -> [UserFunction] {
    if case .functions(let overloads) = program.names[spelling] { overloads } else { [] }
  }

  private func fulfils(_ own: UserFunction, _ wanted: UserFunction, dropping count: Int) -> Bool {
    guard own.fullName == wanted.fullName else { return false }
    if own.template != nil || wanted.template != nil { return true }
    if count == 1, let mine = own.parameters.first, let theirs = wanted.parameters.first,
      mine.isInout, !theirs.isInout
    {
      return false
    }
    let pairs = zip(own.parameters.dropFirst(count), wanted.parameters.dropFirst(count))
    return pairs.allSatisfy { $0.type == $1.type }
      && (wanted.result.accepts(own.result) || wanted.name == "init")
      && Type.accepts(thrown: own.thrown, where: wanted.thrown)
  }

  /// A requirement's head as it is for a type.
  func head(of function: UserFunction, for type: Type) -> UserFunction {
    let bindings = ["Self": type]
    let head = UserFunction(
      name: function.name,
      parameters: function.parameters.map { parameter in
        var own = parameter
        own.type = substitute(parameter.type, bindings)
        return own
      }, result: substitute(function.result, bindings), documentation: function.documentation,
      source: function.source, index: -1)
    head.template = function.template
    head.thrown = function.thrown.map { substitute($0, bindings) }
    head.isRethrowing = function.isRethrowing
    return head
  }
}
