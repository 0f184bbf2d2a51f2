import ApusTensor
import ApusValue

extension Session {
  /// What front ends may open conversations with.
  package var commTargets: [any CommTarget] { [WidgetControl(widgets: widgets)] }

  /// Calls a function of the program that waited for something to happen.
  ///
  /// While a cell runs it is that one's guest (`Turns`). What goes wrong in it is shown and ends
  /// nothing else.
  func call(_ function: ClosureObject, host: any Host) {
    let error = inTurn { machine -> CellError? in
      let other = machine.host
      machine.host = host
      defer { machine.host = other }
      do {
        _ = try machine.run(cell: function.chunk, closure: function)
        return nil
      } catch {
        return machine.told(error)
      }
    }
    if let error = error ?? nil { host.fail(error) }
    host.flush()
  }
}

extension BuiltinContext {
  /// What is shown of an error that ended a function.
  func told(_ error: any Error) -> CellError {
    let points = (self as? Machine)?.takeFailure() ?? []
    return CellError([RuntimeErrors.diagnostic(of: error, at: points)].compactMap { $0 })
  }
}
