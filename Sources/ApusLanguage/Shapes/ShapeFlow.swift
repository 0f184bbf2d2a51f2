import ApusText

/// Why a path through the program ends before its end.
enum ShapeEnding: Error {
  /// In a mismatch of shapes.
  case failed(Diagnostic)
  /// In something else: another error, a hole of a handout, a loop without an end.
  case ended
  /// In an error of the program, which a `catch` may take; what is known there is noted.
  case thrown
  /// No one knows: there was too much to follow.
  case stopped
}

/// Where statements lead, each way with what is known at its end.
struct ShapeFlow {
  enum Exit: Hashable {
    case `break`(Int)
    case `continue`(Int)
  }

  /// Whether the statement behind may be reached; what is known there is in the checker's memory.
  var falls = true
  var returned: (value: Known, memory: KnownMemory)?
  var exits: [Exit: KnownMemory] = [:]
  /// What is known where an error of the program is thrown.
  var thrown: KnownMemory?

  var hasExits: Bool { returned != nil || !exits.isEmpty || thrown != nil }

  /// Adds the ways out of statements that may come to pass as well.
  mutating func join(_ other: ShapeFlow) {
    if let theirs = other.returned {
      returned =
        returned.map {
          ($0.value.merged(with: theirs.value), $0.memory.merged(with: theirs.memory))
        }
        ?? theirs
    }
    thrown.join(other.thrown)
    for (exit, memory) in other.exits {
      exits[exit] = exits[exit]?.merged(with: memory) ?? memory
    }
  }
}

extension KnownMemory? {
  /// What is known after either path, where the second is possible at all.
  mutating func join(_ other: KnownMemory?) {
    guard let other else { return }
    self = self?.merged(with: other) ?? other
  }
}
