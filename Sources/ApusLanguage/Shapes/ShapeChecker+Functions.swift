import ApusGrad
import ApusText
import ApusValue

// Calls of functions, closures and builtins.
extension ShapeChecker {
  func callFunction(
    _ function: UserFunction, _ arguments: [TypedExpression], _ expression: TypedExpression
  ) throws(ShapeEnding) -> Known {
    var stores: [Int: (Known) -> Void] = [:]
    var values: [Known] = []
    for (index, argument) in arguments.enumerated() {
      if case .inoutArgument(let place, _) = argument.kind { stores[index] = try resolve(place) }
      values.append(try evaluate(argument))
    }
    let (result, parameters) = try enter(.function(function), values, expression.span)
    for (index, store) in stores.sorted(by: { $0.key > $1.key }) {
      store(parameters.indices.contains(index) ? parameters[index] : .unknown)
    }
    return result
  }

  /// A method of a class, where the instance tells which.
  func callMethod(
    _ function: UserFunction, _ index: Int, _ arguments: [TypedExpression],
    _ expression: TypedExpression
  ) throws(ShapeEnding) -> Known {
    let values = try all(arguments)
    guard case .instance(let type, let key) = values.first,
      let place = descriptor(of: type, key)?.functions, place.indices.contains(index),
      let target = functions[place[index]]
    else {
      forgetWhatMayChange()
      if function.thrown != nil { thrown.join(memory) }
      return .unknown
    }
    return try enter(.function(target), values, expression.span).result
  }

  /// The class of an instance itself, which may be a subclass of its static type.
  private func descriptor(of type: NominalType, _ key: InstanceKey) -> ClassDescriptor? {
    guard let object = key.object else { return type.descriptor }
    return object.objects.first as? ClassDescriptor
  }

  func construct(
    _ type: NominalType, _ fields: [TypedExpression], _ function: UserFunction?,
    _ arguments: [TypedExpression], _ expression: TypedExpression
  ) throws(ShapeEnding) -> Known {
    nextInstance += 1
    let key = InstanceKey(number: nextInstance)
    let values = try all(fields)
    memory.fields[key] = Dictionary(
      uniqueKeysWithValues: values.enumerated().map { ($0 + 1, $1) })
    let instance = Known.instance(type, key)
    if let function {
      let values = try all(arguments)
      _ = try enter(.function(function), [instance] + values, expression.span)
      if function.isFailable { return .unknown }
    }
    return instance
  }

  /// A call of what may be a function: its result, and its parameters' last values.
  func enter(
    _ callee: Known, _ arguments: [Known], _ span: Span
  ) throws(ShapeEnding) -> (result: Known, parameters: [Known]) {
    let body: FunctionBody
    let outer: [ObjectIdentifier: Int]
    switch callee {
    case .function(let function):
      // The machine calls what stands at its place now.
      guard let current = (functions[function.index] ?? function).body else {
        forgetWhatMayChange()
        if function.thrown != nil { thrown.join(memory) }
        return (.unknown, [])
      }
      (body, outer) = (current, [:])
    case .closure(let closure): (body, outer) = (closure.body, closure.environment)
    default:
      forgetWhatMayChange()
      return (.unknown, [])
    }
    guard calls.count < Self.depthLimit else {
      throw .stopped
    }
    let saved = (environment, self.body)
    calls.append(
      Diagnostic.Frame(
        function: body.title, parameters: body.parameterNames, source: self.body.source,
        span: span))
    environment = outer
    self.body = body
    defer {
      (environment, self.body) = saved
      calls.removeLast()
    }
    for (index, parameter) in body.parameters.enumerated() {
      declare(parameter, index < arguments.count ? arguments[index] : .unknown)
    }
    var flow = try run(body.statements)
    if flow.falls { flow.join(ShapeFlow(falls: false, returned: (.record([]), memory))) }
    thrown.join(flow.thrown)
    guard let (result, after) = flow.returned else { throw flow.thrown == nil ? .ended : .thrown }
    memory = after
    return (result, body.parameters.map(load))
  }

  /// A row that is no operation on tensors.
  func apply(
    _ builtin: Builtin, _ callable: Callable, _ arguments: [TypedExpression],
    _ bindings: [String: Type], _ place: Place?, _ expression: TypedExpression
  ) throws(ShapeEnding) -> Known {
    let store = try place.map { (place) throws(ShapeEnding) in try resolve(place) }
    var values: [Known] = []
    for (index, argument) in arguments.enumerated() {
      values.append(place != nil && index == 0 ? .unknown : try evaluate(argument))
    }
    for (argument, value) in zip(arguments, values) where argument.type.unwrapped.isFunction {
      try anyNumberOfTimes { () throws(ShapeEnding) in
        _ = try enter(value, [], expression.span)
      }
    }
    if arguments.contains(where: { $0.mayHoldInstance }) { memory.forgetInstances() }
    store?(.unknown)
    if builtin.isWorkedOut, place == nil {
      return workOut(builtin, callable, arguments, values, bindings, expression.type)
    }
    return .unknown
  }

  /// The value of a row that depends on nothing but its arguments, where these are known.
  private func workOut(
    _ builtin: Builtin, _ callable: Callable, _ arguments: [TypedExpression], _ values: [Known],
    _ bindings: [String: Type], _ type: Type
  ) -> Known {
    let frame = CallFrame(count: arguments.count)
    for (index, value) in values.enumerated() {
      switch value {
      case .word(let word): frame.registers.words[index] = word
      case .object(let object): frame.registers.objects[index] = object
      case .list:
        guard let ints = value.ints else { return .unknown }
        frame.registers.objects[index] = WordArray(ContiguousArray(ints))
      case .record(let fields):
        var words = ContiguousArray<Int>()
        for field in fields {
          guard case .word(let word) = field else { return .unknown }
          words.append(word)
        }
        frame.registers.objects[index] = Record(
          words: words, objects: ContiguousArray(repeating: nil, count: words.count))
      default: return .unknown
      }
    }
    let call = BuiltinCall(
      registers: frame.registers, bindings: CallSite.list(bindings), machine: machine, site: nil,
      slot: nil)
    guard (try? builtin.evaluate(call)) != nil else { return .unknown }
    return Known(
      word: frame.registers.words[0], object: frame.registers.objects[0], type: type)
  }

  /// After a call of no one knows what: variables that functions change, and all instances.
  func forgetWhatMayChange() {
    for index in checker.program.changedInside { memory.globals[index] = .unknown }
    for address in changeable { memory.locals[address] = .unknown }
    memory.forgetInstances()
  }
}

extension Type {
  var isFunction: Bool {
    if case .function = self { true } else { false }
  }
}

extension TypedExpression {
  /// Whether an instance of a class may be inside, which a call could change.
  fileprivate var mayHoldInstance: Bool {
    if case .convert(.box, let inner) = kind { return inner.mayHoldInstance }
    return type.mayHoldInstance
  }
}

extension Type {
  fileprivate var mayHoldInstance: Bool {
    switch self {
    case .int, .double, .float, .bool, .string, .character, .substring, .stringIndex, .tensor,
      .never, .range, .enumeration, .metatype:
      false
    case .array(let element), .slice(let element), .set(let element), .sequence(let element),
      .optional(let element):
      element.mayHoldInstance
    case .dictionary(let key, let value): key.mayHoldInstance || value.mayHoldInstance
    case .tuple(let elements): elements.contains { $0.type.mayHoldInstance }
    case .function: false
    default: true
    }
  }
}
