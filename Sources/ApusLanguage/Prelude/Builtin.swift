import ApusValue

/// A row of the prelude that is no tensor operation: `print`, `Int.isMultiple(of:)`, `Array.map`.
///
/// It has the same head as an `Operation`, so that checking, completion, inspection and the tests
/// read both alike.
package final class Builtin: Sendable {
  package let name: String
  /// Declarations of our own language without a body; the first is the one `evaluate` sees.
  package let forms: [String]
  package let summary: String
  package let formula: String
  package let example: String
  package let refusals: [(code: String, sentence: String)]
  /// Whether the value depends on nothing but the arguments, so that it can be worked out before
  /// the program runs.
  package let isWorkedOut: Bool
  package let evaluate: @Sendable (BuiltinCall) throws -> Void

  package convenience init(
    _ name: String, _ forms: String..., summary: String, formula: String = "", example: String,
    refusals: [(code: String, sentence: String)] = [],
    evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) {
    self.init(
      name, forms: forms, summary: summary, formula: formula, example: example,
      refusals: refusals, evaluate: evaluate)
  }

  init(
    _ name: String, forms: [String], summary: String, formula: String = "", example: String,
    refusals: [(code: String, sentence: String)] = [], isWorkedOut: Bool = false,
    evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) {
    self.name = name
    self.forms = forms
    self.summary = summary
    self.formula = formula
    self.example = example
    self.refusals = refusals
    self.isWorkedOut = isWorkedOut
    self.evaluate = evaluate
  }
}

extension [Builtin] {
  /// The rows as such whose values can be worked out before the program runs.
  var workedOut: [Builtin] {
    map { row in
      Builtin(
        row.name, forms: row.forms, summary: row.summary, formula: row.formula,
        example: row.example, refusals: row.refusals, isWorkedOut: true, evaluate: row.evaluate)
    }
  }
}

/// One call of a builtin: its arguments, what its generic parameters are, and what is around it.
package struct BuiltinCall {
  package let registers: Registers
  package let bindings: [CallSite.GenericBinding]
  package let machine: BuiltinContext
  /// Where it stands; nil in a compiled program.
  package let site: CallSite?
  /// Where `self` stands, for a `mutating` row.
  package let slot: UnsafeMutablePointer<AnyObject?>?

  /// The type a generic parameter is bound to.
  package func type(_ parameter: String) -> Type {
    for binding in bindings where binding.parameter == parameter { return binding.type }
    return .invalid
  }
}
