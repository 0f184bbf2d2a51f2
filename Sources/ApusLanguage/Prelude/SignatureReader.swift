import ApusSyntax
import ApusText

/// Reads a row's forms, which are lines of our own language, into `Callable`s.
package struct SignatureReader {
  /// Why a row's form cannot be read; a fault of ours, found by the law tests.
  package struct Fault: Error {
    package var form: String
    package var reason: String
  }

  package static func read(_ row: Callable.Row) throws(Fault) -> [Callable] {
    var callables: [Callable] = []
    for form in row.forms {
      callables.append(try read(form, row, first: callables.first))
    }
    return callables
  }

  private static func read(
    _ form: String, _ row: Callable.Row, first: Callable?
  ) throws(Fault) -> Callable {
    let declaration: Declaration
    do {
      declaration = try Parser.parseSignature(form)
    } catch {
      throw Fault(form: form, reason: error.headline)
    }
    guard case .nominal(let nominal) = declaration.kind else {
      return try member(declaration, of: nil, form, row, first)
    }
    guard nominal.kind == .extension, nominal.members.count == 1 else {
      throw Fault(form: form, reason: "a form is one declaration, or an extension with one member")
    }
    return try member(
      nominal.members[0], of: try owner(nominal.type, form), form, row, first)
  }

  /// A type or a protocol that a form extends.
  private struct Owner {
    var name: String
    var type: Type
    var generics: [String] = []
    /// What `self` is; in an extension of a protocol the receiver's own type.
    var own: Type
  }

  /// Extended generic types have the parameters that Swift gives them.
  private static func owner(_ syntax: TypeSyntax, _ form: String) throws(Fault) -> Owner {
    guard case .name(let name, let arguments) = syntax.kind, arguments.isEmpty else {
      throw Fault(form: form, reason: "an extension is of a name")
    }
    func make(_ type: Type, _ generics: [String] = []) -> Owner {
      Owner(name: name, type: type, generics: generics, own: type)
    }
    if Type.protocols.contains(name) {
      let hasElements = ["Sequence", "Collection"].contains { name.hasSuffix($0) }
      return Owner(
        name: name, type: hasElements ? .sequence(.parameter("Element")) : .parameter("Self"),
        generics: ["Self", "Element", "SubSequence", "Index", "Bound"], own: .parameter("Self"))
    }
    switch name {
    case "Array": return make(.array(.parameter("Element")), ["Element"])
    case "ArraySlice": return make(.slice(.parameter("Element")), ["Element"])
    case "Set": return make(.set(.parameter("Element")), ["Element"])
    case "Optional": return make(.optional(.parameter("Wrapped")), ["Wrapped"])
    case "Dictionary":
      return make(.dictionary(.parameter("Key"), .parameter("Value")), ["Key", "Value"])
    default: break
    }
    if let kind = RangeKind(rawValue: name) {
      return make(.range(kind, of: .parameter("Bound")), ["Bound"])
    }
    return make(try resolve(syntax, [], form))
  }

  private static func member(
    _ declaration: Declaration, of owner: Owner?, _ form: String, _ row: Callable.Row,
    _ first: Callable?
  ) throws(Fault) -> Callable {
    let isStatic = declaration.has("static")
    let generics = owner?.generics ?? []
    let selfParameter = owner.map {
      Callable.Parameter(label: nil, name: "self", type: $0.own, isVariadic: false)
    }
    switch declaration.kind {
    case .variable(let variable):
      guard let binding = variable.bindings.first,
        case .name(let name) = binding.pattern.kind, let syntax = binding.type
      else { throw Fault(form: form, reason: "a property has a name and a type") }
      return Callable(
        row: row, name: name,
        kind: owner == nil ? .variable : isStatic ? .staticProperty : .property,
        owner: owner?.type, ownerName: owner?.name, isMutating: false,
        isSettable: binding.accessors.contains { $0.kind == "set" }, generics: generics,
        requirements: [],
        parameters: isStatic ? [] : [selfParameter].compactMap { $0 },
        result: try resolve(syntax, generics, form), signature: form, first: first)
    case .function(let function):
      let all = generics + function.generics.parameters.map(\.name)
      let kind = try kind(of: function, declaration, isMember: owner != nil, form)
      var parameters: [Callable.Parameter] = []
      switch kind {
      case .method, .subscript: parameters = [selfParameter].compactMap { $0 }
      case .function, .staticMethod, .property, .staticProperty, .initializer, .infix, .prefix,
        .variable:
        break
      }
      for parameter in function.parameters {
        parameters.append(
          Callable.Parameter(
            label: parameter.label, name: parameter.name,
            type: try resolve(parameter.type, all, form).mayThrow, isVariadic: parameter.isVariadic,
            isEscaping: parameter.attributes.contains { $0.name == "@escaping" },
            defaultValue: parameter.defaultValue))
      }
      var result = Type.void
      if let syntax = function.result {
        result = try resolve(syntax, all, form)
      } else if case .initializer(let isFailable) = function.kind, let owner {
        result = isFailable ? .optional(owner.own) : owner.own
      }
      return Callable(
        row: row, name: function.name, kind: kind, owner: owner?.type, ownerName: owner?.name,
        isMutating: declaration.has("mutating"), isThrowing: function.throwing != nil,
        generics: all,
        requirements: try requirements(of: function.generics, all, form), parameters: parameters,
        result: result, signature: form, first: first)
    case .nominal, .enumCases, .typealias, .associatedType, .import, .operator, .invalid:
      throw Fault(form: form, reason: "a form declares a function, a property or an initialiser")
    }
  }

  private static func requirements(
    of generics: Generics, _ names: [String], _ form: String
  ) throws(Fault) -> [Callable.Requirement] {
    var found: [Callable.Requirement] = []
    for parameter in generics.parameters {
      guard let bound = parameter.bound else { continue }
      found.append(
        Callable.Requirement(
          parameter: parameter.name, part: nil, name: bound.text, type: nil))
    }
    for requirement in generics.requirements {
      let path = requirement.left.text.split(separator: ".").map(String.init)
      guard let parameter = path.first, path.count <= 2 else {
        throw Fault(form: form, reason: "a requirement is of a parameter or a part of it")
      }
      var wanted: Type?
      if requirement.isEquality { wanted = try resolve(requirement.right, names, form) }
      found.append(
        Callable.Requirement(
          parameter: parameter, part: path.count == 2 ? path[1] : nil,
          name: requirement.isEquality ? nil : requirement.right.text, type: wanted))
    }
    return found
  }

  private static func kind(
    of function: Function, _ declaration: Declaration, isMember: Bool, _ form: String
  ) throws(Fault) -> Callable.Kind {
    switch function.kind {
    case .initializer: return .initializer
    case .subscript: return .subscript
    case .deinitializer: throw Fault(form: form, reason: "a row cannot be a deinitialiser")
    case .function: break
    }
    if let scalar = function.name.unicodeScalars.first,
      !(scalar.properties.isXIDStart || scalar == "_")
    {
      if declaration.has("prefix") { return .prefix }
      return .infix
    }
    guard isMember else { return .function }
    return declaration.has("static") ? .staticMethod : .method
  }

  private static func resolve(
    _ syntax: TypeSyntax, _ generics: [String], _ form: String
  ) throws(Fault) -> Type {
    do {
      return try TypeResolver(generics: Set(generics)).resolve(syntax)
    } catch {
      throw Fault(form: form, reason: "unknown type in \(form)")
    }
  }
}

extension Type {
  /// Of a function, one that may throw: every row hands on what its functions throw.
  fileprivate var mayThrow: Type {
    guard case .function(let parameters, let result, _) = self else { return self }
    return .function(parameters: parameters, result: result, thrown: .error)
  }
}
