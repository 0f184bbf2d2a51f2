import ApusTensor
import ApusValue

/// Registers outside the machine, which a call's arguments lie in.
package final class CallFrame {
  package let registers: Registers
  package let count: Int

  /// Empty registers, at least one for the result.
  package init(count: Int) {
    self.count = max(count, 1)
    registers = CallFrame.registers(self.count)
    registers.words.initialize(repeating: 0, count: self.count)
    registers.objects.initialize(repeating: nil, count: self.count)
  }

  /// The first registers of a call, so that it can be looked at when it is over.
  package init(copying call: Call, count: Int) {
    self.count = max(count, 1)
    registers = CallFrame.registers(self.count)
    registers.words.initialize(from: call.registers.words, count: self.count)
    registers.objects.initialize(from: call.registers.objects, count: self.count)
  }

  /// Both banks in one block, words first.
  private static func registers(_ count: Int) -> Registers {
    let words = UnsafeMutableRawPointer.allocate(
      byteCount: count * (MemoryLayout<Int>.stride + MemoryLayout<AnyObject?>.stride),
      alignment: MemoryLayout<Int>.alignment)
    let objects = words + count * MemoryLayout<Int>.stride
    return Registers(
      words: words.bindMemory(to: Int.self, capacity: count),
      objects: objects.bindMemory(to: AnyObject?.self, capacity: count))
  }

  deinit {
    registers.objects.deinitialize(count: count)
    UnsafeMutableRawPointer(registers.words).deallocate()
  }

  package var call: Call { Call(registers) }

  /// The object in a register, which then is empty.
  func take(_ index: Int) -> AnyObject? {
    defer { registers.objects[index] = nil }
    return registers.objects[index]
  }
}
