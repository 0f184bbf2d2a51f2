extension Habit {
  /// What Foundation and Swift have besides, by what is written for it here.
  static let foundation: [Habit] =
    [
      ("CFAbsoluteTimeGetCurrent", "write Date(), and later Date().timeIntervalSince(start)"),
      ("DispatchTime", "write Date(), and later Date().timeIntervalSince(start)"),
      ("ContinuousClock", "write Date(), and later Date().timeIntervalSince(start)"),
      ("NumberFormatter", #"write String(format: "%.2f", x)"#),
      ("exit", #"write fatalError("why")"#), ("abort", #"write fatalError("why")"#),
      ("UUID", "write Int.random(in: 0..<1_000_000)"),
      ("arc4random", "write Int.random(in: 0..<6)"),
      ("arc4random_uniform", "write Int.random(in: 0..<6)"),
      ("drand48", "write Double.random(in: 0..<1)"),
    ].map { Habit($0.0, .function, advice: $0.1) }
    + numberTypes.flatMap { name, advice in
      [Habit(name, .function, advice: advice), Habit(name, .type, advice: advice)]
    }

  private static let numberTypes: [(String, String)] =
    [
      "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    ].map { ($0, "write Int, the one integer type of Apus") }
    + ["Float16", "Float80", "CGFloat", "Decimal"].map { ($0, "write Double, or Float") }
}
