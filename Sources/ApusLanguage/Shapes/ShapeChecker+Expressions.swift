import ApusTensor
import ApusText
import ApusValue

extension ShapeChecker {
  /// What is known of an expression's value, with what it changes done.
  func evaluate(_ expression: TypedExpression) throws(ShapeEnding) -> Known {
    try step()
    let value = try known(expression)
    if expression.type == .never { throw .ended }
    guard case .tensor(var fact) = value, fact.origin == nil, makesTensor(expression) else {
      return value
    }
    fact.origin = origin(of: expression.span)
    return .tensor(fact)
  }

  func origin(of span: Span) -> Origin {
    Origin(source: body.source.name, line: body.source.lineNumber(of: span.start))
  }

  /// Whether a tensor is made here, and not only handed on.
  private func makesTensor(_ expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .tensorLiteral, .tensorStack, .callRow: true
    default: false
    }
  }

  private func known(_ expression: TypedExpression) throws(ShapeEnding) -> Known {
    switch expression.kind {
    case .word(let word): return .word(word)
    case .none: return .absent
    case .string, .register, .payload, .registerElement: return .unknown
    case .tensorLiteral(let values, let shape, let kind):
      guard let tensor = try? Tensor(literal: values, shape: shape, isInteger: kind != .floating)
      else { return .unknown }
      return .tensor(
        TensorFact(
          shape: tensor.shape, dtype: kind == .boolean ? .bool : tensor.dtype,
          isWeak: tensor.body.isWeak))
    case .tensorStack(let parts): return try stack(parts, expression.span)
    case .binding(let binding): return load(binding)
    case .function(let function): return .function(function)
    case .closure(let body): return .closure(KnownClosure(body, environment))
    case .array(let elements): return .list(try all(elements))
    case .tuple(let elements): return .record(try all(elements))
    case .dictionary(let pairs):
      for (key, value) in pairs { _ = (try evaluate(key), try evaluate(value)) }
      return .unknown
    case .interpolation(let parts):
      _ = try all(parts)
      return .unknown
    case .element(let base, let index), .field(let base, let index, _):
      return read(try evaluate(base), index, expression.type)
    case .elementAt(let base, let index):
      // The machine looks at the index first.
      let position = try evaluate(index)
      let array = try evaluate(base)
      guard case .word(let word) = position, let count = array.count else { return .unknown }
      guard word >= 0, word < count else { throw .ended }
      return array.element(word, expression.type)
    case .scalar(let opcode, let operands):
      return fold(opcode, try all(operands))
    case .not(let inner):
      return try truth(inner).map { .word($0 ? 0 : 1) } ?? .unknown
    case .shortCircuit(let isAnd, let left, let right):
      return try choice(
        try truth(left).map { $0 == isAnd },
        { () throws(ShapeEnding) in try evaluate(right) }, { .word(isAnd ? 0 : 1) })
    case .ternary(let test, let then, let otherwise):
      return try choice(
        try truth(test), { () throws(ShapeEnding) in try evaluate(then) },
        { () throws(ShapeEnding) in try evaluate(otherwise) })
    case .coalesce(let optional, let fallback):
      return try coalesce(optional, fallback)
    case .forceUnwrap(let inner):
      switch try evaluate(inner) {
      case .some(let value): return value
      case .absent: throw .ended
      default: return .unknown
      }
    case .isPresent(let inner):
      _ = try evaluate(inner)
      return .unknown
    case .updated(let old, let new):
      _ = try evaluate(old)
      return try evaluate(new)
    case .callWitness(let function, let arguments):
      // Which function that is, is known only when the value is there.
      _ = try all(arguments)
      forgetWhatMayChange()
      if function.thrown != nil { thrown.join(memory) }
      return .unknown
    case .attempt(let inner): return try attempt(inner)
    case .insist(let inner): return try insist(inner)
    case .typeOf(let inner):
      _ = try evaluate(inner)
      return .unknown
    case .typeTest(let inner, _):
      _ = try evaluate(inner)
      return .unknown
    case .callRow, .callFunction, .callMethod, .callClosure, .construct:
      return try call(expression)
    case .inoutArgument(_, let current): return try evaluate(current)
    case .convert(let conversion, let inner): return try convert(conversion, inner, expression)
    case .assign(let place, let value):
      try assign(place, value, expression.span)
      return .record([])
    case .block(let statements, let result):
      let flow = try run(statements)
      thrown.join(flow.thrown)
      guard flow.returned == nil, flow.exits.isEmpty else { throw .stopped }
      guard flow.falls else { throw flow.thrown == nil ? .ended : .thrown }
      return result.type.isVoid ? .record([]) : load(result)
    case .hole, .invalid: throw .ended
    case .indices: throw .stopped
    }
  }

  func all(_ expressions: [TypedExpression]) throws(ShapeEnding) -> [Known] {
    var values: [Known] = []
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  /// One of two values, or what both have in common where either may be meant.
  private func choice(
    _ test: Bool?, _ first: () throws(ShapeEnding) -> Known,
    _ second: () throws(ShapeEnding) -> Known
  ) throws(ShapeEnding) -> Known {
    var value: Known?
    func take(_ way: () throws(ShapeEnding) -> Known) throws(ShapeEnding) -> ShapeFlow {
      let result = try way()
      value = value?.merged(with: result) ?? result
      return ShapeFlow()
    }
    _ = try follow(
      test == false ? nil : memory, test == true ? nil : memory,
      { () throws(ShapeEnding) in try take(first) },
      { () throws(ShapeEnding) in try take(second) })
    return value ?? .unknown
  }

  /// `try?`: what an error leaves behind is joined with what there is without one.
  private func attempt(_ inner: TypedExpression) throws(ShapeEnding) -> Known {
    let outer = thrown
    thrown = nil
    defer { thrown = outer }
    do {
      let value = try evaluate(inner)
      guard let failed = thrown else { return value }
      memory = memory.merged(with: failed)
      return .unknown
    } catch {
      guard let failed = thrown else { throw error }
      try note(error)
      memory = failed
      return .absent
    }
  }

  /// `try!`: where an error is thrown the cell ends.
  private func insist(_ inner: TypedExpression) throws(ShapeEnding) -> Known {
    let outer = thrown
    thrown = nil
    defer { thrown = outer }
    do {
      let value = try evaluate(inner)
      if thrown != nil { try note(.ended) }
      return value
    } catch {
      guard thrown != nil else { throw error }
      try note(error)
      throw .ended
    }
  }

  private func coalesce(
    _ optional: TypedExpression, _ fallback: TypedExpression
  ) throws(ShapeEnding) -> Known {
    let staysOptional = fallback.type.wrapped != nil && fallback.type == optional.type
    switch try evaluate(optional) {
    case .some(let value): return staysOptional ? .some(value) : value
    case .absent: return try evaluate(fallback)
    default:
      return try choice(
        nil, { .unknown }, { () throws(ShapeEnding) in try evaluate(fallback) })
    }
  }

  private func stack(_ parts: [TypedExpression], _ span: Span) throws(ShapeEnding) -> Known {
    var facts: [TensorFact] = []
    for part in try all(parts) {
      guard case .tensor(let fact) = part else { return .unknown }
      facts.append(fact)
    }
    do {
      let shape = try Shape.stacked(facts.map(\.shape), axis: 0)
      return .tensor(TensorFact(shape: shape, dtype: nil))
    } catch {
      throw .failed(diagnostic(error, span, site: nil))
    }
  }

  private func convert(
    _ conversion: Conversion, _ inner: TypedExpression, _ whole: TypedExpression
  ) throws(ShapeEnding) -> Known {
    let value = try evaluate(inner)
    switch conversion {
    case .wrap: return .some(value)
    case .scalarToTensor:
      let dtype: DType = inner.type == .double ? .float32 : inner.type == .bool ? .bool : .int64
      return .tensor(TensorFact(shape: [], dtype: dtype, isWeak: inner.type != .bool))
    case .elements where inner.type == .tensor:
      guard case .tensor(let fact) = value else { return .unknown }
      guard let count = fact.shape.first else { throw .ended }
      var row = fact
      row.shape.removeFirst()
      return .copies(.tensor(row), count: count)
    case .elements:
      guard case .range(let kind, .int) = inner.type, kind == .range || kind == .closed,
        case .word(let from) = value.field(0, .int), case .word(let to) = value.field(1, .int),
        case let (count, overflow) = to.subtractingReportingOverflow(from), !overflow, count < 1000
      else { return .unknown }
      return .list((0..<(kind == .closed ? count + 1 : count)).map { .word(from + $0) })
    case .box, .unbox, .index, .weaken, .strengthen: return .unknown
    }
  }

  /// Arithmetic on whole numbers; what would overflow is not known here.
  private func fold(_ opcode: Opcode, _ operands: [Known]) -> Known {
    guard operands.count == 2, case .word(let a) = operands[0], case .word(let b) = operands[1]
    else {
      if operands.count == 1, opcode == .negateInt, case .word(let a) = operands[0], a != .min {
        return .word(-a)
      }
      return .unknown
    }
    func exact(_ result: (partialValue: Int, overflow: Bool)) -> Known {
      result.overflow ? .unknown : .word(result.partialValue)
    }
    switch opcode {
    case .addInt: return exact(a.addingReportingOverflow(b))
    case .subtractInt: return exact(a.subtractingReportingOverflow(b))
    case .multiplyInt: return exact(a.multipliedReportingOverflow(by: b))
    case .divideInt: return exact(a.dividedReportingOverflow(by: b))
    case .remainderInt: return exact(a.remainderReportingOverflow(dividingBy: b))
    case .equalInt: return .word(a == b ? 1 : 0)
    case .notEqualInt: return .word(a != b ? 1 : 0)
    case .lessInt: return .word(a < b ? 1 : 0)
    case .lessEqualInt: return .word(a <= b ? 1 : 0)
    case .greaterInt: return .word(a > b ? 1 : 0)
    case .greaterEqualInt: return .word(a >= b ? 1 : 0)
    default: return .unknown
    }
  }
}
