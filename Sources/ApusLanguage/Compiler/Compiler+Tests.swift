extension Compiler {
  /// Jumps that are taken if a test comes out as said; `&&` and `||` need no value of their own.
  func jumps(if test: TypedExpression, is wanted: Bool) -> [Int] {
    switch test.kind {
    case .word(let word): return (word != 0) == wanted ? [jump(.jumpBack)] : []
    case .not(let inner): return jumps(if: inner, is: !wanted)
    case .shortCircuit(let isAnd, let left, let right):
      // `a && b` fails where either fails, and holds where both do; `||` the other way round.
      if isAnd != wanted { return jumps(if: left, is: wanted) + jumps(if: right, is: wanted) }
      let skips = jumps(if: left, is: !wanted)
      let taken = jumps(if: right, is: wanted)
      skips.forEach(land)
      return taken
    case .scalar(let opcode, let operands) where operands.count == 2:
      if let taken = compare(opcode, operands[0], operands[1], wanted, test) { return [taken] }
    default: break
    }
    let mark = top
    let register = operand(test)
    span = test.span
    release(to: mark)
    return [jump(wanted ? .jumpIf : .jumpUnless, register)]
  }

  /// One instruction that compares, and the jump behind it.
  private func compare(
    _ opcode: Opcode, _ left: TypedExpression, _ right: TypedExpression, _ wanted: Bool,
    _ test: TypedExpression
  ) -> Int? {
    guard let comparison = Comparison(opcode), let row = wanted ? comparison : comparison.opposite
    else { return nil }
    let mark = top
    let instruction: Instruction
    if case .word(let word) = right.kind, let (immediate, number) = row.immediate(word) {
      instruction = Instruction(immediate, 0, operand(left), number)
    } else {
      let first = operand(left)
      let second = operand(right)
      instruction =
        row.isSwapped
        ? Instruction(row.opcode, 0, second, first) : Instruction(row.opcode, 0, first, second)
    }
    // Temporaries are let go first, so that they are on both ways.
    span = test.span
    release(to: mark)
    emit(instruction)
    return jump(.jump)
  }
}

/// A comparison of scalars as a test of the machine.
private struct Comparison {
  let opcode: Opcode
  /// Whether the operands change sides.
  var isSwapped = false

  private init(_ opcode: Opcode, isSwapped: Bool = false) {
    self.opcode = opcode
    self.isSwapped = isSwapped
  }

  /// The test that holds where an operator's result is true.
  init?(_ opcode: Opcode) {
    switch opcode {
    case .equalInt: self.init(.ifEqual)
    case .notEqualInt: self.init(.ifNotEqual)
    case .lessInt: self.init(.ifLess)
    case .lessEqualInt: self.init(.ifLessEqual)
    case .greaterInt: self.init(.ifLess, isSwapped: true)
    case .greaterEqualInt: self.init(.ifLessEqual, isSwapped: true)
    case .lessDouble: self.init(.ifLessDouble)
    case .lessEqualDouble: self.init(.ifLessEqualDouble)
    case .greaterDouble: self.init(.ifLessDouble, isSwapped: true)
    case .greaterEqualDouble: self.init(.ifLessEqualDouble, isSwapped: true)
    default: return nil
    }
  }

  /// The test that holds where this one does not.
  var opposite: Comparison? {
    switch opcode {
    case .ifEqual: Comparison(.ifNotEqual)
    case .ifNotEqual: Comparison(.ifEqual)
    case .ifLess: Comparison(.ifLessEqual, isSwapped: !isSwapped)
    case .ifLessEqual: Comparison(.ifLess, isSwapped: !isSwapped)
    case .ifLessDouble: Comparison(.unlessLessDouble, isSwapped: isSwapped)
    case .ifLessEqualDouble: Comparison(.unlessLessEqualDouble, isSwapped: isSwapped)
    default: nil
    }
  }

  /// The same test against a number on the right, where the instruction has room for it.
  func immediate(_ word: Int) -> (Opcode, Int)? {
    guard abs(word) < 30_000 else { return nil }
    return switch (opcode, isSwapped) {
    case (.ifEqual, _): (.ifEqualTo, word)
    case (.ifNotEqual, _): (.ifNotEqualTo, word)
    case (.ifLess, false): (.ifLessThan, word)
    case (.ifLessEqual, false): (.ifLessThan, word + 1)
    case (.ifLess, true): (.ifAtLeast, word + 1)
    case (.ifLessEqual, true): (.ifAtLeast, word)
    default: nil
    }
  }
}
