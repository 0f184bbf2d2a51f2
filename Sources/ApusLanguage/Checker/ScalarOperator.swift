/// An operator on two scalars that is one instruction of the machine.
package struct ScalarOperator: Sendable {
  package let spelling: String
  package let operands: Type
  package let result: Type
  package let opcode: Opcode

  private init(_ spelling: String, _ operands: Type, _ result: Type, _ opcode: Opcode) {
    self.spelling = spelling
    self.operands = operands
    self.result = result
    self.opcode = opcode
  }

  static let all: [ScalarOperator] =
    int
    + floating(
      .double, arithmetic: [.addDouble, .subtractDouble, .multiplyDouble, .divideDouble],
      comparisons: [
        .equalDouble, .notEqualDouble, .lessDouble, .lessEqualDouble, .greaterDouble,
        .greaterEqualDouble,
      ])
    + floating(
      .float, arithmetic: [.addFloat, .subtractFloat, .multiplyFloat, .divideFloat],
      comparisons: [
        .equalFloat, .notEqualFloat, .lessFloat, .lessEqualFloat, .greaterFloat,
        .greaterEqualFloat,
      ])
    + [
      ScalarOperator("==", .bool, .bool, .equalInt),
      ScalarOperator("!=", .bool, .bool, .notEqualInt),
    ]

  private static let int: [ScalarOperator] = [
    ScalarOperator("+", .int, .int, .addInt),
    ScalarOperator("-", .int, .int, .subtractInt),
    ScalarOperator("*", .int, .int, .multiplyInt),
    ScalarOperator("/", .int, .int, .divideInt),
    ScalarOperator("%", .int, .int, .remainderInt),
    ScalarOperator("&+", .int, .int, .wrappingAdd),
    ScalarOperator("&-", .int, .int, .wrappingSubtract),
    ScalarOperator("&*", .int, .int, .wrappingMultiply),
    ScalarOperator("&", .int, .int, .bitAnd),
    ScalarOperator("|", .int, .int, .bitOr),
    ScalarOperator("^", .int, .int, .bitXor),
    ScalarOperator("<<", .int, .int, .shiftLeft),
    ScalarOperator(">>", .int, .int, .shiftRight),
    ScalarOperator("==", .int, .bool, .equalInt),
    ScalarOperator("!=", .int, .bool, .notEqualInt),
    ScalarOperator("<", .int, .bool, .lessInt),
    ScalarOperator("<=", .int, .bool, .lessEqualInt),
    ScalarOperator(">", .int, .bool, .greaterInt),
    ScalarOperator(">=", .int, .bool, .greaterEqualInt),
  ]

  private static func floating(
    _ type: Type, arithmetic: [Opcode], comparisons: [Opcode]
  ) -> [ScalarOperator] {
    zip(["+", "-", "*", "/"], arithmetic).map { ScalarOperator($0, type, type, $1) }
      + zip(["==", "!=", "<", "<=", ">", ">="], comparisons).map {
        ScalarOperator($0, type, .bool, $1)
      }
  }

  private static let table: [String: [ScalarOperator]] = Dictionary(
    grouping: all, by: \.spelling)

  static func find(_ spelling: String, on type: Type) -> ScalarOperator? {
    table[spelling]?.first { $0.operands == type }
  }

  /// Every spelling that some scalar understands.
  static var spellings: some Sequence<String> { table.keys }

  /// `-x`.
  static func negation(of type: Type) -> Opcode? {
    switch type {
    case .int: .negateInt
    case .double: .negateDouble
    case .float: .negateFloat
    default: nil
    }
  }
}
