import ApusText

// What a debugger will have to know is noted while the code is made, and costs nothing when it runs.
extension Compiler {
  /// Notes that a statement of the student's begins at the next instruction; whether it is one.
  func note(_ statement: TypedStatement) -> Bool {
    guard !body.source.isLibrary else { return false }
    switch statement.kind {
    case .declare(_, .some), .expression, .if, .loop, .return, .break, .continue, .throw:
      note(at: statement.span, isTurn: false)
      return true
    case .declare, .letGo, .rethrow, .catch, .defer, .group: return false
    }
  }

  /// Notes that a loop decides here about another turn.
  func noteTurn(_ span: Span) { note(at: span, isTurn: true) }

  private func note(at span: Span, isTurn: Bool) {
    guard !body.source.isLibrary else { return }
    chunk.landmarks.begin(
      Landmarks.Statement(
        instruction: chunk.instructions.count, offset: span.start, isTurn: isTurn))
  }

  /// Notes that a variable stands in its register from the next instruction on, or will when it is
  /// assigned.
  func note(_ binding: Binding, isSet: Bool = true) {
    guard binding.isShown, binding.name != "_", !body.source.isLibrary, case .local = binding.home
    else { return }
    let id = ObjectIdentifier(binding)
    let now = chunk.instructions.count
    if let known = noted[id], chunk.landmarks.variables[known].end == .max {
      if isSet { chunk.landmarks.set(known, from: now) }
      return
    }
    let register = register(of: binding)
    let home: Landmarks.Home =
      spread.contains(id)
      ? .parts(register) : binding.isBoxed ? .box(register) : .register(register)
    noted[id] = chunk.landmarks.variables.count
    chunk.landmarks.declare(
      Landmarks.Variable(
        name: binding.name, type: binding.type, isConstant: binding.isConstant, home: home,
        start: isSet ? now : .max))
  }

  /// What is declared inside is there no longer behind it.
  func endingVariables(_ body: () -> Void) {
    let count = chunk.landmarks.variables.count
    body()
    chunk.landmarks.endVariables(since: count, at: chunk.instructions.count)
  }
}
