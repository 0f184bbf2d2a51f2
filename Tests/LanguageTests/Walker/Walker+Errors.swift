import ApusText
import ApusValue

@testable import ApusLanguage

// Errors of the program, and types that only the running program knows.
extension Walker {
  func isThrown(_ error: any Error) -> Bool {
    (error as? Failure).flatMap { Thrown(caught: $0.error) } != nil
  }

  func thrown(_ value: TypedExpression, at span: Span) throws -> Failure {
    guard let box = try evaluate(value).slot(.error).object as? AnyObjectBox else {
      throw WalkerFault("an error without its type")
    }
    return failure(Thrown(error: box), at: span)
  }

  func run(
    _ body: [TypedStatement], _ binding: Binding, _ handler: [TypedStatement]
  ) throws -> Completion {
    let mark = current.declared.count
    defer { current.leave(to: mark) }
    do {
      return try run(body)
    } catch let failure as Failure {
      guard let thrown = Thrown(caught: failure.error) else { throw failure }
      current.leave(to: mark)
      try endInstances()
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
      try endInstances()
      return .optional(nil)
    }
  }

  func insist(_ inner: TypedExpression, _ span: Span) throws -> Value {
    do {
      return try evaluate(inner)
    } catch let failure as Failure {
      guard let thrown = Thrown(caught: failure.error) else { throw failure }
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

  /// What a reference is to, also where it has its type with it.
  func instance(_ value: Value) throws -> AnyObject? {
    switch value {
    case .optional(let inner): return try inner.flatMap { try instance($0) }
    case .any: return try content(of: value).value.object()
    default: return try value.object()
    }
  }

  func runningType(_ boxed: Value) throws -> Type { try content(of: boxed).type }
}
