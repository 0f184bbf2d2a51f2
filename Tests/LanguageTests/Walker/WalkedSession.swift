import ApusSyntax
import ApusText

@testable import ApusLanguage

/// Cells that a walker runs one after the other, as a `Session` does on the machine.
final class WalkedSession {
  private let walker: Walker
  private var program = Program()
  private var operators = OperatorTable.standard

  init(planted: Walker.Planted? = nil, stepLimit: Int = Walker.stepLimit) {
    walker = Walker(planted: planted, stepLimit: stepLimit)
  }

  func run(_ cell: Cell, host: any Host) -> CellOutcome {
    Session.onDeepStack { self.execute(SourceText(cell.code, name: "cell \(cell.number)"), host) }
  }

  private func execute(_ source: SourceText, _ host: any Host) -> CellOutcome {
    do {
      try program.readLibrary(for: source, prelude: .shared) { checker in
        takeUp(checker)
        _ = try walker.run(cell: checker.cell)
      }
    } catch {
      let fault = Diagnostic("fault", .runtime, "\(error)", in: source, at: Span(0, 0))
      return CellOutcome(error: CellError([fault]))
    }
    let tree = Parser.parse(source, operators: operators)
    guard tree.diagnostics.isEmpty else {
      return CellOutcome(error: CellError(tree.diagnostics))
    }
    let checker = Checker(source, program: program)
    checker.checkCell(tree)
    guard checker.diagnostics.isEmpty else {
      return CellOutcome(error: CellError(checker.diagnostics))
    }
    takeUp(checker)
    // What has been made from something generic on the way belongs to the session.
    defer {
      program.generics = checker.program.generics
      program.functionCount = checker.program.functionCount
    }
    let before = program
    program = checker.program
    operators = tree.operators
    walker.host = host
    defer { walker.host = nil }
    do {
      let value = try walker.run(cell: checker.cell)
      guard let type = checker.resultType, !type.isVoid, type != .never else {
        return CellOutcome()
      }
      let slot = try value.slot(type)
      let bundle = Rendering.bundle(type, slot.word, slot.object)
      try walker.throwPending()
      return CellOutcome(result: bundle)
    } catch let mistake as Mistake {
      return CellOutcome(error: CellError([mistake.diagnostic]))
    } catch let failure as Walker.Failure {
      if let mistake = failure.error as? Mistake {
        return CellOutcome(error: CellError([mistake.diagnostic]))
      }
      forgetUnset(checker, before)
      let diagnostic = RuntimeErrors.diagnostic(of: failure.error, at: failure.points)
      return CellOutcome(error: CellError([diagnostic].compactMap { $0 }))
    } catch {
      let fault = Diagnostic("fault", .runtime, "\(error)", in: source, at: Span(0, 0))
      return CellOutcome(error: CellError([fault]))
    }
  }

  /// What is found wrong when a body is checked that something calls.
  private struct Mistake: Error {
    let diagnostic: Diagnostic
  }

  /// Lets the walker know of what has been checked, and of what is checked when it is called.
  private func takeUp(_ checker: Checker) {
    func take() {
      for function in checker.functions { walker.functions[function.index] = function.body }
      walker.learn(checker.program.generics.dynamic)
    }
    take()
    walker.complete = { index in
      let functions = checker.complete(index)
      if let fault = checker.diagnostics.first { throw Mistake(diagnostic: fault) }
      take()
      return functions.first?.body
    }
  }

  /// A variable whose line a failed cell did not reach is what it was before the cell.
  private func forgetUnset(_ checker: Checker, _ before: Program) {
    for (name, entry) in checker.program.names.entries {
      guard case .binding(let binding) = entry, case .global(let index) = binding.home,
        checker.newGlobals.contains(index), walker.globals[index]?.isSet != true
      else { continue }
      program.names[name] = before.names[name]
    }
  }
}
