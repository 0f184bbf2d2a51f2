extension Builtin {
  /// A member that a type or a protocol of the standard library has.
  static func member(
    of owner: String, _ name: String, _ declarations: String..., summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) -> Builtin {
    Builtin(
      name, forms: declarations.map { "extension \(owner) { \($0) }" }, summary: summary,
      example: example, refusals: refusals, evaluate: evaluate)
  }

  /// A member of every sequence, or of every collection, that looks at the elements.
  static func elements(
    _ owner: String, _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    member(
      of: owner, name, declaration, summary: summary, example: example, refusals: refusals
    ) { call in try evaluate(call, call.collection()) }
  }
}
