import ApusGrad
import ApusTensor
import ApusText
import ApusValue

@testable import ApusLanguage

extension Walker {
  /// A function's result, and the last values of the parameters that go back to the caller.
  typealias Returned = (result: Value, kept: [Int: Value])

  /// Runs a function; a call that fails says what its parameters were by then.
  func invoke(
    _ function: WalkedFunction, _ arguments: [Value], at span: Span,
    onFailure: (_ parameters: [Value?]) -> Void = { _ in }
  ) throws -> Returned {
    let body = function.body
    current.span = span
    try step(at: span)
    guard activations.count < Self.depthLimit else {
      throw failure(MachineError.tooDeep, at: span)
    }
    guard arguments.count == body.parameters.count else {
      throw WalkerFault("\(body.name) is called with \(arguments.count) arguments")
    }
    let activation = Activation(body)
    activation.variables = function.captured
    for (parameter, argument) in zip(body.parameters, arguments) {
      activation.variables[ObjectIdentifier(parameter)] = Variable(.value(argument))
    }
    activations.append(activation)
    defer {
      activation.leave(to: 0)
      for parameter in body.parameters.reversed() {
        activation.variables[ObjectIdentifier(parameter)] = nil
      }
      activations.removeLast()
    }
    func last(_ index: Int) -> Value? {
      let variable = activation.variables[ObjectIdentifier(body.parameters[index])]
      if case .value(let value) = variable?.content { return value }
      return nil
    }
    let completion: Completion
    do {
      completion = try run(body.statements)
    } catch {
      onFailure(body.parameters.indices.map(last))
      throw error
    }
    var result = Value.void
    if case .return(let value) = completion { result = value }
    var kept: [Int: Value] = [:]
    for index in body.inoutParameters { kept[index] = last(index) }
    return (result, kept)
  }

  /// A call of one of the session's functions, which the arguments may tell.
  func callFunction(
    _ index: (_ arguments: [Value]) throws -> Int, _ arguments: [TypedExpression], _ span: Span
  ) throws -> Value {
    let result = try call(arguments, span) { values in
      guard let body = try body(try index(values)) else {
        throw failure(MachineError.earlyClosure, at: span)
      }
      return WalkedFunction(body)
    }
    try endInstances()
    return result
  }

  func callClosure(
    _ callee: TypedExpression, _ arguments: [TypedExpression], _ span: Span
  ) throws -> Value {
    let function = try evaluate(callee).function()
    let result = try call(arguments, span) { _ in function }
    try endInstances()
    return result
  }

  private func call(
    _ arguments: [TypedExpression], _ span: Span,
    _ function: (_ arguments: [Value]) throws -> WalkedFunction
  ) throws -> Value {
    var values: [Value] = Array(repeating: .missing, count: arguments.count)
    var paths: [Int: Path] = [:]
    var spans: [Int: Span] = [:]
    for (offset, argument) in arguments.enumerated() {
      if case .inoutArgument(let place, let current) = argument.kind {
        paths[offset] = try resolve(place)
        spans[offset] = current.span
      } else {
        values[offset] = try evaluate(argument)
      }
    }
    // What the callee changes is taken when all else is known, and belongs to the callee alone.
    for (offset, path) in paths.sorted(by: { $0.key < $1.key }) {
      values[offset] = try failing(at: spans[offset] ?? span) { try read(path) }
    }
    let lent = paths.filter { offset, path in
      if case .variable = path { arguments[offset].isLendable } else { false }
    }
    for case .variable(let variable, _) in lent.values { variable.content = .lent }
    let returned: Returned
    do {
      returned = try invoke(function(values), values, at: span) { parameters in
        for offset in paths.keys { values[offset] = parameters[offset] ?? .missing }
      }
    } catch {
      // What a mistake ends is over; an error of the program leaves everything in order.
      let kept = isThrown(error) ? paths : lent
      for (offset, path) in kept.sorted(by: { $0.key < $1.key }) {
        try write(values[offset], to: path)
      }
      throw error
    }
    for (offset, path) in paths.sorted(by: { $0.key < $1.key }) {
      guard let value = returned.kept[offset] else {
        throw WalkerFault("argument \(offset) does not come back")
      }
      try failing(at: span) { try write(value, to: path) }
    }
    // Arguments go the last first.
    while !values.isEmpty { values.removeLast() }
    return returned.result
  }

