import ApusGrad
import ApusTensor
import ApusText
import ApusValue

@testable import ApusLanguage

extension Walker {
  func evaluate(_ expression: TypedExpression) throws -> Value {
    let (type, span) = (expression.type, expression.span)
    switch expression.kind {
    case .word(let word):
      if case .metatype(.nominal(let nominal)) = type, nominal.kind == .class {
        return .opaque(nominal.descriptor)
      }
      return try Value(word: word, type)
    case .string(let text): return .string(text)
    case .none: return type.wrapped == nil ? .missing : .optional(nil)
    case .tensorLiteral(let values, let shape, let kind):
      return try failing(at: span) { try literal(values, shape, kind) }
    case .tensorStack(let parts): return try stack(parts, span)
    case .binding(let binding):
      return try failing(at: span) { try read(variable(binding), binding) }
    case .function(let function): return .function(try named(function, span))
    case .array(let elements): return .array(try elements.map(evaluate))
    case .dictionary(let pairs): return try dictionary(pairs, type)
    case .tuple(let elements): return .record(try elements.map(evaluate))
    case .element, .field, .elementAt:
      let value = try part(expression)()
      try endInstances()
      return value
    case .scalar(let opcode, let operands): return try scalar(opcode, operands, span)
    case .not(let inner): return .bool(!(try evaluate(inner).bool()))
    case .shortCircuit(let isAnd, let left, let right):
      return try evaluate(left).bool() == isAnd ? try evaluate(right) : .bool(!isAnd)
    case .ternary(let condition, let then, let otherwise):
      return try evaluate(condition).bool() ? try evaluate(then) : try evaluate(otherwise)
    case .coalesce(let value, let fallback): return try coalesce(value, fallback, type)
    case .forceUnwrap(let inner): return try unwrap(inner, span)
    case .isPresent(let inner): return .bool(try evaluate(inner).optional() != nil)
    case .attempt(let inner): return try attempt(inner)
    case .insist(let inner): return try insist(inner, span)
    case .typeOf(let inner) where inner.type.isClass:
      return try Value((0, evaluate(inner).instance().objects[0]), type)
    case .typeOf(let inner): return .opaque(TypeObject(try runningType(evaluate(inner))))
    case .updated(let old, let new):
      let before = try evaluate(old).tensor()
      return .tensor(try Differentiation.updated(before, to: try evaluate(new).tensor()).body)
    case .interpolation(let parts): return .string(try parts.map(text).joined())
    case .callRow(let row, let arguments, let bindings, let place):
      return try callRow(row, arguments, bindings, place, expression)
    case .callFunction(let function, let arguments):
      return try callFunction({ _ in function.index }, arguments, span)
    case .callMethod(_, let index, let arguments):
      return try callFunction({ try method(index, of: $0) }, arguments, span)
    case .callWitness(let function, let arguments):
      return try callFunction({ try witness(function, of: $0) }, arguments, span)
    case .typeTest(let value, let wanted):
      return .bool(cast(try evaluate(value), to: wanted) != nil)
    case .construct(let nominal, let fields, let function, let arguments):
      return try construct(nominal, fields, function, arguments, span)
    case .inoutArgument(_, let current): return try evaluate(current)
    case .callClosure(let callee, let arguments): return try callClosure(callee, arguments, span)
    case .closure(let body): return try closure(body)
    case .convert(let conversion, let inner):
      return try convert(conversion, inner, expression)
    case .indices(let indices):
      return .opaque(IndexList(try indices.flatMap { try evaluate($0).indices().indices }))
    case .assign(let place, let value): return try assign(place, value, span)
    case .block(let statements, let result):
      // The statements assign it, or declare it with its value.
      return try inBlock {
        declare(result, nil)
        guard case .normal = try runOpen(statements) else { throw WalkerFault("a block was left") }
        return result.type.isVoid ? .void : try read(variable(result), result)
      }
    case .hole(let text): throw failure(MachineError.hole(text), at: span)
    case .invalid: throw failure(MachineError.hole("an expression with an error"), at: span)
    case .register, .payload, .registerElement:
      throw WalkerFault("only the compiler makes this expression")
    }
  }

