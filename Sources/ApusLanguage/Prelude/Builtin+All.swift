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
    Family("display", .apus, displays),
    Family("checks", .swift, checks),
    Family("ranges", .swift, ranges.workedOut),
    Family("comparisons", .swift, comparisons),
    Family("integers", .swift, integers),
    Family("doubles", .swift, doubles),
    Family("floats", .swift, floats),
    Family("tensors of one element", .apus, oneElement),
    Family("functions of numbers", .swift, functions),
    Family("strings", .swift, strings),
    Family("arrays", .swift, arrays),
    Family("parts of arrays", .swift, arrayParts),
    Family("changing arrays", .swift, arrayChanges),
    Family("functions on arrays", .swift, arrayFunctions),
    Family("dictionaries", .swift, dictionaries),
    Family("hashing", .swift, hashing),
    Family("plots", .apus, plots),
    Family("differentiation", .apus, differentiation),
  ]

  package static let all: [Builtin] = families.flatMap(\.rows)
}
