extension HouseRule {
  /// Where unsafe memory may be touched, and why there.
  static let unsafePlaces = [
    "Sources/ApusValue/": "the machine's registers",
    "Sources/ApusGrad/Call.swift": "arguments in the machine's registers",
    "Sources/ApusRunner/AlarmWait.swift": "a condition variable of pthread's",
    "Sources/ApusTensor/": "storage and loops",
    "Sources/ApusJSON/": "jansson",
    "Sources/ApusWire/": "libcrypto",
    "Sources/ApusZeroMQ/": "libzmq",
    "Sources/ApusLanguage/Machine/": "the machine's loop",
  ]

  /// Where an optional may be unwrapped unchecked: the static types have been checked before.
  static let uncheckedPlaces = [
    "Sources/ApusValue/", "Sources/ApusGrad/Call.swift", "Sources/ApusLanguage/Machine/",
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
      sentence: "an optional is unwrapped unchecked only in the machine",
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