  func construct(
    _ type: NominalType, _ fields: [TypedExpression], _ function: UserFunction?,
    _ arguments: [TypedExpression], _ span: Span
  ) throws -> Value {
    var slots = [Slot](repeating: (0, nil), count: fields.count)
    for index in type.fieldsOwnFirst {
      slots[index] = try evaluate(fields[index]).slot(fields[index].type)
    }
    let words: ContiguousArray = [0] + slots.map(\.word)
    let objects: ContiguousArray<AnyObject?> = [type.descriptor] + slots.map(\.object)
    let record =
      type.isMortal
      ? MortalRecord(words: words, objects: objects, departures)
      : Record(words: words, objects: objects)
    if let function {
      guard let body = try body(function.index) else {
        throw failure(MachineError.earlyClosure, at: span)
      }
      let values = try arguments.map(evaluate)
      let made = try invoke(WalkedFunction(body), [.instance(record)] + values, at: span).result
      if function.isFailable { return .optional(try made.bool() ? .instance(record) : nil) }
    }
    return .instance(record)
  }

  func callRow(
    _ row: Callable, _ arguments: [TypedExpression], _ bindings: [String: Type], _ place: Place?,
    _ expression: TypedExpression
  ) throws -> Value {
    let span = expression.span
    let path = try place.map(resolve)
    let frame = CallFrame(count: arguments.count)
    for (offset, argument) in arguments.enumerated() where offset > 0 || path == nil {
      let slot = try evaluate(argument).slot(argument.type)
      frame.registers.words[offset] = slot.word
      frame.registers.objects[offset] = slot.object
    }
    let site = CallSite(
      callable: row, bindings: bindings, arguments: arguments.map(\.span),
      argumentCount: arguments.count)
    current.span = span
    windows.append(nil)
    defer { windows.removeLast() }
    try step(at: span)
    if Anomalies.isOn { rowSites.append(site) }
    defer { if Anomalies.isOn { rowSites.removeLast() } }
    do {
      if let path, let place {
        try changing(path, place.type) { try evaluate(site, frame.registers, $0) }
      } else {
        try evaluate(site, frame.registers, nil)
      }
      try throwPending()
    } catch {
      throw failure(error, at: span, site: site)
    }
    if expression.type.isVoid { return .void }
    return try Value((frame.registers.words[0], frame.registers.objects[0]), expression.type)
  }

  private func evaluate(
    _ site: CallSite, _ registers: Registers, _ slot: UnsafeMutablePointer<AnyObject?>?
  ) throws {
    switch site.callable.row {
    case .operation(let operation): try operation.apply(Call(registers))
    case .builtin(let builtin):
      try builtin.evaluate(
        BuiltinCall(
          registers: registers, bindings: site.bindings, machine: self, site: site, slot: slot))
    }
  }

  /// Lets a row change what stands at a place, which has what the row has done even if it fails.
  private func changing(
    _ path: Path, _ type: Type, _ body: (UnsafeMutablePointer<AnyObject?>) throws -> Void
  ) throws {
    let old = try read(path)
    var object = try old.slot(type).object
    let result = Swift.Result { try withUnsafeMutablePointer(to: &object) { try body($0) } }
    try write(Value((0, object), type), to: path)
    withExtendedLifetime(old) {}
    try result.get()
  }

  /// Rows call functions back through registers of their own.
  func callBack(
    _ function: WalkedFunction, _ prepare: (Registers) -> Void
  ) throws -> Registers {
    let parameters = function.body.parameters
    let frame = CallFrame(count: parameters.count + 4)
    prepare(frame.registers)
    let values = try parameters.enumerated().map { index, parameter in
      try Value((frame.registers.words[index], frame.registers.objects[index]), parameter.type)
    }
    let nested = windows
    let returned = try invoke(function, values, at: current.span)
    windows = nested
    for (index, parameter) in parameters.enumerated() {
      let slot: Slot = try returned.kept[index]?.slot(parameter.type) ?? (0, nil)
      frame.registers.words[index] = slot.word
      frame.registers.objects[index] = slot.object
    }
    // With parameters that come back, the result stands behind them all.
    let place = returned.kept.isEmpty ? 0 : parameters.count
    let result = try returned.result.slot(function.body.result)
    frame.registers.words[place] = result.word
    frame.registers.objects[place] = result.object
    windows[windows.count - 1] = frame
    return frame.registers
  }
}

extension TypedExpression {
  /// Whether a call that changes the variable has it for itself; of numbers and optionals the old
  /// value can still be read.
  fileprivate var isLendable: Bool { !type.isWord && type.wrapped == nil }
}
