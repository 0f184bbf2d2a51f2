import ApusTensor
import ApusText

/// What a session remembers between cells for the check of shapes.
final class ShapeKnowledge {
  /// The functions at their places in the machine's table.
  private var functions: [Int: UserFunction] = [:]
  /// Where the session's tensors got their shapes, by the variables' index.
  private var origins: [Int: TensorOrigin] = [:]

  /// A cell's check, once for all that is asked about it.
  func follow(_ checker: Checker, _ machine: Machine) -> ShapeChecker {
    var functions = functions
    for function in checker.functions { functions[function.index] = function }
    return ShapeChecker(checker, machine, functions: functions, origins: origins)
  }

  /// Functions of a cell that is compiled.
  func install(_ declared: [UserFunction]) {
    for function in declared { functions[function.index] = function }
  }

  /// After a cell has run: which lines have made the tensors it declares or changes.
  func remember(_ checker: Checker, _ shapes: ShapeChecker, _ machine: Machine) {
    for (index, span) in checker.declaredTensors {
      guard let body = machine.global(index).object as? TensorBody else { continue }
      let line = checker.source.lineNumber(of: span.start)
      origins[index] = TensorOrigin(
        shape: body.shape, origin: Origin(source: checker.source.name, line: line))
    }
    for (index, value) in shapes.memory.globals {
      guard case .tensor(let fact) = value, let origin = fact.origin else { continue }
      origins[index] = TensorOrigin(shape: fact.shape, origin: origin)
    }
  }
}
