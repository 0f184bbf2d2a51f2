import ApusGrad
import ApusNN
import ApusSyntax
import ApusText

extension Session {
  package func completions(in code: String, at offset: Int) -> Completion {
    let source = SourceText(code, name: "cell")
    let offset = max(0, min(offset, source.bytes.count))
    if let (start, name) = Symbol.prefix(in: source.bytes, before: offset) {
      let symbols = Symbol.all.filter { $0.name.hasPrefix(name) }
      return Completion(
        items: symbols.map {
          Completion.Item(text: $0.text, kind: "symbol", signature: "\\\($0.name)")
        }, replacing: start..<offset)
    }
    let cursor = CursorText(source, at: offset)
    let none = Completion(items: [], replacing: cursor.prefixStart..<offset)
    guard !cursor.isInsideTextOrNumber else { return none }
    let probe = deeply { self.probe(cursor) }
    var items: [Completion.Item] = []
    switch probe.finding {
    case .member(let type):
      items =
        members(of: type)
        + probe.members.map {
          Completion.Item(
            text: $0.name, kind: $0.isMethod ? "method" : "property", signature: $0.signature)
        }
    case .implicit(let wanted): items = implicitMembers(of: wanted)
    case .name(let entries): items = labels(probe) + names(entries)
    case nil:
      if cursor.isAfterDot { return none }
      items = names(known.withLock { $0.program.names.entries })
    }
    let prefix = cursor.prefix
    var seen: Set<String> = []
    let matching = items.filter {
      $0.text.hasPrefix(prefix) && $0.text != Probe.placeholder && seen.insert($0.text).inserted
    }
    return Completion(
      items: matching.sorted { ($0.rank, $0.text) < ($1.rank, $1.text) },
      replacing: cursor.prefixStart..<offset)
  }

  /// What a check of the text up to the cursor finds there.
  func probe(_ cursor: CursorText) -> Probe {
    let probe = Probe()
    let source = SourceText(cursor.completed, name: "cell")
    let (program, operators) = names(for: source)
    let checker = Checker(source, program: program, prelude: prelude)
    checker.probe = probe
    checker.checkCell(Parser.parse(source, operators: operators))
    return probe
  }

  private func labels(_ probe: Probe) -> [Completion.Item] {
    probe.labels.map {
      Completion.Item(text: "\($0.label):", kind: "label", signature: "\($0.label): \($0.type)")
    }
  }

  private func names(_ entries: [String: Names.Entry]) -> [Completion.Item] {
    var items: [Completion.Item] = []
    let tensors = tensors(of: entries.values)
    for (name, entry) in entries {
      switch entry {
      case .binding(let binding):
        if case .global(let index) = binding.home, let tensor = tensors[index] {
          items.append(
            Completion.Item(
              text: name, kind: "variable", signature: "\(name): \(tensor.summary)"))
          continue
        }
        items.append(
          Completion.Item(text: name, kind: "variable", signature: "\(name): \(binding.type)"))
      case .functions(let overloads):
        items.append(
          Completion.Item(
            text: name, kind: "function", signature: overloads.first?.signature ?? name))
      case .generic(let type):
        items.append(Completion.Item(text: name, kind: "type", signature: type.outline))
      case .protocol(let type):
        items.append(Completion.Item(text: name, kind: "type", signature: "protocol \(name)"))
        _ = type
      case .alias(let type):
        items.append(
          Completion.Item(text: name, kind: "type", signature: "typealias \(name) = \(type)"))
      case .type(let type):
        items.append(
          Completion.Item(text: name, kind: "type", signature: "\(type.kind.rawValue) \(name)"))
      case .localFunction(_, let function):
        items.append(
          Completion.Item(text: name, kind: "function", signature: function.signature))
      }
    }
    for name in prelude.functionNames where name.isName {
      items.append(
        Completion.Item(
          text: name, kind: "function",
          signature: prelude.functions(named: name).first?.signature ?? name))
    }
    for (name, row) in prelude.variables {
      items.append(Completion.Item(text: name, kind: "variable", signature: row.signature))
    }
    for (name, type) in TypeResolver.plain where !name.contains(".") {
      items.append(Completion.Item(text: name, kind: "type", signature: "\(type)"))
    }
    items += Self.libraryItems
    for keyword in Keyword.allCases {
      items.append(
        Completion.Item(text: keyword.rawValue, kind: "keyword", signature: keyword.rawValue))
    }
    return items
  }

