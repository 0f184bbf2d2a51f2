/// Why an operation refused its arguments, as data; the language puts the operands' source text in.
package struct TensorError: Error, Sendable, Equatable {
  /// What went wrong, as a stable name: `shape-mismatch`, `axis-out-of-range`, `dtype`, `memory`.
  package var id: String
  /// The operation's name as the user writes it; filled in where the row is applied.
  package var operation: String
  /// One sentence without a full stop that states the rule and the facts.
  package var message: String
  /// What to say under argument `i`, in the order of the row's first form; `Float32 [4, 5]`.
  package var operands: [Int: String]
  /// What to do, where that is certain.
  package var help: String?
  /// The message and the help with marks for the arguments they name.
  package var marked: Marked?
  /// Where the call stands that is to blame, where that is not the one that found it.
  package var origin: Anomalies.Origin?

  package init(
    _ id: String, _ message: String, operation: String = "", operands: [Int: String] = [:],
    help: String? = nil
  ) {
    self.id = id
    self.operation = operation
    self.message = message
    self.operands = operands
    self.help = help
  }
}
