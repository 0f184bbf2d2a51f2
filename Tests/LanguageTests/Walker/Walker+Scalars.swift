import ApusText

@testable import ApusLanguage

extension Walker {
  func scalar(_ opcode: Opcode, _ operands: [TypedExpression], _ span: Span) throws -> Value {
    let values = try operands.map(evaluate)
    return try failing(at: span) {
      switch opcode {
      case .addInt: return try exactly(values) { $0.addingReportingOverflow($1) }
      case .subtractInt: return try exactly(values) { $0.subtractingReportingOverflow($1) }
      case .multiplyInt: return try exactly(values) { $0.multipliedReportingOverflow(by: $1) }
      case .divideInt:
        if try values[1].integer() == 0 { throw MachineError.divisionByZero }
        return try exactly(values, quotient)
      case .remainderInt:
        if try values[1].integer() == 0 { throw MachineError.divisionByZero }
        return try exactly(values) { $0.remainderReportingOverflow(dividingBy: $1) }
      case .negateInt:
        return try exactly([.int(0), values[0]]) { $0.subtractingReportingOverflow($1) }
      case .wrappingAdd: return .int(try values[0].integer() &+ values[1].integer())
      case .wrappingSubtract: return .int(try values[0].integer() &- values[1].integer())
      case .wrappingMultiply: return .int(try values[0].integer() &* values[1].integer())
      case .bitAnd: return .int(try values[0].integer() & values[1].integer())
      case .bitOr: return .int(try values[0].integer() | values[1].integer())
      case .bitXor: return .int(try values[0].integer() ^ values[1].integer())
      case .shiftLeft: return .int(try values[0].integer() << values[1].integer())
      case .shiftRight: return .int(try values[0].integer() >> values[1].integer())
      case .bitNot: return .int(~(try values[0].integer()))
      case .equalInt: return .bool(try values[0].integer() == values[1].integer())
      case .notEqualInt: return .bool(try values[0].integer() != values[1].integer())
      case .lessInt: return .bool(try values[0].integer() < values[1].integer())
      case .lessEqualInt: return .bool(try values[0].integer() <= values[1].integer())
      case .greaterInt: return .bool(try values[0].integer() > values[1].integer())
      case .greaterEqualInt: return .bool(try values[0].integer() >= values[1].integer())
      case .sameObject: return .bool(try instance(values[0]) === instance(values[1]))
      case .addDouble: return .double(try values[0].double() + values[1].double())
      case .subtractDouble: return .double(try values[0].double() - values[1].double())
      case .multiplyDouble: return .double(try values[0].double() * values[1].double())
      case .divideDouble: return .double(try values[0].double() / values[1].double())
      case .negateDouble: return .double(-(try values[0].double()))
      case .equalDouble: return .bool(try values[0].double() == values[1].double())
      case .notEqualDouble: return .bool(try values[0].double() != values[1].double())
      case .lessDouble: return .bool(try values[0].double() < values[1].double())
      case .lessEqualDouble: return .bool(try values[0].double() <= values[1].double())
      case .greaterDouble: return .bool(try values[0].double() > values[1].double())
      case .greaterEqualDouble: return .bool(try values[0].double() >= values[1].double())
      default: return try floatScalar(opcode, values)
      }
    }
  }

  private func floatScalar(_ opcode: Opcode, _ values: [Value]) throws -> Value {
    switch opcode {
    case .addFloat: return .float(try values[0].float() + values[1].float())
    case .subtractFloat: return .float(try values[0].float() - values[1].float())
    case .multiplyFloat: return .float(try values[0].float() * values[1].float())
    case .divideFloat: return .float(try values[0].float() / values[1].float())
    case .negateFloat: return .float(-(try values[0].float()))
    case .equalFloat: return .bool(try values[0].float() == values[1].float())
    case .notEqualFloat: return .bool(try values[0].float() != values[1].float())
    case .lessFloat: return .bool(try values[0].float() < values[1].float())
    case .lessEqualFloat: return .bool(try values[0].float() <= values[1].float())
    case .greaterFloat: return .bool(try values[0].float() > values[1].float())
    case .greaterEqualFloat: return .bool(try values[0].float() >= values[1].float())
    case .intToDouble: return .double(Double(try values[0].integer()))
    case .intToFloat: return .float(Float(try values[0].integer()))
    case .doubleToFloat: return .float(Float(try values[0].double()))
    case .floatToDouble: return .double(Double(try values[0].float()))
    case .doubleToInt: return try whole(values[0].double())
    case .floatToInt: return try whole(Double(values[0].float()))
    // All other instructions are the compiler's own.
    default: throw WalkerFault("\(opcode) is no operation on scalars")
    }
  }

  private func exactly(
    _ values: [Value], _ body: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) throws -> Value {
    let (result, overflow) = body(try values[0].integer(), try values[1].integer())
    if overflow { throw MachineError.overflow }
    return .int(result)
  }

  private func quotient(_ left: Int, _ right: Int) -> (partialValue: Int, overflow: Bool) {
    var result = left.dividedReportingOverflow(by: right)
    if planted == .division, left % right != 0, (left < 0) != (right < 0) {
      result.partialValue -= 1
    }
    return result
  }

  private func whole(_ value: Double) throws -> Value {
    guard let int = Int(exactly: value.rounded(.towardZero)) else {
      throw MachineError.notAnInt(value)
    }
    return .int(int)
  }
}
