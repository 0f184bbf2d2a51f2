import ApusSyntax
import ApusText

/// A type's declaration that was met.
struct DeclaredNominal {
  let nominal: Nominal
  let declaration: Declaration
}

/// An alias that was met, and the type that it stands in.
struct DeclaredAlias {
  let name: String
  let span: Span
  var generics = Generics()
  let syntax: TypeSyntax
  let outer: NominalType?
}

// Types inside types, and in which order types and aliases are understood.
extension Checker {
  /// A class's superclass may stand behind it.
  func superclassesFirst(_ nominals: [DeclaredNominal]) -> [DeclaredNominal] {
    var places: [String: Int] = [:]
    for (index, item) in nominals.enumerated() where places[item.nominal.name] == nil {
      places[item.nominal.name] = index
    }
    var isSeen = Array(repeating: false, count: nominals.count)
    var ordered: [DeclaredNominal] = []
    for start in nominals.indices where !isSeen[start] {
      // What a type inherits from is put on the row behind it, and taken off before it.
      isSeen[start] = true
      var row = [start]
      while let index = row.last {
        let wanted = nominals[index].nominal.inherits.lazy.compactMap { syntax -> Int? in
          guard case .name(let name, _) = syntax.kind else { return nil }
          return places[name]
        }
        if let next = wanted.first(where: { !isSeen[$0] }) {
          isSeen[next] = true
          row.append(next)
        } else {
          ordered.append(nominals[row.removeLast()])
        }
      }
    }
    return ordered
  }

  /// A type and those inside it.
  func declare(
    _ item: DeclaredNominal, _ outer: NominalType?,
    _ declared: inout [(NominalType, Nominal)], _ aliases: inout [DeclaredAlias]
  ) {
    if outer != nil, !item.nominal.generics.parameters.isEmpty {
      return report(errors.notYet("a generic type inside a type", item.nominal.nameSpan))
    }
    guard let type = declareType(item.nominal, item.declaration, outer) else { return }
    declared.append((type, item.nominal))
    var inner: [DeclaredNominal] = []
    for member in item.nominal.members {
      switch member.kind {
      case .nominal(let nominal):
        inner.append(DeclaredNominal(nominal: nominal, declaration: member))
      case .typealias(let name, let span, let generics, let syntax):
        if let generic = generics.parameters.first {
          report(errors.notYet("a 'typealias' with parameters inside a type", generic.span))
          continue
        }
        aliases.append(DeclaredAlias(name: name, span: span, syntax: syntax, outer: type))
      default: break
      }
    }
    inHome(of: type) {
      for item in superclassesFirst(inner) { declare(item, type, &declared, &aliases) }
    }
  }

  /// Aliases may name each other in any order.
  func declare(_ aliases: [DeclaredAlias]) {
    var waiting = aliases
    func resolve(_ alias: DeclaredAlias) -> Type {
      guard let outer = alias.outer else {
        let own = alias.generics.parameters.map { ($0.name, Type.parameter($0.name)) }
        return with(Dictionary(own, uniquingKeysWith: { $1 })) { self.resolve(alias.syntax) }
      }
      return inHome(of: outer) { self.resolve(alias.syntax) }
    }
    while !waiting.isEmpty {
      let index = waiting.firstIndex { alias in trial { resolve(alias) }.errors.isEmpty } ?? 0
      let alias = waiting.remove(at: index)
      enter(alias, resolve(alias))
    }
  }

  /// Types that an extension puts into a type.
  func declareInner(of nominal: Nominal, _ owner: Type, _ extended: NominalType?) {
    var declared: [(NominalType, Nominal)] = []
    var aliases: [DeclaredAlias] = []
    for member in nominal.members {
      guard case .nominal(let inner) = member.kind else { continue }
      guard let extended, extended.origin == nil else {
        report(errors.notYet("a type inside an extension of '\(owner)'", inner.nameSpan))
        continue
      }
      inHome(of: extended) {
        declare(
          DeclaredNominal(nominal: inner, declaration: member), extended, &declared, &aliases)
      }
    }
    declare(aliases)
    for (type, inner) in declared {
      type.inheritFields()
      inHome(of: type) { readStored(inner, into: type) }
    }
    for (type, inner) in declared {
      type.inheritMethods()
      inHome(of: type) {
        readFunctions(inner.members, of: .nominal(type), into: type.members, nominal: type)
      }
      noteConformances(of: .nominal(type))
      checkConformances(of: .nominal(type), type.protocols, inner.nameSpan)
    }
  }

  /// Checks where only a type's own names are visible, as in its members.
  func inHome<Result>(of type: NominalType, _ body: () -> Result) -> Result {
    inHome(UserFunction.Home(member: (.nominal(type), true), scopes: type.scopes)) {
      with([Self.ownKey: .nominal(type)], body)
    }
  }
}
