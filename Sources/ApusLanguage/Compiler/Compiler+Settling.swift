extension Compiler {
  /// The same part of a variable, which is to be read later, with its indices in registers; what is
  /// no part of a variable is itself in a register.
  func settled(_ value: TypedExpression) -> TypedExpression {
    var settled = value
    switch value.kind {
    case .binding, .register: return value
    case .element(let base, let index) where !base.type.isClass:
      settled.kind = .element(self.settled(base), index)
    case .field(let base, let index, let name) where !base.type.isClass:
      settled.kind = .field(self.settled(base), index, name: name)
    case .elementAt(let base, let index):
      let base = self.settled(base)
      settled.kind = .elementAt(
        base, TypedExpression(.register(operand(index)), index.type, index.span))
    default: settled.kind = .register(operand(value))
    }
    return settled
  }
}
