import ApusGrad
import ApusValue

/// What a builtin has around it in a program that swiftc has compiled: its functions are native.
final class CompiledContext: BuiltinContext {
  /// The registers of calls, which have to be there until the builtin has read the result.
  private var frames: [CallFrame] = []

  override func call(
    _ closure: ClosureObject, prepare: (Registers) -> Void
  ) throws -> Registers {
    guard let native = closure.native else { throw MachineError.earlyClosure }
    let frame = CallFrame(count: 16)
    frames.append(frame)
    prepare(frame.registers)
    try native(frame.registers)
    return frame.registers
  }
}

extension BuiltinCall {
  /// A call from a compiled program, in which a value of an open type comes and goes in a box.
  package init(of callable: Callable, registers: Registers, host: any Host) {
    let context = CompiledContext()
    context.host = host
    let bindings = callable.generics.map {
      CallSite.GenericBinding(parameter: $0, type: .opaque($0))
    }
    self.init(registers: registers, bindings: bindings, machine: context, site: nil, slot: nil)
  }
}
