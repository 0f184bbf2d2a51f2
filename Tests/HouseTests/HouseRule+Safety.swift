extension HouseRule {
  /// Where unsafe memory may be touched, and why there.
  static let unsafePlaces = [
    "Sources/ApusValue/": "the machine's registers",
    "Sources/ApusGrad/Call.swift": "arguments in the machine's registers",
    "Sources/ApusGrad/CallFrame.swift": "registers outside the machine",
    "Sources/ApusLoops/": "loops",
    "Sources/ApusTensor/": "storage and loops",
    "Sources/ApusJSON/": "jansson",
    "Sources/ApusFiles/PNGFile.swift": "libpng's sentences",
    "Sources/ApusKernel/History/Database.swift": "SQLite",
    "Sources/ApusWire/": "libcrypto and pthread",
    "Sources/ApusZeroMQ/": "libzmq",
    "Sources/ApusLanguage/Bytecode/": "instructions in the machine's reach",
    "Sources/ApusLanguage/Machine/": "the machine's loop",
    "Sources/ApusLanguage/Prelude/Builtin.swift": "arguments in the machine's registers",
    "Sources/ApusLanguage/Session/DeepStack.swift": "pthread",
    "Sources/ApusLanguage/Session/Turns.swift": "pthread",
    "Sources/ApusLanguage/Values/DictionaryObject.swift": "keys in the machine's registers",
    "Sources/ApusLanguage/Values/KeyTable.swift": "a table's own memory",
    "Sources/LibraryPlugin/": "names of files from the system",
  ]

  /// Where a value is taken for what its static type says, unchecked: the checker has proved it.
  static let uncheckedPlaces = [
    "Sources/ApusValue/", "Sources/ApusGrad/Call.swift", "Sources/ApusLanguage/Machine/",
    "Sources/ApusLanguage/Values/", "Sources/ApusLanguage/Prelude/Elements.swift",
    "Sources/ApusLanguage/Prelude/Formatting.swift",
  ]

  static let safetyRules = [
    HouseRule(
      sentence: "nothing in Sources traps on purpose",
      planted: plant([
        "Sources/ApusText/Other.swift": #"let a = "\(try! f())" // try? is fine"#
      ])
    ) { tree in
      let trap = #/\b(?:try|as)!|(?:^|[^.\w])(?:fatalError|precondition(?:Failure)?)\s*\(/#
      return tree.swiftFiles(in: "Sources").flatMap { lines(of: $0, holding: trap) }
        .map { "\($0.place): \($0.match)" }
    },

    HouseRule(
      sentence: "nothing in Sources is unwrapped by force",
      planted: plant(["Sources/ApusText/Other.swift": "let a = table[key]!.count"])
    ) { tree in
      let force = /[\w)\]}>"]!(?![=\w])/
      return tree.swiftFiles(in: "Sources").flatMap { lines(of: $0, holding: force) }
        .map { "\($0.place): \($0.match)" }
    },

    HouseRule(
      sentence: "a type is taken on trust only where the checker has proved it",
      planted: plant(["Sources/ApusText/Other.swift": "let a = b.unsafelyUnwrapped"])
    ) { tree in
      tree.swiftFiles(in: "Sources").filter { isOutside(uncheckedPlaces, $0) }
        .flatMap { lines(of: $0, holding: /unsafelyUnwrapped|unsafeDowncast/) }
        .map { "\($0.place): \($0.match)" }
    },

    HouseRule(
      sentence: "unsafe memory is touched only where the list says",
      planted: plant(["Sources/ApusText/Other.swift": "func f(_ p: UnsafePointer<Int>) {}"])
    ) { tree in
      let unsafe =
        #/
        \bUnsafe\w*Pointer | \bwithUnsafe\w+ | \bunsafeBitCast | \bUnmanaged\b | \bOpaquePointer
        | \bunowned\(unsafe\)
        /#
      return tree.swiftFiles(in: "Sources").filter { isOutside(Array(unsafePlaces.keys), $0) }
        .flatMap { lines(of: $0, holding: unsafe) }
        .map { "\($0.place): \($0.match)" }
    },
  ]

  private static func isOutside(_ places: [String], _ file: SourceTree.SwiftFile) -> Bool {
    !places.contains { file.path.hasPrefix($0) }
  }
}
