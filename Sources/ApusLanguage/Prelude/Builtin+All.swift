extension Builtin {
  /// Every builtin, family by family.
  package static let all: [Builtin] =
    output + checks + ranges + comparisons + integers + doubles + floats + oneElement + functions
    + strings + arrays + arrayParts + arrayChanges + arrayFunctions + dictionaries + plots
    + differentiation
}
