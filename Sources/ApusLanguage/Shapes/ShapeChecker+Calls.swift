import ApusGrad
import ApusTensor
import ApusText
import ApusValue

extension ShapeChecker {
  func call(_ expression: TypedExpression) throws(ShapeEnding) -> Known {
    switch expression.kind {
    case .callRow(let callable, let arguments, let bindings, let place):
      switch callable.row {
      case .operation(let operation):
        return try apply(operation, callable, arguments, expression)
      case .builtin(let builtin):
        return try apply(builtin, callable, arguments, bindings, place, expression)
      }
    case .callFunction(let function, let arguments):
      return try callFunction(function, arguments, expression)
    case .callMethod(let function, let index, let arguments):
      return try callMethod(function, index, arguments, expression)
    case .callClosure(let callee, let arguments):
      let closure = try evaluate(callee)
      let values = try all(arguments)
      let isKnown = if case .unknown = closure { false } else { true }
      if !isKnown, case .function(_, _, _?) = callee.type {
        forgetWhatMayChange()
        thrown.join(memory)
      }
      return try enter(closure, values, expression.span).result
    case .construct(let type, let fields, let function, let arguments):
      return try construct(type, fields, function, arguments, expression)
    default: throw .stopped
    }
  }

  /// An operation's results, by its shape rule.
  private func apply(
    _ operation: Operation, _ callable: Callable, _ arguments: [TypedExpression],
    _ expression: TypedExpression
  ) throws(ShapeEnding) -> Known {
    var values: [Known] = []
    var shapes: [ShapeArgument] = []
    let parameters = operation.signature.parameters
    for (index, argument) in arguments.enumerated() {
      if case .indices = argument.kind {
        shapes.append(try indexList(argument).map { .indices($0) } ?? .unknown)
        values.append(.unknown)
      } else {
        values.append(try evaluate(argument))
        shapes.append(
          index < parameters.count ? Self.shape(values[index], parameters[index].kind) : .unknown)
      }
    }
    do {
      let rule = try operation.rule()
      let results = try rule.result(for: shapes)
      if let measure = try rule.measure(for: shapes) { return Self.value(measure) }
      return Self.value(
        results, callable.result, dtype: Self.elementType(operation, values))
    } catch {
      var fault = error
      fault.operation = operation.name
      if fault.operands.isEmpty { fault.operands = Self.operands(operation, values) }
      let site = CallSite(
        callable: callable, bindings: [:], arguments: arguments.map(\.span),
        argumentCount: arguments.count)
      var diagnostic = diagnostic(fault, expression.span, site: site)
      diagnostic.notes += notes(arguments, values, diagnostic)
      throw .failed(diagnostic)
    }
  }

  /// What a shape rule sees of an argument.
  private static func shape(_ value: Known, _ kind: Signature.Kind) -> ShapeArgument {
    switch (kind, value) {
    case (.optional, .absent): .absent
    case (.optional(let inner), .some(let wrapped)): shape(wrapped, inner)
    case (.tensor, .tensor(let fact)): .shape(fact.shape)
    case (.tensors, _): facts(value).map { .shapes($0.map(\.shape)) } ?? .unknown
    case (.int, .word(let word)): .int(word)
    case (.bool, .word(let word)): .bool(word != 0)
    case (.ints, _): value.ints.map { .ints($0) } ?? .unknown
    case (.pairs, _): value.pairs.map { .ints($0) } ?? .unknown
    case (.doubles, _): value.count.map { .ints([Int](repeating: 0, count: $0)) } ?? .unknown
    case (.range(isInt: true), _):
      if case .word(let from) = value.field(0, .int), case .word(let to) = value.field(1, .int) {
        .ints([from, to])
      } else {
        .unknown
      }
    default: .unknown
    }
  }

  /// The tensors of a list, if all are known.
  private static func facts(_ value: Known) -> [TensorFact]? {
    guard let count = value.count, count <= 1000 else { return nil }
    var result: [TensorFact] = []
    for index in 0..<count {
      guard case .tensor(let fact) = value.element(index, .tensor) else { return nil }
      result.append(fact)
    }
    return result
  }

  private static func value(_ measure: ShapeArgument) -> Known {
    switch measure {
    case .int(let int): .word(int)
    case .ints(let ints): .list(ints.map { .word($0) })
    default: .unknown
    }
  }

