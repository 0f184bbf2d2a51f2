/// The numbers by which a front end asks for what is inside of a scope or of a value.
///
/// They lead to names, not to values, so that nothing is kept alive by being looked at.
struct DebugReferences {
  enum Root {
    case local(depth: Int, name: String)
    case global(String)
    /// What an expression gave, kept as long as these numbers are good.
    case result(Int)
  }

  enum Step {
    case part(Int)
    /// Parts of a value with very many.
    case group(Range<Int>)
  }

  enum Target {
    case locals(depth: Int)
    case globals
    case value(Root, [Step])
  }

  private var targets: [Target] = []
  private(set) var results: [DebugValue] = []

  /// A number from 1 on.
  mutating func number(for target: Target) -> Int {
    targets.append(target)
    return targets.count
  }

  subscript(number: Int) -> Target? {
    targets.indices.contains(number - 1) ? targets[number - 1] : nil
  }

  mutating func keep(_ value: DebugValue) -> Root {
    results.append(value)
    return .result(results.count - 1)
  }
}
