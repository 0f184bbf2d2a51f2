extension Builtin {
  /// Every builtin, family by family.
  package static let all: [Builtin] =
    [
      output, checks, ranges, comparisons, integers, numbers, floatingPoint, oneElement, functions,
      stringsMade, strings, stringIndices, characters, characterSets, unicodeScalars, sequences,
      sequenceValues, collections, parts, collectionChanges, arrays, sets, dictionariesMade,
      dictionaries, optionals, time, files, plots, differentiation,
    ].flatMap { $0 }
}
