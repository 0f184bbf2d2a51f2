import ApusGrad
import ApusText
import ApusValue

@testable import ApusLanguage

/// A second evaluator: it walks the checker's typed tree, plainly and slowly, so that what it does
/// can be seen to be right, and the machine is compared with it.
///
/// It shares lexer, parser, checker and the rows' closures with the product, and none of what
/// comes after the checker: a variable is an object of its own, a value a copy, a place a path.
///
/// Whoever adds to the language adds here, where the switches without `default` ask for it:
/// - a new expression, conversion or condition: `evaluate` in `Walker+Expressions.swift`
/// - a new statement or loop: `run` in `Walker+Statements.swift`
/// - a new place: `Path` and `resolve` in `Walker+Places.swift`
/// - a new type: `Value(word:_:)`, and `slot` and `Value(_:_:)` in `Value+Slots.swift`
/// It is written from what Swift does, not from what the compiler emits; where a failure stands
/// (`at:`) is the span of the expression that fails.
final class Walker: BuiltinContext {
  /// A mistake made on purpose, which the comparison has to find.
  enum Planted: CaseIterable {
    /// Integers are divided downwards instead of towards zero.
    case division
    /// A failure stands at the end of the expression that fails.
    case position
    /// A failure has one call less around it.
    case calls
    /// A closure captures values, not variables.
    case captures
    /// What is written to a part of a value is lost.
    case parts
  }

  /// A failure of the program, and where all calls stood, innermost first.
  struct Failure: Error {
    let error: any Error
    let points: [RuntimeErrors.Point]
  }

  /// A call in progress: its variables, and where it stands.
  final class Activation {
    let body: FunctionBody
    var variables: [ObjectIdentifier: Variable] = [:]
    /// Those that the blocks around the statement have declared, in their order.
    var declared: [ObjectIdentifier] = []
    var span = Span(0, 0)
    /// The errors that the `catch`es around the statement have caught.
    var caught: [ObjectIdentifier: Failure] = [:]

    init(_ body: FunctionBody) {
      self.body = body
    }

    /// At the end of a block what it declared goes, the last first.
    func leave(to mark: Int) {
      while declared.count > mark, let last = declared.popLast() { variables[last] = nil }
    }
  }

  static let depthLimit = 5_000
  static let stepLimit = 2_000_000

  let stepLimit: Int
  let planted: Planted?
  var globals: [Int: Variable] = [:]
  /// The bodies of the session's functions, by their index.
  var functions: [Int: FunctionBody] = [:]
  /// Checks the body of a function that has not been called before.
  var complete: (Int) throws -> FunctionBody? = { _ in nil }
  var activations: [Activation] = []
  /// Registers of the functions that rows have called last, for each row in progress.
  var windows: [CallFrame?] = []
  var steps = 0

  init(planted: Planted? = nil, stepLimit: Int = Walker.stepLimit) {
    self.stepLimit = stepLimit
    self.planted = planted
  }

  /// The running call; a walker runs nothing outside of one.
  var current: Activation { activations[activations.count - 1] }

  override var standing: AnyObject? {
    Standing(failure(MachineError.inUse, at: current.span, site: rowSites.last).points)
  }

  override func call(
    _ closure: ClosureObject, prepare: (Registers) -> Void
  ) throws -> Registers {
    try callBack(WalkedFunction.from(closure), prepare)
  }

  override func call(function index: Int, _ arguments: [Slot]) throws -> Slot {
    guard let body = try body(index) else { throw MachineError.earlyClosure }
    let values = try zip(arguments, body.parameters).map { try Value($0, $1.type) }
    let nested = windows
    defer { windows = nested }
    let function = WalkedFunction(body)
    guard activations.isEmpty else {
      return try invoke(function, values, at: current.span).result.slot(body.result)
    }
    // The cell is over, and its value is being shown.
    activations = [Activation(body)]
    defer { activations = [] }
    do {
      return try invoke(function, values, at: body.span).result.slot(body.result)
    } catch let failure as Failure {
      throw Failure(error: failure.error, points: failure.points.dropLast())
    }
  }

  /// Runs a cell; the value of its last expression.
  func run(cell: FunctionBody) throws -> Value {
    steps = 0
    windows = []
    activations = [Activation(cell)]
    defer { activations = [] }
    do {
      let value = try runCell(cell.statements)
      try endInstances()
      return value
    } catch {
      endAfterFailure(error, isThrown: isThrown(error))
      throw error
    }
  }

  /// A failure of what stands at a place of the running call.
  func failure(_ error: any Error, at span: Span, site: CallSite? = nil) -> Failure {
    if let failure = error as? Failure { return failure }
    var place = span
    if planted == .position { place = Span(span.end, span.end) }
    var points = [point(current, place, site)]
    for outer in activations.dropLast().reversed() { points.append(point(outer, outer.span, nil)) }
    if planted == .calls, points.count > 1 { points.removeLast() }
    return Failure(error: error, points: points)
  }

  private func point(
    _ activation: Activation, _ span: Span, _ site: CallSite?
  ) -> RuntimeErrors.Point {
    RuntimeErrors.Point(
      function: activation.body.title, parameters: activation.body.parameterNames,
      source: activation.body.source, span: span, site: site,
      owner: activation.body.owner.flatMap { owner in
        let variable = activation.body.parameters.first.flatMap {
          activation.variables[ObjectIdentifier($0)]
        }
        guard case .value(let value) = variable?.content else { return nil }
        return (try? value.slot(owner)).flatMap { PropertyPath.Instance(owner, $0.object) }
      })
  }

  /// Does something whose errors stand at a place.
  func failing<Result>(at span: Span, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw failure(error, at: span)
    }
  }

  func step(at span: Span) throws {
    steps += 1
    if steps > stepLimit {
      throw failure(MachineError("steps", "the walker has done enough"), at: span)
    }
  }

  // Variables

  func variable(_ binding: Binding) throws -> Variable {
    switch binding.home {
    case .global(let index):
      if let known = globals[index], known.isSet { return known }
      let new = globals[index] ?? Variable(.unset)
      globals[index] = new
      // A static property gets its value when it is first used.
      if let made = binding.initializer.flatMap({ functions[$0.index] }), made !== current.body {
        _ = try invoke(WalkedFunction(made), [], at: current.span)
      }
      return new
    case .local:
      if let known = current.variables[ObjectIdentifier(binding)] { return known }
      throw WalkerFault("there is no variable \(binding.name)")
    }
  }

  func read(_ variable: Variable, _ binding: Binding) throws -> Value {
    switch variable.content {
    case .value(let value): return value
    case .lent: throw MachineError.inUse
    case .unset:
      if case .global = binding.home { throw MachineError.unset(binding.name) }
      throw MachineError.inUse
    }
  }

  /// A new variable for a name, unless something has captured the one of this turn already.
  func declare(_ binding: Binding, _ value: Value?) {
    let content: Variable.Content = value.map { .value($0) } ?? .unset
    switch binding.home {
    case .global(let index):
      if let known = globals[index] {
        known.content = content
      } else {
        globals[index] = Variable(content)
      }
    case .local:
      let id = ObjectIdentifier(binding)
      if binding.isDeclaredLate, let known = current.variables[id], !known.isSet {
        known.content = content
      } else {
        current.variables[id] = Variable(content)
      }
      current.declared.append(id)
    }
  }

  /// Does something in a block of its own.
  func inBlock<Result>(_ body: () throws -> Result) throws -> Result {
    let (activation, mark) = (current, current.declared.count)
    defer { activation.leave(to: mark) }
    return try body()
  }
}
