import ApusSyntax
import ApusText
import ApusValue

@testable import ApusLanguage

// Errors of the program, and types that only the running program knows.
extension Walker {
  func isThrown(_ error: any Error) -> Bool { (error as? Failure)?.error is Thrown }

  func thrown(_ value: TypedExpression, at span: Span) throws -> Failure {
    guard let box = try evaluate(value).slot(.error).object as? AnyObjectBox else {
      throw WalkerFault("an error without its type")
    }
    return failure(Thrown(error: box), at: span)
  }

  func run(
    _ body: [TypedStatement], _ binding: Binding, _ handler: [TypedStatement]
  ) throws -> Completion {
    do {
      return try run(body)
    } catch let failure as Failure {
      guard let thrown = failure.error as? Thrown else { throw failure }
      let error = try Value((0, thrown.error), .error)
      declare(binding, binding.type == .error ? error : try content(of: error).value)
      current.caught[ObjectIdentifier(binding)] = failure
    }
    return try run(handler)
  }

  func attempt(_ inner: TypedExpression) throws -> Value {
    do {
      return try evaluate(inner)
    } catch  where isThrown(error) {
      return .optional(nil)
    }
  }

  func insist(_ inner: TypedExpression, _ span: Span) throws -> Value {
    do {
      return try evaluate(inner)
    } catch let failure as Failure {
      guard let thrown = failure.error as? Thrown else { throw failure }
      throw self.failure(MachineError.unexpected(thrown.error), at: span)
    }
  }

  /// What is in a value that has its type with it, however often it was put in.
  func content(of value: Value) throws -> (type: Type, value: Value) {
    guard case .any(let type, let inner) = value else {
      throw WalkerFault(value, isNo: "value with its type")
    }
    return type == .any || type == .error ? try content(of: inner) : (type, inner)
  }

  func cast(
    _ inner: TypedExpression, _ type: Type, _ kind: CastKind, _ span: Span
  ) throws -> Value {
    let value = try evaluate(inner)
    let found = try cast(value, to: type)
    switch kind {
    case .test: return .bool(found != nil)
    case .conditional, .coerce: return .optional(found)
    case .forced:
      if let found { return found }
      guard let box = try value.slot(.any).object as? AnyObjectBox else {
        throw WalkerFault("a value without its type")
      }
      throw failure(MachineError.cast(box, to: type), at: span)
    }
  }

  private func cast(_ boxed: Value, to type: Type) throws -> Value? {
    let (own, value) = try content(of: boxed)
    switch (type, own) {
    case (.any, _): return .any(own, value)
    case (.error, _): return own.isError ? .any(own, value) : nil
    case (.optional(let wanted), .optional(let wrapped)):
      guard let payload = try value.optional() else { return .optional(nil) }
      return try cast(.any(wrapped, payload), to: wanted).map { .optional($0) }
    case (.optional(let wanted), _): return try cast(boxed, to: wanted).map { .optional($0) }
    case (_, .optional(let wrapped)):
      return try value.optional().flatMap { try cast(.any(wrapped, $0), to: type) }
    case (.array(let wanted), .array(let element)):
      var elements: [Value] = []
      for item in try value.array() {
        guard let found = try cast(.any(element, item), to: wanted) else { return nil }
        elements.append(found)
      }
      return .array(elements)
    case (.nominal(let wanted), .nominal(let nominal)) where nominal.kind == .class:
      return try classes(of: value).contains { $0 === wanted.descriptor } ? value : nil
    default: return type.accepts(own) ? value : nil
    }
  }

  /// An instance's class and those it inherits from.
  private func classes(of value: Value) throws -> [ClassDescriptor] {
    var all: [ClassDescriptor] = []
    var next = try value.instance().objects[0] as? ClassDescriptor
    while let descriptor = next {
      all.append(descriptor)
      next = descriptor.superclass
    }
    return all
  }

  func runningType(_ boxed: Value) throws -> Type {
    let (type, value) = try content(of: boxed)
    guard case .instance = value else { return type }
    return .opaque(try classes(of: value)[0].name)
  }
}
