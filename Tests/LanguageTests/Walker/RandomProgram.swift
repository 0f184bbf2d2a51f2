/// Programs that check and run, made of every way to change and to read variables, in any order;
/// the same for the same seed.
///
/// What they print says in which order their parts were evaluated.
struct RandomProgram {
  private enum Kind: CaseIterable {
    case int, list, optional, pair, structure, structures, dictionary, instance, function
  }

  private var random: SeededNumbers
  /// Variables that can be seen, innermost last.
  private var scope: [(name: String, kind: Kind, isConstant: Bool)] = [
    ("number", .int, false), ("numbers", .list, false), ("shared", .instance, true),
  ]
  private var count = 0

  init(seed: UInt64) {
    random = SeededNumbers(state: seed)
  }

  static let declarations = """
    struct P {
      var x = 1
      var list = [4, 5]
      var double: Int { x &* 2 }
      var half: Int {
        get { print("get"); return x / 2 }
        set { print("set", newValue); x = newValue &* 2 }
      }
      mutating func bump(_ n: Int) -> Int { x = x &+ n; list.append(n); return x }
    }
    class C {
      var n = 1
      var p = P()
      var list = [7, 6]
      func next() -> Int { n += 1; return n }
      func add(_ k: Int) -> Int { list.append(k); p.x = p.x &+ k; return list.count }
    }
    func note(_ n: Int) -> Int { print("note", n); return n }
    func inc(_ x: inout Int) -> Int { x += 1; return x }
    func grow(_ x: inout [Int], _ n: Int) -> Int { x.append(n); return x.count }
    func swapped(_ a: inout Int, _ b: inout Int) -> Int { let old = a; a = b; b = old; return a }
    func change(_ p: inout P, _ n: Int) -> Int { p.list[0] = n; return p.bump(n) }
    var number = 3
    var numbers = [8, 2]
    let shared = C()
    """

  /// Cells: what they all use, statements at the top, the same inside a function, and again.
  mutating func cells() -> [String] {
    [Self.declarations, block(6), function(), block(4), function()]
  }

  private mutating func function() -> String {
    let outer = scope
    let outermost = fresh("f")
    let before = block(3)
    let (inner, list) = (fresh("g"), fresh("l"))
    let captured = name(.structure) ?? "shared.p"
    // What a call has for itself no one else may look at, so these are variables of their own.
    let local =
      "func \(inner)(_ x: inout Int, _ y: inout [Int], _ n: Int) -> Int {\n"
      + "x += n\ny.append(note(x))\nreturn y.count + \(captured).double\n}\n"
      + "var \(list) = \(self.list(1))\nvar \(list)x = 1\n"
      + "print(\(inner)(&\(pick(["\(list)x", "number"])), &\(list), \(int(2))), \(list))"
    let after = block(3)
    let result = int(2)
    scope = outer
    return "func \(outermost)() -> Int {\n\(before)\n\(local)\n\(after)\nreturn \(result)\n}\n"
      + "print(\(outermost)())"
  }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func pick(_ choices: [String]) -> String { choices[number(choices.count)] }

  private mutating func fresh(_ letter: String) -> String {
    count += 1
    return "\(letter)\(count)"
  }

  private mutating func name(_ kind: Kind, changing: Bool = false) -> String? {
    let names = scope.filter { $0.kind == kind && !(changing && $0.isConstant) }.map(\.name)
    return names.isEmpty ? nil : names[number(names.count)]
  }

  // Statements

  private mutating func block(_ size: Int, isInner: Bool = false) -> String {
    let outer = scope
    let lines = (0..<size).map { _ in statement(isInner ? 1 : 2) }
    if isInner { scope = outer }
    return lines.joined(separator: "\n")
  }

  private mutating func statement(_ depth: Int) -> String {
    switch number(depth > 1 ? 12 : 9) {
    case 0, 1, 2: return declaration()
    case 3, 4: return "\(place()) = \(int(2)) &+ 1"
    case 5: return "\(place()) \(pick(["+=", "-="])) \(int(2))"
    case 6: return "print(\(int(3)))"
    case 7:
      guard let list = name(.list, changing: true) else { return declaration() }
      return pick(["\(list).append(\(int(2)))", "\(list) += [\(int(1)), \(int(1))]"])
    case 8:
      guard let optional = name(.optional, changing: true) else { return declaration() }
      return pick(["\(optional) = nil", "\(optional) = \(int(2))"])
    case 9:
      return "if \(condition()) {\n\(block(2, isInner: true))\n} else {\n"
        + "\(block(2, isInner: true))\n}"
    case 10:
      let item = fresh("i")
      let values = pick(["0..<3", list(1), "1...2"])
      let outer = scope
      scope.append((item, .int, true))
      let body = block(2, isInner: true)
      scope = outer
      return "for \(item) in \(values) {\n\(body)\n}"
    default:
      guard let optional = name(.optional) else { return declaration() }
      let payload = fresh("u")
      let outer = scope
      scope.append((payload, .int, true))
      let body = block(2, isInner: true)
      scope = outer
      return "if let \(payload) = \(optional) {\n\(body)\n}"
    }
  }

  private mutating func declaration() -> String {
    let kind = Kind.allCases[number(Kind.allCases.count)]
    let name = fresh("v")
    let isConstant = number(4) == 0
    let word = isConstant ? "let" : "var"
    let value: String
    switch kind {
    case .int: value = " = \(int(2))"
    case .list: value = ": [Int] = \(list(2))"
    case .optional: value = ": Int? = \(number(3) == 0 ? "nil" : int(1))"
    case .pair: value = " = (\(int(1)), \(int(2)))"
    case .structure: value = " = \(structure())"
    case .structures: value = ": [P] = [\(structure()), \(structure())]"
    case .dictionary: value = ": [Int: Int] = [1: \(int(1)), \(number(3) + 2): \(int(2))]"
    case .instance: value = " = \(self.name(.instance) ?? "C()")"
    case .function: value = " = { (k: Int) -> Int in \(closure()) }"
    }
    scope.append((name, kind, isConstant))
    return "\(word) \(name)\(value)"
  }

