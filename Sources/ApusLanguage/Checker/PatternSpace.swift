import ApusSyntax
import ApusText

/// What a pattern takes of all values of a type.
indirect enum PatternSpace {
  case all
  /// Some values, of which nothing is known.
  case some
  /// Those made in one of the type's ways, with what is inside.
  case made(Int, [PatternSpace])

  /// A way to make values of a type: a case of an enumeration, `nil`, a tuple.
  struct Way {
    var name: String
    var parts: [Type]
  }

  /// How every value of a type is made, where there are few ways.
  static func ways(of type: Type) -> [Way]? {
    switch type {
    case .bool: [Way(name: "false", parts: []), Way(name: "true", parts: [])]
    case .optional(let wrapped):
      [Way(name: ".none", parts: []), Way(name: ".some", parts: [wrapped])]
    case .tuple(let elements): [Way(name: "", parts: elements.map(\.type))]
    case .nominal(let type) where type.kind == .enum:
      type.cases.map { Way(name: "." + $0.name, parts: $0.payload.map(\.type)) }
    default: nil
    }
  }
}

extension Checker {
  /// What the cases leave out, as patterns; empty where they take everything.
  func missingPatterns(_ type: Type, _ cases: [CheckedCase]) -> [String] {
    if type.isInvalid { return [] }
    var search = MissingSearch(ways: ways)
    return search.missing(cases.flatMap(\.spaces).map { [$0] }, [type]).map { $0[0] }
  }

  private func ways(of type: Type) -> [PatternSpace.Way]? {
    if case .enumeration = type {
      return staticNames(of: type).map { PatternSpace.Way(name: "." + $0, parts: []) }
    }
    return PatternSpace.ways(of: type)
  }

  /// Which of a type's ways a case is, and what it carries.
  private func way(ofCase name: String, _ type: Type) -> (Int, [Type])? {
    if case .nominal(let nominal) = type {
      return nominal.caseIndex(name).map { ($0, nominal.cases[$0].payload.map(\.type)) }
    }
    guard let ways = ways(of: type), let index = ways.firstIndex(where: { $0.name == "." + name })
    else { return nil }
    return (index, ways[index].parts)
  }

  func space(of pattern: Pattern, _ type: Type) -> PatternSpace {
    switch pattern.kind {
    case .wildcard, .name, .invalid: return .all
    case .binding(_, let inner): return space(of: inner, type)
    case .tuple(let parts):
      if parts.count == 1, parts[0].label == nil { return space(of: parts[0].pattern, type) }
      guard case .tuple(let elements) = type, elements.count == parts.count else { return .all }
      return .made(0, zip(parts, elements).map { space(of: $0.pattern, $1.type) })
    case .optional(let inner):
      return type.wrapped.map { .made(1, [space(of: inner, $0)]) } ?? .all
    case .type(let syntax, let inner):
      let wanted = trial { resolve(syntax) }.result
      guard wanted.accepts(type) else { return .some }
      return inner.map { space(of: $0, type) } ?? .all
    case .enumCase(let base, let name, let payload):
      if base != nil, type.isBoxed { return .some }
      return space(ofCase: name, payload, type)
    case .expression(let expression): return space(of: expression, type)
    }
  }

  private func space(of expression: Expression, _ type: Type) -> PatternSpace {
    switch (expression.kind, type) {
    case (.boolean(let value), .bool): return .made(value ? 1 : 0, [])
    case (.none, .optional): return .made(0, [])
    case (.implicitMember(let name), _): return space(ofCase: name, nil, type)
    case (.member(_, let name, _), .nominal(let nominal)) where nominal.kind == .enum:
      return nominal.caseIndex(name) != nil ? space(ofCase: name, nil, type) : .some
    case (.tuple(let parts), .tuple(let elements)) where parts.count == elements.count:
      return .made(0, zip(parts, elements).map { space(of: $0.value, $1.type) })
    case (.tuple(let parts), _) where parts.count == 1: return space(of: parts[0].value, type)
    case (_, .optional(let wrapped)): return .made(1, [space(of: expression, wrapped)])
    default: return .some
    }
  }

  private func space(
    ofCase name: String, _ payload: [Pattern.Element]?, _ type: Type
  ) -> PatternSpace {
    if case .optional(let wrapped) = type {
      if name == "none", payload == nil { return .made(0, []) }
      if name == "some", payload?.count ?? 1 == 1 {
        return .made(1, [payload.map { space(of: $0[0].pattern, wrapped) } ?? .all])
      }
      return .made(1, [space(ofCase: name, payload, wrapped)])
    }
    guard let (index, parts) = way(ofCase: name, type) else { return .some }
    guard let payload else { return .made(index, parts.map { _ in .all }) }
    if payload.count == 1, parts.count > 1 {
      let whole = Type.tuple(parts.map { Type.Element(nil, $0) })
      switch space(of: payload[0].pattern, whole) {
      case .made(_, let inner): return .made(index, inner)
      case .all: return .made(index, parts.map { _ in .all })
      case .some: return .made(index, parts.map { _ in .some })
      }
    }
    guard payload.count == parts.count else { return .made(index, parts.map { _ in .all }) }
    return .made(index, zip(payload, parts).map { space(of: $0.pattern, $1) })
  }
}

/// Finds values that no row of patterns takes (Maranget, "Warnings for pattern matching", 2007).
private struct MissingSearch {
  let ways: (Type) -> [PatternSpace.Way]?
  /// So that a tuple of many enumerations ends.
  private var steps = 0

  init(ways: @escaping (Type) -> [PatternSpace.Way]?) {
    self.ways = ways
  }

  /// Patterns for what the rows leave out, each with a text for every type.
  mutating func missing(_ rows: [[PatternSpace]], _ types: [Type]) -> [[String]] {
    guard let type = types.first else { return rows.isEmpty ? [[]] : [] }
    steps += 1
    let rest = Array(types.dropFirst())
    let isAsked = rows.contains { if case .made = $0[0] { true } else { false } }
    guard isAsked, steps < 20_000, let ways = ways(type) else {
      let open = rows.filter { if case .all = $0[0] { true } else { false } }
      return missing(open.map { Array($0.dropFirst()) }, rest).map { ["_"] + $0 }
    }
    var found: [[String]] = []
    let made = Dictionary(grouping: rows.indices) { place -> Int in
      if case .made(let index, _) = rows[place][0] { index } else { -1 }
    }
    let open = made[-1] ?? []
    for (index, way) in ways.enumerated() where found.count < 10 {
      let inner = (open + (made[index] ?? [])).compactMap { place -> [PatternSpace]? in
        switch rows[place][0] {
        case .all: way.parts.map { _ in .all } + rows[place].dropFirst()
        case .made(_, let parts): parts + rows[place].dropFirst()
        case .some: nil
        }
      }
      for texts in missing(inner, way.parts + rest) where found.count < 10 {
        let count = way.parts.count
        let parts = texts.prefix(count).joined(separator: ", ")
        let text = count == 0 && !way.name.isEmpty ? way.name : "\(way.name)(\(parts))"
        found.append([text] + texts.dropFirst(count))
      }
    }
    return found
  }
}
