import ApusSyntax
import ApusText

/// A name that a cell declares at its top.
struct DeclaredName: Hashable {
  var name: String
  /// A function's parameters, by which it is told from others of the name.
  var parameters: String?

  /// Whether one scope cannot have both.
  func conflicts(with other: DeclaredName) -> Bool {
    name == other.name
      && (parameters == nil || other.parameters == nil || parameters == other.parameters)
  }

  /// The functions among the names.
  static func functions(in statement: Statement) -> [Function] {
    guard case .declaration(let declaration) = statement.kind,
      case .function(let function) = declaration.kind
    else { return [] }
    return [function]
  }

  static func all(in statement: Statement, _ source: SourceText) -> [DeclaredName] {
    switch statement.kind {
    case .declaration(let declaration): all(in: declaration, source)
    case .guard(let conditions, _):
      conditions.flatMap { condition -> [DeclaredName] in
        if case .binding(let pattern, _, _, _) = condition { names(in: pattern) } else { [] }
      }
    default: []
    }
  }

  private static func all(
    in declaration: Declaration, _ source: SourceText
  ) -> [DeclaredName] {
    switch declaration.kind {
    case .variable(let variable): variable.bindings.flatMap { names(in: $0.pattern) }
    case .function(let function):
      [
        DeclaredName(
          name: function.name,
          parameters: function.parameters.map {
            "\($0.label ?? "_"): \(source.slice($0.type.span))"
          }
          .joined(separator: ", "))
      ]
    case .nominal(let nominal) where nominal.kind != .extension: [DeclaredName(name: nominal.name)]
    case .typealias(let name, _, _, _): [DeclaredName(name: name)]
    default: []
    }
  }

  private static func names(in pattern: Pattern) -> [DeclaredName] {
    switch pattern.kind {
    case .name(let name): [DeclaredName(name: name)]
    case .binding(_, let inner), .optional(let inner): names(in: inner)
    case .tuple(let elements): elements.flatMap { names(in: $0.pattern) }
    case .enumCase(_, _, let payload): (payload ?? []).flatMap { names(in: $0.pattern) }
    case .type(_, let inner): inner.map(names) ?? []
    case .wildcard, .expression, .invalid: []
    }
  }
}
