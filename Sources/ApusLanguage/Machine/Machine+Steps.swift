import ApusValue

// The steps of which instructions on words are made, in the registers of the running call.
extension Machine {
  @inline(__always)
  func double(_ w: UnsafeMutablePointer<Int>, _ register: UInt16) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(w[Int(register)])))
  }

  @inline(__always)
  func set(_ w: UnsafeMutablePointer<Int>, _ register: UInt16, _ value: Double) {
    w[Int(register)] = Int(Int64(bitPattern: value.bitPattern))
  }

  @inline(__always)
  func float(_ w: UnsafeMutablePointer<Int>, _ register: UInt16) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: w[Int(register)]))
  }

  @inline(__always)
  func set(_ w: UnsafeMutablePointer<Int>, _ register: UInt16, _ value: Float) {
    w[Int(register)] = Int(value.bitPattern)
  }

  @inline(__always)
  func immediate(_ i: Instruction) -> Int { Int(Int16(bitPattern: i.c)) }

  @inline(__always)
  func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> Int {
    if result.overflow { try refuseOverflow() }
    return result.partialValue
  }

  @inline(__always)
  func sum(_ first: Int, _ second: Int) throws -> Int {
    try checked(first.addingReportingOverflow(second))
  }

  @inline(__always)
  func whole(_ value: Double) throws -> Int {
    guard let number = Int(exactly: value.rounded(.towardZero)) else {
      throw MachineError.notAnInt(value)
    }
    return number
  }

  @inline(__always)
  func add(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) throws {
    w[Int(i.a)] = try sum(w[Int(i.b)], w[Int(i.c)])
  }

  @inline(__always)
  func addImmediate(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) throws {
    w[Int(i.a)] = try sum(w[Int(i.b)], immediate(i))
  }

  @inline(__always)
  func product(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) throws -> Int {
    let product = try checked(w[Int(i.b)].multipliedReportingOverflow(by: w[Int(i.c)]))
    w[Int(i.a)] = product
    return product
  }

  @inline(__always)
  func element(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) throws -> Int {
    let (index, array) = (w[Int(i.c)], Machine.objects(beside: w + Int(i.b)))
    let element: Int
    if let word = layout.word(index, in: array) {
      element = word.pointee
    } else if let byte = layout.byte(index, in: array) {
      element = Int(byte.pointee)
    } else {
      element = try wordAt(index, in: array)
    }
    w[Int(i.a)] = element
    return element
  }

  @inline(__always)
  func setElement(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) throws {
    try store(w[Int(i.c)], at: w[Int(i.b)], in: Machine.objects(beside: w + Int(i.a)))
  }

  @inline(__always)
  func store(_ word: Int, at index: Int, in array: UnsafeMutablePointer<AnyObject?>) throws {
    if let place = layout.ownWord(index, in: array) {
      place.pointee = word
    } else if let place = layout.ownByte(index, in: array) {
      place.pointee = UInt8(truncatingIfNeeded: word)
    } else {
      try storeWord(word, in: array, at: index)
    }
  }

  /// Counts; whether the last turn has not been.
  @inline(__always)
  func isCounted(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) -> Bool {
    let last = w[Int(i.a)]
    w[Int(i.a)] = last &+ 1
    return last != w[Int(i.b)]
  }

  /// Goes a step further; whether there was one left.
  @inline(__always)
  func isStrided(_ i: Instruction, _ w: UnsafeMutablePointer<Int>) -> Bool {
    let left = w[Int(i.b)]
    w[Int(i.a)] &+= w[Int(i.c)]
    w[Int(i.b)] = left &- 1
    return left != 0
  }
}
