import ApusText

// A chunk is stopped in by another instruction in the place of the one that begins a statement. That
// one is done where it stands once more, behind the others, with a jump back.
extension Chunk {
  /// Instructions behind the others for each statement.
  static let detourLength = 4

  /// Puts the instructions that stops take the place of behind the others.
  func layDetours(at first: UnsafeMutablePointer<Instruction>) {
    for (number, statement) in landmarks.statements.enumerated() {
      let detour = first + number * Self.detourLength
      let place = instructions.count + number * Self.detourLength
      var length = 1
      detour[0] = instructions[statement.instruction].moved(from: statement.instruction, to: place)
      if detour[0].opcode.takesNextJump, statement.instruction + 1 < instructions.count {
        let next = statement.instruction + 1
        detour[1] = instructions[next].moved(from: next, to: place + 1)
        length = 2
      }
      detour[length] = Instruction(
        .jump, 0, wide: statement.instruction + length - (place + length))
      for index in (length + 1)..<Self.detourLength { detour[index] = Instruction(.exit) }
    }
  }

  /// The instruction at an address, which may be on a detour.
  func index(of address: UnsafePointer<Instruction>) -> Int {
    let index = address - code
    guard index >= instructions.count else { return index }
    let number = (index - instructions.count) / Self.detourLength
    guard landmarks.statements.indices.contains(number) else { return index }
    let second = (index - instructions.count) % Self.detourLength
    return landmarks.statements[number].instruction + min(second, 1)
  }

  /// Where the instruction is done that a stop has taken the place of.
  func detour(ofStatement number: Int) -> UnsafePointer<Instruction> {
    code + (instructions.count + number * Self.detourLength)
  }

  /// Statements at which a breakpoint on a line stops: the first of the line, wherever it was copied
  /// to.
  func statements(onLine line: Int) -> [Int] {
    let all = landmarks.statements
    let here = all.indices.filter {
      !all[$0].isTurn && source.lineNumber(of: all[$0].offset) == line
    }
    guard let first = here.map({ all[$0].offset }).min() else { return [] }
    return here.filter { all[$0].offset == first }
  }
}

extension Instruction {
  /// The same somewhere else: a jump still leads to where it did.
  fileprivate func moved(from old: Int, to new: Int) -> Instruction {
    opcode.isJump ? Instruction(opcode, Int(a), wide: wide + old - new) : self
  }
}

extension Opcode {
  fileprivate var isJump: Bool {
    switch self {
    case .jump, .jumpBack, .jumpIf, .jumpUnless, .jumpIfNil: true
    default: false
    }
  }

  /// Whether it takes the jump that stands next, or skips it.
  fileprivate var takesNextJump: Bool {
    switch self {
    case .ifEqual, .ifNotEqual, .ifLess, .ifLessEqual, .ifEqualTo, .ifNotEqualTo, .ifLessThan,
      .ifAtLeast, .ifLessDouble, .ifLessEqualDouble, .unlessLessDouble, .unlessLessEqualDouble,
      .loopLess, .loopStride:
      true
    default: false
    }
  }
}
