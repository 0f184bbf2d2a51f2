import ApusGrad
import ApusLanguage
import ApusTensor
import ApusValue
import Glibc

/// A row of the prelude, called from a compiled program by the form that declares it.
///
/// Where the engine refuses a call, its sentence goes to the standard error and the program ends
/// with status 1.
struct Row {
  private static let byForm: [String: Callable] = Dictionary(
    Prelude.shared.callables.map { ($0.signature, $0) }, uniquingKeysWith: { first, _ in first })

  private let callable: Callable

  init(_ form: String) {
    guard let callable = Self.byForm[form] else { Program.stop("there is no row '\(form)'") }
    self.callable = callable
  }

  /// Calls it with the arguments of its first form.
  func call<Value: Result>(_ arguments: any Argument...) -> Value {
    let frame = CallFrame(count: max(arguments.count, callable.received.count))
    for (index, argument) in arguments.enumerated() {
      let slot = argument.slot
      frame.registers.words[index] = slot.word
      frame.registers.objects[index] = slot.object
    }
    Program.attempt {
      switch callable.row {
      case .operation(let row): try row.apply(frame.call)
      case .builtin(let row):
        try row.evaluate(
          BuiltinCall(of: callable, registers: frame.registers, host: Console.shared))
      }
    }
    return Value(slot: (frame.registers.words[0], frame.registers.objects[0]))
  }
}

/// The compiled program as a whole.
enum Program {
  /// What the engine computes; where it refuses, the program ends.
  static func attempt<Value>(_ body: () throws -> Value) -> Value {
    do {
      return try body()
    } catch let error as TensorError {
      stop(MachineError(error))
    } catch let error as MachineError {
      stop(error)
    } catch {
      stop("\(error)")
    }
  }

  private static func stop(_ error: MachineError) -> Never {
    stop(error.message + (error.help.map { "\nhelp: \($0)" } ?? ""))
  }

  static func stop(_ message: String) -> Never {
    Console.shared.write("error: \(message)\n", to: .stderr)
    exit(1)
  }
}

/// A function of the program as an argument of a row.
struct Closure: Argument {
  struct Call {
    fileprivate let registers: Registers

    func argument<Value: Result>(_ index: Int) -> Value {
      Value(slot: (registers.words[index], registers.objects[index]))
    }

    func set(_ result: any Argument) {
      let slot = result.slot
      registers.words[0] = slot.word
      registers.objects[0] = slot.object
    }
  }

  private let body: (Call) -> Void

  init(_ body: @escaping (Call) -> Void) {
    self.body = body
  }

  var slot: Slot { (0, ClosureObject { body(Call(registers: $0)) }) }
}