  private mutating func closure() -> String {
    let outer = scope
    scope.append(("k", .int, true))
    defer { scope = outer }
    return "\(place()) += 1; return \(int(2))"
  }

  /// Where an Int can be assigned.
  private mutating func place() -> String {
    for _ in 0..<8 {
      switch number(11) {
      case 8:
        if let name = name(.structures, changing: true) {
          return pick(["\(name)[\(index())].x", "\(name)[\(index())].list[\(index())]"])
        }
      case 9:
        if let name = name(.dictionary, changing: true) {
          return "\(name)[\(int(1)), default: \(int(1))]"
        }
      case 10: if let name = name(.structure, changing: true) { return "\(name).half" }
      case 0, 1: if let name = name(.int, changing: true) { return name }
      case 2: if let name = name(.list, changing: true) { return "\(name)[\(index())]" }
      case 3: if let name = name(.pair, changing: true) { return "\(name).\(number(2))" }
      case 4: if let name = name(.structure, changing: true) { return "\(name).x" }
      case 5:
        if let name = name(.structure, changing: true) { return "\(name).list[\(index())]" }
      case 6:
        if let name = name(.instance) { return pick(["\(name).n", "\(name).p.x"]) }
      default:
        if let name = name(.instance) {
          return pick(["\(name).list[\(index())]", "\(name).p.list[\(index())]"])
        }
      }
    }
    return "number"
  }

  // Expressions

  private mutating func index() -> String {
    number(3) == 0 ? "note(\(number(2)))" : String(number(2))
  }

  private mutating func condition() -> String {
    pick([
      "\(int(1)) \(pick(["<", "==", ">="])) \(int(1))",
      "\(int(1)) > 2 && \(int(1)) < 9", "\(int(1)) == 1 || note(\(int(1))) > 0",
    ])
  }

  private mutating func list(_ depth: Int) -> String {
    switch number(5) {
    case 0: return name(.list) ?? "[1, 8]"
    case 1: return "[\(int(1)), \(int(1))].map({ $0 &+ \(int(1)) })"
    case 2: return name(.structure).map { "\($0).list" } ?? "[2, 3]"
    case 3: return name(.instance).map { "\($0).list" } ?? "[3, 9]"
    default: return "[\(int(depth - 1)), \(int(depth - 1)), \(number(9))]"
    }
  }

  private mutating func structure() -> String {
    switch number(4) {
    case 0: return name(.structure) ?? "P()"
    case 1: return name(.instance).map { "\($0).p" } ?? "P()"
    default: return "P(x: \(int(1)), list: \(list(1)))"
    }
  }

  private mutating func int(_ depth: Int) -> String {
    guard depth > 0 else { return name(.int) ?? String(number(9)) }
    switch number(17) {
    case 14:
      guard let name = name(.structures, changing: true) else { break }
      return pick([
        "\(name)[\(index())].bump(\(int(depth - 1)))",
        "change(&\(name)[\(index())], \(int(depth - 1)))",
        "grow(&\(name)[\(index())].list, \(int(depth - 1)))", "inc(&\(name)[\(index())].x)",
        "\(name)[\(index())].list[\(index())]", "\(name)[\(index())].half",
      ])
    case 15:
      guard let name = name(.dictionary) else { break }
      return pick(["\(name)[\(int(1)), default: \(int(1))]", "(\(name)[\(int(1))] ?? \(int(1)))"])
    case 16:
      guard let first = name(.int, changing: true), let second = name(.list, changing: true)
      else { break }
      return "swapped(&\(first), &\(second)[\(index())])"
    case 0: return String(number(9))
    case 1, 2: return "(\(int(depth - 1)) \(pick(["+", "-", "&*", "&+"])) \(int(depth - 1)))"
    case 3:
      return number(3) == 0
        ? "(\(int(depth - 1)) \(pick(["/", "%"])) \(1 + number(6)))" : "note(\(int(depth - 1)))"
    case 4:
      guard let name = name(.int, changing: true) else { break }
      return "inc(&\(name))"
    case 5:
      guard let name = name(.list, changing: true) else { break }
      return pick(["grow(&\(name), \(int(depth - 1)))", "inc(&\(name)[\(index())])"])
    case 6:
      guard let name = name(.structure, changing: true) else { break }
      return pick([
        "\(name).bump(\(int(depth - 1)))", "change(&\(name), \(int(depth - 1)))",
        "grow(&\(name).list, \(int(depth - 1)))", "inc(&\(name).x)",
      ])
    case 7:
      guard let name = name(.instance) else { break }
      return pick([
        "\(name).next()", "\(name).add(\(int(depth - 1)))", "\(name).p.bump(\(int(depth - 1)))",
        "inc(&\(name).n)", "grow(&\(name).list, \(int(depth - 1)))",
      ])
    case 8: return "\(list(1))[\(index())]"
    case 9: return "\(list(1)).reduce(\(int(depth - 1)), { $0 &* 2 &+ $1 })"
    case 10: return name(.optional).map { "(\($0) ?? \(int(depth - 1)))" } ?? "5"
    case 11: return name(.function).map { "\($0)(\(int(depth - 1)))" } ?? "6"
    case 12: return "(\(condition()) ? \(int(depth - 1)) : \(int(depth - 1)))"
    default: return name(.structure).map { "\($0).double" } ?? "7"
    }
    return name(.int) ?? String(number(9))
  }
}
