import Testing

@testable import ApusValue

@Suite struct RegistersTests {
  /// Runs a body on a window of four registers of each bank.
  private func withRegisters(_ body: (Registers) throws -> Void) rethrows {
    let words = UnsafeMutablePointer<Int>.allocate(capacity: 4)
    let objects = UnsafeMutablePointer<AnyObject?>.allocate(capacity: 4)
    words.initialize(repeating: 0, count: 4)
    objects.initialize(repeating: nil, count: 4)
    defer {
      objects.deinitialize(count: 4)
      objects.deallocate()
      words.deallocate()
    }
    try body(Registers(words: words, objects: objects))
  }

  @Test(arguments: [0.0, -0.0, 1.5, -.infinity, .leastNonzeroMagnitude])
  func `a Double is read as it was written, to the bit`(value: Double) {
    withRegisters { registers in
      registers.set(value)
      #expect(registers.double(0).bitPattern == value.bitPattern)
    }
  }

  @Test func `what is no number keeps its bits`() {
    withRegisters { registers in
      registers.set(-Double.nan)
      #expect(registers.double(0).bitPattern == (-Double.nan).bitPattern)
    }
  }

  @Test(arguments: [0, -1, Int.min, Int.max])
  func `an Int is read as it was written`(value: Int) {
    withRegisters { registers in
      registers.set(value)
      #expect(registers.int(0) == value)
      #expect(registers.bool(0) == (value != 0))
    }
  }

  @Test func `a text and lists of numbers are objects`() {
    withRegisters { registers in
      registers.set("größe 🙂")
      #expect(registers.string(0) == "größe 🙂")
      registers.set([1, -2, Int.max])
      #expect(registers.ints(0) == [1, -2, Int.max])
      registers.set([0.5, -0.0])
      #expect(registers.doubles(0) == [0.5, 0])
      #expect(registers.doubles(0)[1].sign == .minus)
    }
  }

  @Test func `an empty register is an optional's nil`() {
    withRegisters { registers in
      #expect(registers.optionalInt(1) == nil)
      #expect(registers.optionalDouble(1) == nil)
      #expect(registers.optionalInts(1) == nil)
      registers.objects[1] = WordBox(7)
      #expect(registers.optionalInt(1) == 7)
      registers.objects[1] = WordBox(Int(bitPattern: UInt(2.5.bitPattern)))
      #expect(registers.optionalDouble(1) == 2.5)
      registers.objects[1] = WordArray([4, 5])
      #expect(registers.optionalInts(1) == [4, 5])
    }
  }

  @Test func `a result lets go of what its register held`() {
    withRegisters { registers in
      weak var held: StringObject?
      do {
        let object = StringObject("old")
        held = object
        registers.set(object)
      }
      #expect(held != nil)
      registers.set(nil as AnyObject?)
      #expect(held == nil)
    }
  }
}
