/// Which operators there are and how tightly they bind.
///
/// Groups are partly ordered, as in Swift: two operators whose groups are unrelated cannot stand
/// side by side without parentheses.
package struct OperatorTable: Sendable {
  package enum Associativity: String, Sendable {
    case left, right, none
  }

  package enum Order: Sendable {
    case tighter, looser, same, unrelated
  }

  struct Group: Sendable {
    var name: String
    var associativity: Associativity
    var isAssignment: Bool
  }

  private(set) var groups: [Group] = []
  private var numbers: [String: Int] = [:]
  /// Row by row: whether the one group binds tighter than the other, transitively closed.
  private var isTighter: [[Bool]] = []
  private var infixes: [String: Int] = [:]
  private var prefixes: Set<String> = ["-", "+", "!", "~", "..<", "...", ".!"]
  private var postfixes: Set<String> = ["..."]

  /// Swift's own operators and those of tensors.
  package static let standard = OperatorTable(rows: rows)

  /// Tightest first.
  private static let rows: [(String, Associativity, [String])] = [
    ("ExponentiationPrecedence", .right, ["**"]),
    ("BitwiseShiftPrecedence", .none, ["<<", ">>", "&<<", "&>>"]),
    (
      "MultiplicationPrecedence", .left,
      ["*", "/", "%", "&*", "&", ".&", "•"]
    ),
    ("AdditionPrecedence", .left, ["+", "-", "&+", "&-", "|", "^", ".|", ".^"]),
    ("RangeFormationPrecedence", .none, ["..<", "..."]),
    ("CastingPrecedence", .none, []),
    ("NilCoalescingPrecedence", .right, ["??"]),
    (
      "ComparisonPrecedence", .none,
      [
        "<", "<=", ">", ">=", "==", "!=", "===", "!==", "~=", ".==", ".!=", ".<", ".<=", ".>",
        ".>=",
      ]
    ),
    ("LogicalConjunctionPrecedence", .left, ["&&", ".&&"]),
    ("LogicalDisjunctionPrecedence", .left, ["||", ".||"]),
    ("DefaultPrecedence", .none, []),
    ("TernaryPrecedence", .right, []),
    (
      "AssignmentPrecedence", .right,
      [
        "=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^=", "&+=", "&-=", "&*=",
        "**=", "•=",
      ]
    ),
  ]

  /// Those of the standard table that Swift does not declare itself, which the public module does.
  package static let own = ["**", "•", ".&&", ".||", "**=", "•="]

  /// The precedence groups that Swift does not have.
  package static let ownGroups: [(name: String, associativity: Associativity, above: String)] = [
    ("ExponentiationPrecedence", .right, "BitwiseShiftPrecedence")
  ]

  private init(rows: [(String, Associativity, [String])]) {
    for (name, associativity, operators) in rows {
      let above = groups.last.map { [$0.name] } ?? []
      declareGroup(
        name, associativity: associativity, isAssignment: name == "AssignmentPrecedence",
        lowerThan: above)
      for spelling in operators { declare(infix: spelling, group: name) }
    }
  }

  /// Adds or replaces a precedence group; the names of groups that are not known are returned.
  @discardableResult
  package mutating func declareGroup(
    _ name: String, associativity: Associativity, isAssignment: Bool = false,
    higherThan: [String] = [], lowerThan: [String] = []
  ) -> [String] {
    let group = Group(name: name, associativity: associativity, isAssignment: isAssignment)
    let number: Int
    if let known = numbers[name] {
      number = known
      groups[number] = group
      for other in groups.indices {
        isTighter[number][other] = false
        isTighter[other][number] = false
      }
    } else {
      number = groups.count
      numbers[name] = number
      groups.append(group)
      for row in isTighter.indices { isTighter[row].append(false) }
      isTighter.append(Array(repeating: false, count: groups.count))
    }
    for other in higherThan.compactMap({ numbers[$0] }) where other != number {
      relate(tighter: number, looser: other)
    }
    for other in lowerThan.compactMap({ numbers[$0] }) where other != number {
      relate(tighter: other, looser: number)
    }
    return (higherThan + lowerThan).filter { numbers[$0] == nil }
  }

  /// Keeps the relation transitively closed.
  private mutating func relate(tighter: Int, looser: Int) {
    // A relation against the order there is would make a circle.
    guard !isTighter[looser][tighter] else { return }
    let uppers = groups.indices.filter { $0 == tighter || isTighter[$0][tighter] }
    let lowers = groups.indices.filter { $0 == looser || isTighter[looser][$0] }
    for upper in uppers {
      for lower in lowers { isTighter[upper][lower] = true }
    }
  }

  /// Declares an infix operator; false when there is no such group.
  @discardableResult
  package mutating func declare(infix spelling: String, group: String?) -> Bool {
    guard let number = numbers[group ?? "DefaultPrecedence"] else { return false }
    infixes[spelling] = number
    return true
  }

  package mutating func declare(prefix spelling: String) {
    prefixes.insert(spelling)
  }

  package mutating func declare(postfix spelling: String) {
    postfixes.insert(spelling)
  }

  package func isInfix(_ spelling: String) -> Bool { infixes[spelling] != nil }
  package func isPrefix(_ spelling: String) -> Bool { prefixes.contains(spelling) }
  package func isPostfix(_ spelling: String) -> Bool { postfixes.contains(spelling) }
  package func hasGroup(_ name: String) -> Bool { numbers[name] != nil }
  package func groupName(ofInfix spelling: String) -> String? {
    infixes[spelling].map { groups[$0].name }
  }
  package var infixSpellings: [String] { infixes.keys.sorted() }

  /// Whether an operator such as `+=` assigns to what stands on its left.
  package func isAssignment(_ spelling: String) -> Bool {
    infixes[spelling].map { groups[$0].isAssignment } ?? false
  }

  func group(ofInfix spelling: String) -> Int? { infixes[spelling] }

  func number(ofGroup name: String) -> Int { numbers[name] ?? 0 }

  func order(_ left: Int, _ right: Int) -> Order {
    if left == right { return .same }
    if isTighter[left][right] { return .tighter }
    return isTighter[right][left] ? .looser : .unrelated
  }
}
