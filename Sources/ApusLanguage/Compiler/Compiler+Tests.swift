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

  private init(test opcode: Opcode, isSwapped: Bool = false) {
    self.opcode = opcode
    self.isSwapped = isSwapped
  }

  /// The test that holds where an operator's result is true.
  init?(_ opcode: Opcode) {
    switch opcode {
    case .equalInt: self.init(test: .ifEqual)
    case .notEqualInt: self.init(test: .ifNotEqual)
    case .lessInt: self.init(test: .ifLess)
    case .lessEqualInt: self.init(test: .ifLessEqual)
    case .greaterInt: self.init(test: .ifLess, isSwapped: true)
    case .greaterEqualInt: self.init(test: .ifLessEqual, isSwapped: true)
    case .lessDouble: self.init(test: .ifLessDouble)
    case .lessEqualDouble: self.init(test: .ifLessEqualDouble)
    case .greaterDouble: self.init(test: .ifLessDouble, isSwapped: true)
    case .greaterEqualDouble: self.init(test: .ifLessEqualDouble, isSwapped: true)
    default: return nil
    }
  }

  /// The test that holds where this one does not.
  var opposite: Comparison? {
    switch opcode {
    case .ifEqual: Comparison(test: .ifNotEqual)
    case .ifNotEqual: Comparison(test: .ifEqual)
    case .ifLess: Comparison(test: .ifLessEqual, isSwapped: !isSwapped)
    case .ifLessEqual: Comparison(test: .ifLess, isSwapped: !isSwapped)
    case .ifLessDouble: Comparison(test: .unlessLessDouble, isSwapped: isSwapped)
    case .ifLessEqualDouble: Comparison(test: .unlessLessEqualDouble, isSwapped: isSwapped)
    default: nil
    }
  }

  /// The same test against a number on the right, where the instruction has room for it.
  func immediate(_ word: Int) -> (Opcode, Int)? {
    guard word.magnitude < 30_000 else { return nil }
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
