import ApusDisplay
import ApusSyntax
import ApusTensor
import ApusText
import Synchronization

/// A running program: cells go in one after the other, and what they declare stays.
package final class Session: Evaluator {
  /// What the thread that runs cells has to itself.
  struct Running: @unchecked Sendable {
    let machine = Machine()
    let shapes = ShapeKnowledge()
  }

  /// What other threads read while a cell runs.
  struct Known: @unchecked Sendable {
    var program = Program()
    var operators = OperatorTable.standard
  }

  /// For whoever has its turn.
  let running = Running()
  /// Who stops cells and looks at the calls that stand there.
  package let debugger: Debugger? = Debugger()
  private var turns: Turns { running.machine.turns }
  /// Variables that nothing names any more, but that cells may still use that are not done.
  private let freed = Mutex<[Int]>([])
  let known: Mutex<Known>
  let prelude: Prelude
  /// The widgets that front ends know.
  let widgets = WidgetList()
  private let usesCallersStack: Bool
  private let checksShapes: Bool

  /// A session without variables; a caller whose threads have deep stacks (512 MB) says so, and
  /// saves a thread for each request.
  ///
  /// Without the check of shapes a mismatch is found only when it happens; tests compare the two.
  /// Cells that may only do so many turns and calls end by an error.
  package init(
    prelude: Prelude = .shared, usesCallersStack: Bool = false, checksShapes: Bool = true,
    stepLimit: Int = .max
  ) {
    self.prelude = prelude
    self.checksShapes = checksShapes
    self.usesCallersStack = usesCallersStack
    running.machine.stepLimit = stepLimit
    known = Mutex(Known())
    debugger?.session = self
    running.machine.debugger = debugger
    running.machine.widgets = widgets
    running.machine.callBack = { [weak self] in self?.call($0, host: $1) }
  }

  /// Looks at the machine unless a cell is running.
  func whileIdle<Result>(_ look: (Machine, ShapeKnowledge) -> Result) -> Result? {
    turns.takeIfFree { look(running.machine, running.shapes) }
  }

  /// Runs what goes as deep as the text does.
  func deeply<Result>(_ body: () -> Result) -> Result {
    usesCallersStack ? body() : Self.onDeepStack(body)
  }

  package func interrupt() {
    Interruption.request()
    turns.interrupt()
    debugger?.forgetPause()
  }

  /// Runs a cell; while another one runs, as its guest (`Turns`).
  package func run(_ cell: Cell, host: any Host) -> CellOutcome {
    perform(SourceText(cell.code, name: "cell \(cell.number)"), host: host, keepsNames: true)
  }

  private func perform(_ source: SourceText, host: any Host, keepsNames: Bool) -> CellOutcome {
    let outcome = inTurn { machine in
      execute(source, machine, running.shapes, host: host, keepsNames: keepsNames).outcome
    }
    let headline = "the cell was interrupted before it began"
    return outcome
      ?? CellOutcome(error: CellError(name: "Interrupted", value: headline, traceback: [headline]))
  }

  /// Does something on the machine when its turn comes; nil where an interrupt came before.
  func inTurn<Result>(_ body: (Machine) -> Result) -> Result? {
    turns.take { isGuest in
      // A guest has come after a look at the interruption, which is for the other cell, too.
      if !isGuest { Interruption.clear() }
      return deeply { [self] in
        let result = body(running.machine)
        if !isGuest { releaseFreed(running.machine) }
        return result
      }
    }
  }

  /// What is wrong with a cell, as far as that can be told without running it.
  package func diagnostics(in cell: Cell) -> [Diagnostic] {
    let source = SourceText(cell.code, name: "cell \(cell.number)")
    let found = turns.take { _ in
      deeply { [self] in
        let (program, operators) = names(for: source)
        let tree = Parser.parse(source, operators: operators)
        guard tree.diagnostics.isEmpty else { return tree.diagnostics }
        let checker = Checker(source, program: program, prelude: prelude)
        checker.checkCell(tree)
        guard checker.diagnostics.isEmpty else { return checker.diagnostics }
        return [running.shapes.follow(checker, running.machine).check()].compactMap { $0 }
      }
    }
    return found ?? []
  }

  package func evaluate(
    _ expression: String, host: any Host
  ) -> Result<MIMEBundle, CellError> {
    let outcome = perform(
      SourceText(expression, name: "expression"), host: host, keepsNames: false)
    if let error = outcome.error { return .failure(error) }
    return .success(outcome.result ?? MIMEBundle(plain: "()"))
  }

  /// Reads, checks, compiles and runs one text.
  private func execute(
    _ source: SourceText, _ machine: Machine, _ knowledge: ShapeKnowledge, host: any Host,
    keepsNames: Bool
  ) -> (outcome: CellOutcome, Void) {
    let (before, operators): (Program, OperatorTable)
    do {
      (before, operators) = try readLibrary(for: source, machine, knowledge)
    } catch {
      return (failed([error]), ())
    }
    let tree = Parser.parse(source, operators: operators)
    guard tree.diagnostics.isEmpty else { return (failed(tree.diagnostics), ()) }
    if !keepsNames, let other = tree.statements.first(where: { !$0.isExpression }) {
      return (failed([Self.wantsExpression(source, other.span)]), ())
    }
    let checker = Checker(source, program: before, prelude: prelude, stopsOnInterrupt: true)
    checker.checkCell(tree)
    guard checker.diagnostics.isEmpty else { return (failed(checker.diagnostics), ()) }
    var shapes: ShapeChecker?
    if checksShapes, checker.program.usesTensors {
      let following = knowledge.follow(checker, machine)
      if let mismatch = following.check() { return (failed([mismatch]), ()) }
      shapes = following
    }
    let chunk: Chunk
    do {
      chunk = try install(checker, machine)
    } catch {
      return (failed([error]), ())
    }
    knowledge.install(checker.functions)
    if keepsNames {
      known.withLock {
        $0.program = checker.program
        $0.operators = tree.operators
      }
    }
    let other = machine.host
    machine.host = host
    defer { machine.host = other }
    do {
      let value = try machine.run(cell: chunk)
      if keepsNames { freed.withLock { $0 += checker.freed } }
      if let shapes { knowledge.remember(checker, shapes, machine) }
      let type = checker.resultType
      guard let type, !type.isVoid, type != .never else { return (CellOutcome(), ()) }
      let bundle = Rendering.bundle(type, value.word, value.object)
      try machine.throwPending()
      return (CellOutcome(result: bundle), ())
    } catch {
      if keepsNames { forgetUnset(checker, before, machine) }
      let diagnostic = RuntimeErrors.diagnostic(of: error, at: machine.takeFailure())
      var outcome = failed([diagnostic].compactMap { $0 })
      outcome.error?.hasBegun = true
      return (outcome, ())
    }
  }

  /// What a text may name, without taking up what it needs of the library.
  func names(for source: SourceText) -> (Program, OperatorTable) {
    var (program, operators) = known.withLock { ($0.program, $0.operators) }
    program.readLibrary(for: source, prelude: prelude) { _ in }
    return (program, operators)
  }

  /// Takes up what a text needs of the library.
  func readLibrary(
    for source: SourceText, _ machine: Machine, _ knowledge: ShapeKnowledge
  ) throws(Diagnostic) -> (Program, OperatorTable) {
    var (program, operators) = known.withLock { ($0.program, $0.operators) }
    let count = program.library.files.count
    try program.readLibrary(for: source, prelude: prelude) { (checker) throws(Diagnostic) in
      if let first = checker.diagnostics.first { throw first }
      let chunk = try install(checker, machine)
      knowledge.install(checker.functions)
      do {
        _ = try machine.run(cell: chunk)
      } catch {
        let diagnostic = RuntimeErrors.diagnostic(of: error, at: machine.takeFailure())
        if let diagnostic { throw diagnostic }
      }
    }
    if program.library.files.count > count { known.withLock { $0.program = program } }
    return (program, operators)
  }

  /// What is evaluated beside the cells must leave no names behind.
  private static func wantsExpression(_ source: SourceText, _ span: Span) -> Diagnostic {
    Diagnostic(
      "not-an-expression", .syntax, "only an expression can be evaluated here", in: source,
      at: span, help: "declare names in a cell")
  }

  /// Compiles the cell and its functions, and puts the functions in their places.
  func install(_ checker: Checker, _ machine: Machine) throws(Diagnostic) -> Chunk {
    var functions: [(Int, Chunk)] = []
    let chunk = try Compiler.compile(
      checker.cell, isCell: true, newGlobals: checker.newGlobals,
      endsInstances: checker.program.endsInstances)
    var done: Set<Int> = []
    var needed = chunk.needed
    func compile(_ function: UserFunction) throws(Diagnostic) {
      guard let body = function.body, done.insert(function.index).inserted else { return }
      if checker.isInterrupted { throw checker.errors.interrupted(body.span) }
      let made = try Compiler.compile(
        body, newGlobals: checker.newGlobals, endsInstances: checker.program.endsInstances)
      functions.append((function.index, made))
      needed += made.needed
    }
    // What is made from something generic is checked when something that is compiled calls it.
    var next = 0
    while true {
      while next < checker.functions.count {
        try compile(checker.functions[next])
        next += 1
      }
      if needed.isEmpty { needed = checker.ownFunctionsToComplete }
      guard let index = needed.popLast() else { break }
      let completed = checker.complete(index)
      if let first = checker.diagnostics.first { throw first }
      for function in completed { try compile(function) }
    }
    machine.reserve(globals: checker.program.globalCount)
    machine.learn(checker.program.generics.dynamic)
    machine.reserve(functions: (chunk.needed.max() ?? 0) + 1)
    for (index, function) in functions { machine.install(function, at: index) }
    if machine.isWatched { debugger?.change() }
    return chunk
  }

  /// Lets go of what cells have declared anew, once none is running.
  private func releaseFreed(_ machine: Machine) {
    let globals = freed.withLock { freed in
      defer { freed = [] }
      return freed
    }
    guard !globals.isEmpty else { return }
    for global in globals { machine.clear(global: global) }
    known.withLock { $0.program.freeGlobals += globals }
  }

  /// After a failure, a variable whose line was not reached is what it was before the cell.
  private func forgetUnset(_ checker: Checker, _ before: Program, _ machine: Machine) {
    known.withLock { known in
      for (name, entry) in checker.program.names.entries {
        guard case .binding(let binding) = entry, case .global(let index) = binding.home,
          checker.newGlobals.contains(index), !machine.isSet(index),
          case .binding(let now) = known.program.names[name], case .global(index) = now.home
        else { continue }
        known.program.names[name] = before.names[name]
      }
    }
  }

  private func failed(_ diagnostics: [Diagnostic]) -> CellOutcome {
    CellOutcome(error: CellError(diagnostics))
  }
}

extension CellError {
  /// The error message for some diagnostics: each is a part of the traceback.
  init(_ diagnostics: [Diagnostic]) {
    let first = diagnostics.first
    self.init(
      name: first?.phase.rawValue ?? "Error",
      value: first?.headline ?? "the cell failed",
      traceback: diagnostics.map { DiagnosticRenderer(style: .ansi).render($0) },
      diagnostics: diagnostics)
  }
}

extension Statement {
  fileprivate var isExpression: Bool {
    if case .expression = kind { true } else { false }
  }
}