  private func literal(_ values: [Double], _ shape: [Int], _ kind: LiteralKind) throws -> Value {
    let tensor = try Tensor(literal: values, shape: shape, isInteger: kind != .floating)
    return .tensor(try kind == .boolean ? tensor.to(.bool).body : tensor.body)
  }

  private func stack(_ parts: [TypedExpression], _ span: Span) throws -> Value {
    let tensors = try parts.map { try evaluate($0).tensor() }
    return try failing(at: span) { .tensor(try Differentiation.stacked(tensors).body) }
  }

  private func named(_ function: UserFunction, _ span: Span) throws -> WalkedFunction {
    guard let body = try body(function.index) else {
      throw failure(MachineError.earlyClosure, at: span)
    }
    return WalkedFunction(body)
  }

  private func dictionary(
    _ pairs: [(TypedExpression, TypedExpression)], _ type: Type
  ) throws -> Value {
    guard case .dictionary(let key, let value) = type else {
      throw WalkerFault("a dictionary for the type \(type)")
    }
    let made = DictionaryObject(keys: key, values: value)
    for (first, second) in pairs {
      let name = try evaluate(first).slot(key)
      made.update(name, try evaluate(second).slot(value))
    }
    return .dictionary(made)
  }

  /// A part of a value, to be read when all indices around it are known: what a variable holds is
  /// looked at last, as Swift has it.
  private func part(_ expression: TypedExpression) throws -> () throws -> Value {
    let (type, span) = (expression.type, expression.span)
    switch expression.kind {
    case .binding: return { try self.evaluate(expression) }
    case .element(let base, let index), .field(let base, let index, _):
      let isShared =
        if case .nominal(let nominal) = base.type { nominal.kind == .class } else { false }
      if isShared {
        let record = try evaluate(base).instance()
        return {
          let value = try Value((record.words[index], record.objects[index]), type)
          return try self.present(value, at: span)
        }
      }
      let whole = try part(base)
      return { try self.present(whole().fields()[index], at: span) }
    case .elementAt(let base, let index):
      let whole = try part(base)
      let position = try evaluate(index).integer()
      return {
        let elements = try whole().array()
        try self.failing(at: span) { try self.check(position, elements.count) }
        return elements[position]
      }
    default:
      let value = try evaluate(expression)
      return { value }
    }
  }

  private func present(_ value: Value, at span: Span) throws -> Value {
    if case .missing = value { throw failure(MachineError.emptyField, at: span) }
    return value
  }

  private func coalesce(
    _ value: TypedExpression, _ fallback: TypedExpression, _ type: Type
  ) throws -> Value {
    guard let payload = try evaluate(value).optional() else { return try evaluate(fallback) }
    return type == value.type ? .optional(payload) : payload
  }

  private func unwrap(_ inner: TypedExpression, _ span: Span) throws -> Value {
    guard let payload = try evaluate(inner).optional() else {
      throw failure(MachineError.unwrappedNil, at: span)
    }
    return payload
  }

  private func text(_ part: TypedExpression) throws -> String {
    let slot = try evaluate(part).slot(part.type)
    let text = ValueText.describe(part.type, slot.word, slot.object)
    try throwPending()
    return text
  }

  /// The function that a method of an instance, or of a class, is.
  private func method(_ index: Int, of arguments: [Value]) throws -> Int {
    if case .opaque(let object) = arguments[0], let descriptor = object as? ClassDescriptor {
      return descriptor.functions[index]
    }
    guard let descriptor = try arguments[0].instance().objects[0] as? ClassDescriptor else {
      throw WalkerFault("an instance without a class")
    }
    return descriptor.functions[index]
  }

  private func closure(_ body: FunctionBody) throws -> Value {
    var captured: [ObjectIdentifier: Variable] = [:]
    for binding in body.captures {
      let variable = try variable(binding)
      captured[ObjectIdentifier(binding)] =
        planted == .captures ? Variable(variable.content) : variable
    }
    return .function(WalkedFunction(body, captured: captured))
  }

  private func assign(_ place: Place, _ value: TypedExpression, _ span: Span) throws -> Value {
    let path = try resolve(place)
    let new = try evaluate(value)
    try failing(at: span) { try write(new, to: path) }
    return .void
  }
}
