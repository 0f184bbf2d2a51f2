extension Builtin {
  /// Rows of one kind, a chapter of the reference.
  package struct Family: Sendable {
    /// Where swiftc finds what the rows declare.
    package enum Origin: Sendable {
      /// In Swift's standard library or in Foundation.
      case swift
      /// In the module `Apus`.
      case apus
    }

    package let name: String
    package let origin: Origin
    package let rows: [Builtin]

    init(_ name: String, _ origin: Origin, _ rows: [Builtin]) {
      self.name = name
      self.origin = origin
      self.rows = rows
    }
  }

  /// Every family there is; a new one is a line here.
  package static let families: [Family] = [
    Family("output and input", .swift, output),
    Family("questions", .apus, questions),
    Family("dumps", .swift, dumps),
    Family("display", .apus, displays),
    Family("checks", .swift, checks),
    Family("requirements", .apus, requirements),
    Family("ranges", .swift, ranges.workedOut),
    Family("comparisons", .swift, comparisons),
    Family("integers", .swift, integers),
    Family("numbers", .swift, numbers),
    Family("numbers with a fraction", .swift, floatingPoint),
    Family("tensors of one element", .apus, oneElement),
    Family("numbers for people to read", .swift, groupedNumbers),
    Family("functions of numbers", .swift, functions),
    Family("making strings", .swift, stringsMade),
    Family("strings", .swift, strings),
    Family("places in strings", .swift, stringIndices),
    Family("characters", .swift, characters),
    Family("sets of characters", .swift, characterSets),
    Family("code points", .swift, unicodeScalars),
    Family("functions on sequences", .swift, sequences),
    Family("sequences", .swift, sequenceValues),
    Family("collections", .swift, collections),
    Family("parts of collections", .swift, parts),
    Family("changing collections", .swift, collectionChanges),
    Family("arrays", .swift, arrays),
    Family("indices of arrays", .swift, arrayIndices),
    Family("sets", .swift, sets),
    Family("making dictionaries", .swift, dictionariesMade),
    Family("dictionaries", .swift, dictionaries),
    Family("optionals", .swift, optionals),
    Family("time", .swift, time),
    Family("files", .swift, files),
    Family("hashing", .swift, hashing),
    Family("looking into values", .swift, mirrors),
    Family("plots", .apus, plots),
    Family("states of widgets", .apus, widgets),
    Family("tensor files", .apus, tensorFiles),
    Family("differentiation", .apus, differentiation),
  ]

  package static let all: [Builtin] = families.flatMap(\.rows)
}
