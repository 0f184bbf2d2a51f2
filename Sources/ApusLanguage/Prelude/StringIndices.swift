import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    elements(
      "StringProtocol", name, declaration, summary, example: example, refusals: refusals,
      evaluate)
  }

  private static func set(_ call: BuiltinCall, _ position: Int, _ all: Elements) throws {
    guard position >= 0, position <= all.count else {
      throw MachineError(
        "index-out-of-range",
        "there is no index there: the text has \(all.count) "
          + (all.count == 1 ? "character" : "characters"))
    }
    call.registers.set(all.index(of: position, in: call.type("Self")))
  }

  private static let word = #"let s = "word""# + "\n"

  /// Places in texts.
  static let stringIndices: [Builtin] = [
    row(
      "startIndex", "var startIndex: String.Index", "The place of the first character.",
      example: word + "s[s.startIndex]"
    ) { call, all in try set(call, 0, all) },
    row(
      "endIndex", "var endIndex: String.Index", "The place behind the last character.",
      example: word + "s.endIndex == s.startIndex"
    ) { call, all in try set(call, all.count, all) },
    row(
      "index", "func index(_ i: String.Index, offsetBy distance: Int) -> String.Index",
      "The place so many characters further, or back where the number is negative.",
      example: word + "s[s.index(s.startIndex, offsetBy: 2)]",
      refusals: [
        (
          word + "s.index(s.startIndex, offsetBy: 9)",
          "there is no index there: the text has 4 characters"
        )
      ]
    ) { call, all in
      let position = try call.position(call.registers.int(1), in: all, isEnd: true)
      let (target, isTooLarge) = position.addingReportingOverflow(call.registers.int(2))
      try set(call, isTooLarge ? -1 : target, all)
    },
    row(
      "index",
      "func index(_ i: String.Index, offsetBy distance: Int, limitedBy limit: String.Index) "
        + "-> String.Index?",
      "The place so many characters further, or nil where that is beyond a limit.",
      example: word + "s.index(s.startIndex, offsetBy: 9, limitedBy: s.endIndex) == nil"
    ) { call, all in
      let position = try call.position(call.registers.int(1), in: all, isEnd: true)
      let limit = try call.position(call.registers.int(3), in: all, isEnd: true)
      let distance = call.registers.int(2)
      let (target, isTooLarge) = position.addingReportingOverflow(distance)
      let isBeyond =
        isTooLarge
        || (distance > 0
          ? limit >= position && target > limit
          : limit <= position && target < limit)
      guard !isBeyond, target >= 0, target <= all.count else {
        return call.set(optional: nil as Int?)
      }
      call.set(optional: all.index(of: target, in: call.type("Self")))
    },
    row(
      "index", "func index(after i: String.Index) -> String.Index",
      "The place of the next character.", example: word + "s[s.index(after: s.startIndex)]"
    ) { call, all in try set(call, try call.position(call.registers.int(1), in: all) + 1, all) },
    row(
      "index", "func index(before i: String.Index) -> String.Index",
      "The place of the character before.", example: word + "s[s.index(before: s.endIndex)]"
    ) { call, all in
      try set(call, try call.position(call.registers.int(1), in: all, isEnd: true) - 1, all)
    },
    row(
      "distance", "func distance(from start: String.Index, to end: String.Index) -> Int",
      "How many characters lie between two places.",
      example: word + "s.distance(from: s.startIndex, to: s.endIndex)"
    ) { call, all in
      let start = try call.position(call.registers.int(1), in: all, isEnd: true)
      call.registers.set(try call.position(call.registers.int(2), in: all, isEnd: true) - start)
    },
    row(
      "indices", "var indices: some Sequence<String.Index>", "The places of its characters.",
      example: word + "for i in s.indices { print(s[i]) }"
    ) { call, all in
      var place = all.start
      var places: ContiguousArray<Int> = []
      for index in 0..<all.count {
        places.append(place)
        place += held(all[index].object, as: StringObject.self).string.utf8.count
      }
      call.registers.set(WordArray(places))
    },
    row(
      "range", "func range(of other: String) -> Range<String.Index>?",
      "Where another text first occurs, or nil.",
      example: word + #"s[s.range(of: "or")!]"#
    ) { call, all in
      let (own, other) = (call.registers.string(0), call.registers.string(1))
      let parts = Formatting.parts(of: own, other, most: 1) { _ in true }
      guard parts.count > 1 else { return call.registers.set(nil as AnyObject?) }
      let start = all.start + parts[0].text.utf8.count
      call.registers.set(
        Record(words: [start, start + other.utf8.count], objects: [nil, nil]))
    },
    row(
      "unicodeScalars", "var unicodeScalars: [UnicodeScalar]", "The code points of the text.",
      example: #""é".unicodeScalars.count"#
    ) { call, _ in
      let scalars = call.registers.string(0).unicodeScalars.map { WordBox(Int($0.value)) }
      call.registers.set(ObjectArray(ContiguousArray(scalars)))
    },
  ]

  /// Code points.
  static let unicodeScalars: [Builtin] = [
    member(
      of: "UnicodeScalar", "UnicodeScalar", "init?(_ value: Int)",
      summary: "The code point with a number, or nil.", example: "UnicodeScalar(97) != nil"
    ) { call in
      let value = UInt32(exactly: call.registers.int(0)).flatMap { Unicode.Scalar($0) }
      call.registers.set(value.map { WordBox(Int($0.value)) })
    },
    member(
      of: "UnicodeScalar", "value", "var value: Int", summary: "The number of a code point.",
      example: #""a".unicodeScalars.first!.value"#
    ) { call in call.registers.set(call.registers.object(0, as: WordBox.self).word) },
    member(
      of: "Character", "Character", "init(_ scalar: UnicodeScalar)",
      summary: "A code point as a character.", example: "Character(UnicodeScalar(97)!)"
    ) { call in
      let box = call.registers.objects[0]
      call.registers.set(ValueText.describe(.opaque("UnicodeScalar"), 0, box))
    },
    member(
      of: "Character", "unicodeScalars", "var unicodeScalars: [UnicodeScalar]",
      summary: "The code points of the character.", example: #"Character("é").unicodeScalars.count"#
    ) { call in
      let scalars = call.registers.string(0).unicodeScalars.map { WordBox(Int($0.value)) }
      call.registers.set(ObjectArray(ContiguousArray(scalars)))
    },
  ]
}
