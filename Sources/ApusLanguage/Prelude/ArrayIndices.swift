import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) -> Builtin {
    member(
      of: "MutableCollection", name, declaration, summary: summary, example: example, evaluate)
  }

  private static func moved(_ index: Int, by distance: Int) throws -> Int {
    let (target, isTooLarge) = index.addingReportingOverflow(distance)
    guard !isTooLarge else { throw MachineError.overflow }
    return target
  }

  /// Indices of arrays as those of other collections; Swift does not look at their bounds either.
  static let arrayIndices: [Builtin] = [
    row(
      "index", "func index(after i: Int) -> Int", "The next index.",
      example: "let x = [1, 2]\nx[x.index(after: x.startIndex)]"
    ) { $0.registers.set(try moved($0.registers.int(1), by: 1)) },
    row(
      "index", "func index(before i: Int) -> Int", "The index before.",
      example: "let x = [1, 2]\nx[x.index(before: x.endIndex)]"
    ) { $0.registers.set(try moved($0.registers.int(1), by: -1)) },
    row(
      "index", "func index(_ i: Int, offsetBy distance: Int) -> Int",
      "The index so many elements further.", example: "[4, 5, 6].index(0, offsetBy: 2)"
    ) { $0.registers.set(try moved($0.registers.int(1), by: $0.registers.int(2))) },
    row(
      "index",
      "func index(_ i: Int, offsetBy distance: Int, limitedBy limit: Int) -> Int?",
      "The index so many elements further, or nil where that is beyond a limit.",
      example: "[4, 5].index(0, offsetBy: 3, limitedBy: 2) ?? -1"
    ) { call in
      let (index, distance) = (call.registers.int(1), call.registers.int(2))
      let (room, isTooLarge) = call.registers.int(3).subtractingReportingOverflow(index)
      guard !isTooLarge else { throw MachineError.overflow }
      let isBeyond = distance > 0 ? room >= 0 && room < distance : room <= 0 && distance < room
      call.set(optional: isBeyond ? nil : try moved(index, by: distance))
    },
    row(
      "distance", "func distance(from start: Int, to end: Int) -> Int",
      "How many elements lie between two indices.", example: "[4, 5, 6].distance(from: 0, to: 2)"
    ) { call in
      let (distance, isTooLarge) = call.registers.int(2).subtractingReportingOverflow(
        call.registers.int(1))
      guard !isTooLarge else { throw MachineError.overflow }
      call.registers.set(distance)
    },
    row(
      "partition",
      "mutating func partition(by belongsInSecondPartition: (Element) -> Bool) -> Int",
      "Puts the elements for which a condition holds behind the others; where they begin.",
      example: "var x = [4, 1, 5, 2]\nx.partition { $0 > 3 }"
    ) { call in
      let isSecond = call.function(1)
      let first = try call.change { all -> Int in
        var (low, high) = (0, all.count)
        while true {
          while low < high, try !isSecond.holds(all[low]) { low += 1 }
          if low == high { break }
          high -= 1
          while low < high, try isSecond.holds(all[high]) { high -= 1 }
          if low == high { break }
          all.swap(low, high)
          low += 1
        }
        return low + all.start
      }
      call.registers.set(first ?? 0)
    },
  ]
}
