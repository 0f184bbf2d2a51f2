import ApusTensor
import ApusText

/// Finds, before a cell runs, the mismatch of shapes in which it is certain to end.
///
/// The cell is followed as it would run, with what is known in place of values: the shapes of
/// tensors, whole numbers, variables of earlier cells. Where a condition is not known both ways are
/// followed, and what is known afterwards is what they agree on. **The rule:** a mismatch is
/// reported if every way through the cell that can be told ends in it, and in nothing else; so a
/// branch, a loop's body or a function that is not surely reached gives no error. What the
/// operations make of shapes is read from their rows.
final class ShapeChecker {
  /// How many expressions are looked at before the checker gives up.
  static let budget = 20_000
  static let depthLimit = 40

  let checker: Checker
  let machine: Machine
  /// The session's functions by their place in the machine's table, with this cell's.
  let functions: [Int: UserFunction]
  /// Where the session's variables got their shapes.
  let origins: [Int: TensorOrigin]

  var memory = KnownMemory()
  /// Where this function's variables are remembered.
  var environment: [ObjectIdentifier: Int] = [:]
  var body: FunctionBody
  /// Calls in progress, outermost first.
  var calls: [Diagnostic.Frame] = []
  /// Addresses of variables that closures may change.
  var changeable: Set<Int> = []
  /// What is known where the statement that is followed may have thrown an error.
  var thrown: KnownMemory?
  var nextAddress = 0
  var nextInstance = 0
  private var steps = 0
  /// Mismatches at the end of ways that may, but need not, be taken; and whether such a way ends in
  /// something else.
  private var possible: [Diagnostic] = []
  private var mayEndOtherwise = false
  /// The tensors that names declared on the way stand for, each at last.
  private(set) var facts: [String: TensorFact] = [:]

  init(
    _ checker: Checker, _ machine: Machine, functions: [Int: UserFunction],
    origins: [Int: TensorOrigin]
  ) {
    self.checker = checker
    self.machine = machine
    self.functions = functions
    self.origins = origins
    body = checker.cell
  }

  /// The mismatch in which the cell is certain to end.
  func check() -> Diagnostic? {
    do {
      _ = try run(checker.cell.statements)
      return nil
    } catch {
      guard case .failed(let diagnostic) = error, !mayEndOtherwise,
        possible.allSatisfy({ Self.isSame($0, diagnostic) })
      else { return nil }
      return diagnostic.toldToCaller
    }
  }

  private static func isSame(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    a.source.name == b.source.name && a.span == b.span && a.headline == b.headline
  }

  /// Counts one expression.
  func step() throws(ShapeEnding) {
    steps += 1
    if steps > Self.budget { throw .stopped }
  }

  /// Remembers how a way ends that need not be taken.
  func note(_ ending: ShapeEnding) throws(ShapeEnding) {
    switch ending {
    case .failed(let diagnostic): possible.append(diagnostic)
    case .ended: mayEndOtherwise = true
    // It has its place among what the statement may throw.
    case .thrown: break
    case .stopped: throw ending
    }
  }

  func remember(_ binding: Binding, _ value: Known) {
    if case .tensor(let fact) = value { facts[binding.name] = fact }
  }

  // Follows one of two ways, or both where either may be taken.
  func follow(
    _ first: KnownMemory?, _ second: KnownMemory?,
    _ doFirst: () throws(ShapeEnding) -> ShapeFlow, _ doSecond: () throws(ShapeEnding) -> ShapeFlow
  ) throws(ShapeEnding) -> ShapeFlow {
    guard let first else {
      guard let second else { throw .ended }
      memory = second
      return try doSecond()
    }
    memory = first
    guard let second else { return try doFirst() }
    var flow = ShapeFlow(falls: false)
    var after: KnownMemory?
    var endings: [ShapeEnding] = []
    var went = 0
    func take(_ way: () throws(ShapeEnding) -> ShapeFlow) {
      do {
        let result = try way()
        flow.join(result)
        if result.falls { after.join(memory) }
        went += 1
      } catch {
        endings.append(error)
      }
    }
    take(doFirst)
    memory = second
    take(doSecond)
    if went == 0, endings.contains(where: { if case .thrown = $0 { true } else { false } }) {
      for other in endings { try note(other) }
      throw .thrown
    }
    if went == 0 {
      // Every way ends: in the first mismatch, if the others end in the same.
      let index = endings.firstIndex { if case .failed = $0 { true } else { false } } ?? 0
      let ending = endings.remove(at: index)
      for other in endings { try note(other) }
      throw ending
    }
    for ending in endings { try note(ending) }
    flow.falls = after != nil
    if let after { memory = after }
    return flow
  }
}

/// A tensor variable's shape when a cell had run, and the line that made it.
package struct TensorOrigin: Sendable {
  var shape: [Int]
  var origin: Origin
}
