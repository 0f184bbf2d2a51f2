import ApusValue

// Turns of the smallest loops, many at once: only such as are sure to be followed by another one,
// and not more than until the next look at the interruption. `Fusion` has made sure that their
// registers are not each other's.
extension Machine {
  /// Fewer turns are not worth beginning with.
  private static var fewest: Int { 8 }

  /// Turns of `for i in stride(…) { a[i] = value }`.
  @inline(never)
  func run(
    _ w: UnsafeMutablePointer<Int>, storing store: Instruction, stride step: Instruction
  ) {
    let (index, left, by) = (Int(step.a), Int(step.b), w[Int(step.c)])
    let turns = self.store(store, w, index: w[index], by: by, turns: min(w[left], countdown))
    w[index] &+= by &* turns
    w[left] &-= turns
  }

  /// Turns of `while i <= last { a[i] = value; i += step }`.
  @inline(never)
  func run(
    _ w: UnsafeMutablePointer<Int>, storing store: Instruction, step: Instruction,
    until test: Instruction
  ) {
    let (index, by, last) = (Int(step.a), w[Int(step.c)], w[Int(test.c)])
    guard by > 0, w[index] >= 0, last > w[index] else { return }
    let left = (last - w[index]) / by
    let turns = self.store(store, w, index: w[index], by: by, turns: min(left, countdown))
    w[index] &+= by &* turns
  }

  /// Stores a word at so many indices of an array that nothing else refers to; how many there were.
  @inline(__always)
  private func store(
    _ store: Instruction, _ w: UnsafeMutablePointer<Int>, index: Int, by step: Int, turns: Int
  ) -> Int {
    let array = Machine.objects(beside: w + Int(store.a))
    let (way, isTooFar) = (turns &- 1).multipliedReportingOverflow(by: step)
    guard turns >= Self.fewest, !isTooFar else { return 0 }
    let (last, word) = (index &+ way, w[Int(store.c)])
    if let first = layout.ownWord(index, in: array), layout.ownWord(last, in: array) != nil {
      for turn in 0..<turns { first[turn &* step] = word }
    } else if let first = layout.ownByte(index, in: array), layout.ownByte(last, in: array) != nil {
      for turn in 0..<turns { first[turn &* step] = UInt8(truncatingIfNeeded: word) }
    } else {
      return 0
    }
    countdown &-= turns
    return turns
  }

  /// Turns of `for i in a..<b { sum += array[i] }`.
  @inline(never)
  func run(
    _ w: UnsafeMutablePointer<Int>, adding element: Instruction, to add: Instruction,
    step: Instruction
  ) {
    let array = Machine.objects(beside: w + Int(element.b))
    let (index, sum) = (Int(step.a), Int(add.a))
    let (left, isTooFar) = w[Int(step.b)].subtractingReportingOverflow(w[index])
    let turns = min(left, countdown)
    guard turns >= Self.fewest, !isTooFar, let first = layout.word(w[index], in: array),
      layout.word(w[index] &+ (turns &- 1), in: array) != nil
    else { return }
    var (total, done) = (w[sum], 0)
    while done < turns {
      let (next, isTooLarge) = total.addingReportingOverflow(first[done])
      if isTooLarge { break }
      total = next
      done += 1
    }
    w[sum] = total
    w[index] &+= done
    countdown &-= done
  }
}
