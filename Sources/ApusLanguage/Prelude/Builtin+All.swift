extension Builtin {
  /// Every builtin, family by family.
  package static let all: [Builtin] =
    output + checks + ranges + comparisons + integers + doubles + floats + functions + strings
    + arrays + arrayChanges + arrayFunctions + dictionaries + plots + differentiation
}
