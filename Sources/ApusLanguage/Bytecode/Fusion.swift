/// Instructions that are done together with those behind them.
///
/// Only the first of them is another one then. The others stay where they are, so that jumps,
/// handlers and the places of errors are as they were.
enum Fusion {
  static func fused(_ code: [Instruction]) -> [Instruction] {
    var fused = code
    for index in code.indices.dropLast() {
      if let opcode = opcode(code, index) { fused[index].opcode = opcode }
    }
    return fused
  }

  private static func opcode(_ code: [Instruction], _ index: Int) -> Opcode? {
    let (first, second) = (code[index], code[index + 1])
    let third = index + 2 < code.count ? code[index + 2] : Instruction(.exit)
    switch (first.opcode, second.opcode, third.opcode) {
    case (.multiplyInt, .addInt, .loopLess) where isSecond(first.a, in: second):
      return .multiplyAddIntLoop
    case (.multiplyInt, .addInt, _) where isSecond(first.a, in: second): return .multiplyAddInt
    case (.wordAt, .addInt, .loopLess)
    where isSecond(first.a, in: second) && isRun(adding: first, second, third):
      return .addWordAtLoop
    case (.wordAt, .addInt, _) where isSecond(first.a, in: second): return .addWordAt
    case (.wordAt, .jumpUnless, _) where first.a == second.a: return .wordAtJumpUnless
    case (.multiplyDouble, .addDouble, _) where isSecond(first.a, in: second):
      return .multiplyAddDouble
    case (.addInt, .loopLess, _): return .addIntLoop
    case (.addInt, .ifLess, _): return .addIntIfLess
    case (.addInt, .ifLessEqual, _): return .addIntIfLessEqual
    case (.addInt, .returnWord, _) where first.a == second.a: return .addIntReturn
    case (.addImmediate, .ifLess, _): return .addImmediateIfLess
    case (.addImmediate, .ifLessEqual, _): return .addImmediateIfLessEqual
    case (.addImmediate, .ifLessThan, _): return .addImmediateIfLessThan
    case (.addImmediate, .callFunction, _): return .addImmediateCall
    case (.setWordAt, .loopStride, _) where isRun(storing: first, second): return .setWordAtStride
    case (.setWordAt, .addInt, .ifLessEqual) where isRun(storing: first, second, third):
      return .setWordAtAddIfLessEqual
    case (.ifAtLeast, .jump, .returnWord): return .ifAtLeastReturn
    default: return nil
    }
  }

  /// Whether a register is the second part of a sum, and not the first.
  private static func isSecond(_ register: UInt16, in sum: Instruction) -> Bool {
    sum.c == register && sum.b != register
  }

  /// Whether what is stored stays the same while the index goes on in steps.
  private static func isRun(storing store: Instruction, _ step: Instruction) -> Bool {
    store.b == step.a && differ(step.a, step.b, step.c) && differ(step.a, step.b, store.c)
  }

  private static func isRun(
    storing store: Instruction, _ step: Instruction, _ test: Instruction
  ) -> Bool {
    store.b == step.a && step.b == step.a && test.b == step.a && step.c != step.a
      && store.c != step.a && test.c != step.a
  }

  /// Whether a sum grows by element after element.
  private static func isRun(
    adding element: Instruction, _ sum: Instruction, _ step: Instruction
  ) -> Bool {
    element.c == step.a && sum.a == sum.b && differ(sum.a, step.a, step.b)
      && differ(element.a, step.a, step.b) && element.a != sum.a
  }

  private static func differ(_ a: UInt16, _ b: UInt16, _ c: UInt16) -> Bool {
    a != b && b != c && a != c
  }
}
