import ApusTensor
import ApusValue

/// Registers outside the machine, which a call's arguments lie in.
package final class CallFrame {
  package let registers: Registers
  package let count: Int

  /// Empty registers, at least one for the result.
  package init(count: Int) {
    self.count = max(count, 1)
    let words = UnsafeMutablePointer<Int>.allocate(capacity: self.count)
    let objects = UnsafeMutablePointer<AnyObject?>.allocate(capacity: self.count)
    words.initialize(repeating: 0, count: self.count)
    objects.initialize(repeating: nil, count: self.count)
    registers = Registers(words: words, objects: objects)
  }

  /// The first registers of a call, so that it can be looked at when it is over.
  package init(copying call: Call, count: Int) {
    self.count = max(count, 1)
    let words = UnsafeMutablePointer<Int>.allocate(capacity: self.count)
    let objects = UnsafeMutablePointer<AnyObject?>.allocate(capacity: self.count)
    words.initialize(from: call.registers.words, count: self.count)
    objects.initialize(from: call.registers.objects, count: self.count)
    registers = Registers(words: words, objects: objects)
  }

  deinit {
    registers.objects.deinitialize(count: count)
    registers.objects.deallocate()
    registers.words.deallocate()
  }

  package var call: Call { Call(registers) }

  /// The object in a register, which then is empty.
  func take(_ index: Int) -> AnyObject? {
    defer { registers.objects[index] = nil }
    return registers.objects[index]
  }
}
