/// All operations there are.
package enum Catalogue {
  package static let all: [Operation] =
    arithmetic + comparisons + exponentials + trigonometry + rounding + activations + reductions
    + positions + shapes + joining + products + indexing + ordering + making + conversion
    + sequences + random + printing
}

extension Operation {
  /// All operations there are.
  package static var all: [Operation] { Catalogue.all }
}