  private static func value(_ shapes: [[Int]?], _ type: Type, dtype: DType?) -> Known {
    let tensors = shapes.map { shape in
      shape.map { Known.tensor(TensorFact(shape: $0, dtype: dtype)) } ?? .unknown
    }
    switch type {
    case .tensor: return tensors.first ?? .unknown
    case .array(.tensor):
      if tensors.count == 1, case .unknown = tensors[0] { return .unknown }
      return .list(tensors)
    case .tuple(let elements) where elements.count == tensors.count:
      // The row says the element type of the first result only.
      return .record(
        tensors.enumerated().map { index, value in
          guard index > 0, case .tensor(var fact) = value else { return value }
          fact.dtype = nil
          return .tensor(fact)
        })
    default: return .unknown
    }
  }

  private static func elementType(_ operation: Operation, _ values: [Known]) -> DType? {
    var tensors: [(dtype: DType, level: Int)?] = []
    var name: DType?
    for (parameter, value) in zip(operation.signature.parameters, values) {
      func add(_ fact: TensorFact) {
        tensors.append(fact.dtype.map { ($0, fact.promotionLevel) })
      }
      switch (parameter.kind, value) {
      case (.tensor, .tensor(let fact)), (.optional(.tensor), .some(.tensor(let fact))): add(fact)
      case (.optional, .absent): break
      case (.tensors, _):
        if let facts = facts(value) { facts.forEach(add) } else { tensors.append(nil) }
      case (.member("DType"), .word(let word)),
        (.optional(.member("DType")), .some(.word(let word))):
        guard DType.allCases.indices.contains(word) else { return nil }
        name = DType.allCases[word]
      case (.tensor, _), (.optional(.tensor), _): tensors.append(nil)
      case (.member("DType"), _), (.optional(.member("DType")), _): return nil
      default: break
      }
    }
    return operation.elements.result(of: tensors, name: name)
  }

  private static func operands(_ operation: Operation, _ values: [Known]) -> [Int: String] {
    var result: [Int: String] = [:]
    for (index, (parameter, value)) in zip(operation.signature.parameters, values).enumerated()
    where parameter.kind.isTensor {
      switch value {
      case .tensor(let fact), .some(.tensor(let fact)): result[index] = fact.describe
      default:
        result[index] = facts(value)?.map(\.describe).joined(separator: ", ")
      }
    }
    return result
  }

  /// The indices of a subscript, where all are known.
  func indexList(_ expression: TypedExpression) throws(ShapeEnding) -> IndexList? {
    guard case .indices(let indices) = expression.kind else { throw .stopped }
    var result: [TensorIndex]? = []
    for index in indices {
      guard case .convert(.index, let inner) = index.kind else { throw .stopped }
      if case .word(let marker) = inner.kind, inner.type == .enumeration("TensorIndex") {
        result?.append(
          marker == IndexKind.newAxis.rawValue
            ? .newAxis
            : marker == IndexKind.ellipsis.rawValue ? .ellipsis : .all)
        continue
      }
      let value = try evaluate(inner)
      let kind = IndexKind.of(inner.type)
      guard kind != .tensor, let word = Self.word(value), let made = Self.index(kind, word, value),
        let list = try? machine.makeIndex(kind, made.word, made.object) as? IndexList
      else {
        result = nil
        continue
      }
      result?.append(contentsOf: list.indices)
    }
    return result.map(IndexList.init)
  }

  private static func word(_ value: Known) -> Int? {
    if case .word(let word) = value { word } else { 0 }
  }

  /// An index as the machine holds it.
  private static func index(
    _ kind: IndexKind, _ word: Int, _ value: Known
  ) -> (word: Int, object: AnyObject?)? {
    if kind == .at {
      if case .word = value { return (word, nil) }
      return nil
    }
    switch value {
    case .object(let object as Record): return (0, object)
    case .record(let fields):
      var words = ContiguousArray<Int>()
      for field in fields {
        guard case .word(let word) = field else { return nil }
        words.append(word)
      }
      return (
        0, Record(words: words, objects: ContiguousArray(repeating: nil, count: words.count))
      )
    default: return nil
    }
  }
}