  /// What is written in our own language, and protocols; they need not have been used before.
  private static let libraryItems: [Completion.Item] = {
    var items = PreludeProtocol.all.map {
      Completion.Item(text: $0.name, kind: "type", signature: "protocol \($0.name)")
    }
    items += Checker.builtinParameters.map { name, parameters in
      let form = "\(name)<\(parameters.joined(separator: ", "))>"
      return Completion.Item(text: name, kind: "type", signature: form)
    }
    let entries = LibraryFile.named.map { ($0.name, $0.entry.outline) }
    let rows = Library.names.map { ($0, LibraryRow.outlines[$0] ?? $0) }
    for (name, outline) in entries + rows where name.isName && !name.hasPrefix("_") {
      let kind = name.first?.isUppercase == true ? "type" : "function"
      let head = outline.prefix { $0 != "\n" }
      items.append(Completion.Item(text: name, kind: kind, signature: String(head)))
    }
    return items
  }()

  private func members(of type: Type) -> [Completion.Item] {
    if case .metatype(let inner) = type { return statics(of: inner) }
    let added = known.withLock { $0.program.extensions[type]?.names ?? [] }
    var items = added.map { Completion.Item(text: $0, kind: "method", signature: $0) }
    if case .nominal(let nominal) = type { items += declaredMembers(of: nominal) }
    if case .tuple(let elements) = type {
      items += elements.enumerated().map { index, element in
        let name = element.label ?? String(index)
        return Completion.Item(
          text: name, kind: "property", signature: "\(name): \(element.type)")
      }
    }
    for name in prelude.memberNames(of: type) where name != "subscript" {
      guard let row = prelude.members(of: type, named: name).first else { continue }
      items.append(
        Completion.Item(
          text: name, kind: row.kind == .property ? "property" : "method",
          signature: row.signature))
    }
    return items
  }

  private func statics(of type: Type) -> [Completion.Item] {
    var items: [Completion.Item] = []
    for name in prelude.staticNames(of: type) where name != "init" {
      guard let row = prelude.statics(of: type, named: name).first else { continue }
      items.append(
        Completion.Item(
          text: name, kind: row.kind == .staticProperty ? "property" : "method",
          signature: row.signature))
    }
    if case .nominal(let nominal) = type {
      items += nominal.staticNames.map {
        Completion.Item(text: $0, kind: "enum case", signature: "\(nominal.name).\($0)")
      }
    }
    if case .enumeration(let owner) = type,
      let row = Enumeration.known.first(where: { $0.name == owner })
    {
      items += row.cases.map {
        Completion.Item(text: $0, kind: "enum case", signature: "\(owner).\($0)")
      }
    }
    return items
  }

  private func declaredMembers(of type: NominalType) -> [Completion.Item] {
    let fields = type.fields.map {
      Completion.Item(text: $0.name, kind: "property", signature: "\($0.name): \($0.type)")
    }
    let rest = type.memberNames.filter { type.field($0) == nil }.map { name in
      let method = type.method(name).first
      return Completion.Item(
        text: name, kind: method == nil ? "property" : "method",
        signature: method?.signature ?? name)
    }
    return fields + rest
  }

  private func implicitMembers(of wanted: Type?) -> [Completion.Item] {
    if case .opaque("TensorIndex") = wanted {
      return IndexKind.markers.map {
        Completion.Item(text: $0.name, kind: "enum case", signature: "TensorIndex.\($0.name)")
      }
    }
    if let type = wanted?.unwrapped { return statics(of: type) }
    return Enumeration.known.flatMap { statics(of: .enumeration($0.name)) }
  }
}

extension Completion.Item {
  /// The order in which kinds are offered.
  fileprivate var rank: Int {
    switch kind {
    case "label": 0
    case "variable": 1
    case "keyword": 3
    default: 2
    }
  }
}

extension String {
  /// Whether it is spelt like a name, not like an operator.
  fileprivate var isName: Bool {
    unicodeScalars.first.map { $0.properties.isXIDStart || $0 == "_" } ?? false
  }
}
