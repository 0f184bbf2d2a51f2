import ApusTensor

// What the machine asks, on the thread of the cell.
extension Debugger {
  /// Takes up what has changed, if anything has.
  func prepare(_ machine: Machine) {
    if machine.isCalled.load(ordering: .relaxed) { arm(machine) }
  }

  /// Puts stops into the code of the student, and takes others out.
  @inline(never)
  func arm(_ machine: Machine) {
    machine.isCalled.store(false, ordering: .relaxed)
    let (isAttached, breakpoints, wantsPause) = shared.withLock {
      ($0.listener != nil, $0.breakpoints.filter { !$0.value.isEmpty }, $0.wantsPause)
    }
    machine.isWatched = isAttached
    if !isAttached { step = nil }
    conditions = [:]
    freeGlobal = Machine.lastGlobal
    let stepped = Set(
      (step?.kind == .next || step?.kind == .stepOut ? machine.openCalls(at: 0) : [])
        .map { ObjectIdentifier($0.chunk) })
    func arm(_ chunk: Chunk, exceptLines: Set<Int>, _ points: [Breakpoint]) {
      var numbers: Set<Int> = []
      var taken = exceptLines
      for point in points where !exceptLines.contains(point.line) {
        let here = chunk.statements(onLine: point.line)
        if !here.isEmpty { taken.insert(point.line) }
        numbers.formUnion(here)
      }
      if isAttached,
        wantsPause || step?.kind == .stepIn || stepped.contains(ObjectIdentifier(chunk))
      {
        numbers = Set(chunk.landmarks.statements.indices)
      }
      chunk.stop(atStatements: numbers)
      // A closure on the line of its breakpoint's statement is not stopped in as well.
      for closure in chunk.closures { arm(closure, exceptLines: taken, points) }
    }
    let chunks = machine.studentChunks
    let inner = Set(chunks.flatMap(\.closures).map { ObjectIdentifier($0) })
    for chunk in chunks where !inner.contains(ObjectIdentifier(chunk)) {
      let points = breakpoints.isEmpty ? [] : breakpoints[chunk.source.text] ?? []
      arm(chunk, exceptLines: [], isAttached ? points : [])
    }
  }

  /// The machine is at a statement with a stop: stops there if that is wanted.
  func reach(_ number: Int, _ chunk: Chunk, _ machine: Machine) throws {
    guard !isQuiet else { return }
    prepare(machine)
    let statement = chunk.landmarks.statements[number]
    let line = chunk.source.lineNumber(of: statement.offset)
    let (points, wantsPause) = shared.withLock {
      ($0.breakpoints.isEmpty ? [] : $0.breakpoints[chunk.source.text] ?? [], $0.wantsPause)
    }
    var reason: Reason? = wantsPause ? .pause : ends(at: line, chunk, machine.depth) ? .step : nil
    if let point = points.first(where: { $0.line == line }), !statement.isTurn,
      chunk.statements(onLine: line).contains(number),
      try stops(at: point, number, chunk, machine)
    {
      reason = .breakpoint
    }
    if let reason {
      try stop(reason, nil, at: statement.instruction, machine)
    }
  }

  /// An error is on its way: stops where it was thrown if that is wanted.
  func meet(_ error: any Error, at index: Int, _ machine: Machine) throws {
    let filters = shared.withLock { $0.filters }
    guard !isQuiet, !filters.isEmpty, !Interruption.isRequested,
      (error as? MachineError)?.id != MachineError.outOfSteps.id
    else { return }
    let isWanted =
      filters.contains(.raised)
      || filters.contains(.uncaught) && !machine.isCaught(error, at: index)
    guard isWanted else { return }
    let text = machine.aside { Self.text(of: error) }
    try stop(.exception, text, at: index, machine)
  }

  private static func text(of error: any Error) -> String {
    switch error {
    case let error as Thrown: ValueText.qualified(error.error)
    case let error as MachineError: error.message
    case let error as TensorError: MachineError(error).message
    default: "\(error)"
    }
  }

  /// A cell has ended whose calls stood above a depth: its steps end with it.
  func endCell(above depth: Int) {
    if let step, step.depth > depth {
      self.step = nil
      change()
    }
    if !isQuiet, shared.withLock({ $0.stops.isEmpty }) { references = DebugReferences() }
  }

  /// Whether the step that is being done ends at a line.
  private func ends(at line: Int, _ chunk: Chunk, _ depth: Int) -> Bool {
    guard let step else { return false }
    if depth < step.depth { return true }
    switch step.kind {
    case .run, .stepOut: return false
    case .stepIn where depth > step.depth: return true
    case .next, .stepIn: return depth == step.depth && (chunk !== step.chunk || line != step.line)
    }
  }

  /// Whether a breakpoint is to stop here: its condition holds, and it was passed often enough.
  private func stops(
    at point: Breakpoint, _ number: Int, _ chunk: Chunk, _ machine: Machine
  ) throws -> Bool {
    if let condition = point.condition {
      switch try holds(condition, number, chunk, machine) {
      case .success(false): return false
      case .success(true): break
      case .failure(let error):
        tell(.output("the breakpoint's condition `\(condition)` fails: \(error.value)\n"))
      }
    }
    let text = chunk.source.text
    let count = shared.withLock { shared in
      shared.passed[text, default: [:]][point.line, default: 0] += 1
      return shared.passed[text]?[point.line] ?? 0
    }
    if let hits = point.hits, !hits.holds(at: count) { return false }
    guard let message = point.message else { return true }
    tell(.output(said(message, number, chunk, machine) + "\n"))
    return false
  }

  /// Waits until the front end lets the cell go on, or an interrupt comes.
  private func stop(
    _ reason: Reason, _ text: String?, at index: Int, _ machine: Machine
  ) throws {
    let calls = machine.openCalls(at: index)
    step = nil
    stops.append(Stop(calls: calls))
    references = DebugReferences()
    shared.withLock { shared in
      shared.wantsPause = false
      shared.resumption = nil
      shared.stops.append((reason, text))
    }
    tell(.stopped(reason, text: text))
    machine.aside {
      machine.turns.stayOpen {
        Interruption.isRequested || self.shared.withLock { $0.resumption != nil }
      }
    }
    references = DebugReferences()
    stops.removeLast()
    let (resumption, below) = shared.withLock { shared in
      shared.stops.removeLast()
      defer { shared.resumption = nil }
      return (shared.resumption ?? .run, shared.stops.last)
    }
    tell(.continued)
    // The cell that this one was a guest of is still stopped.
    if let below { tell(.stopped(below.reason, text: below.text)) }
    if Interruption.isRequested { throw MachineError.interrupted }
    if resumption != .run, let call = calls.first {
      let offset = call.chunk.spans.indices.contains(index) ? line(index, call.chunk) : 0
      step = Step(kind: resumption, depth: call.depth, chunk: call.chunk, line: offset)
    }
    change()
    prepare(machine)
  }

  /// The line of the statement that an instruction begins, else its own.
  private func line(_ index: Int, _ chunk: Chunk) -> Int {
    let offset =
      chunk.landmarks.index(at: index).map { chunk.landmarks.statements[$0].offset }
      ?? chunk.spans[index].start
    return chunk.source.lineNumber(of: offset)
  }
}
