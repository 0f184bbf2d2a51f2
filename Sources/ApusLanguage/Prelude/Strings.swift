import ApusValue

extension Builtin {
  private static func make(
    _ declarations: String..., summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall) throws -> Void
  ) -> Builtin {
    Builtin(
      "String", forms: declarations.map { "extension String { \($0) }" }, summary: summary,
      example: example, refusals: refusals, evaluate: evaluate)
  }

  /// Making strings.
  static let stringsMade: [Builtin] = [
    make("init()", summary: "A text without characters.", example: "String()") { call in
      call.registers.set("")
    },
    make(
      "init(_ text: Substring)", "init(_ text: Character)", "init(_ text: String)",
      summary: "A character or a part of a text as a text of its own.",
      example: #"String("héllo".prefix(2))"#
    ) { call in call.registers.set(call.registers.string(0)) },
    make(
      "init(_ characters: some Sequence<Character>)",
      summary: "Characters one after the other as a text.", example: #"String("abc".reversed())"#
    ) { call in
      call.registers.set(Elements(.character, call.registers.objects[0]).joined(""))
    },
    make(
      "init<T: LosslessStringConvertible>(_ value: T)",
      summary: "A number, a truth or a character as text.", example: "String(42)"
    ) { call in
      let (word, object) = call.slot(0)
      call.registers.set(ValueText.describe(call.type("T"), word, object))
    },
    make(
      "init(describing value: Any)", summary: "Any value as text.",
      example: "String(describing: [1, 2])"
    ) { call in
      let box: AnyObjectBox = call.registers.object(0)
      call.registers.set(ValueText.describe(box.type, box.word, box.object))
    },
    make(
      "init(reflecting value: Any)", summary: "A value as text, with the quotes of texts.",
      example: #"String(reflecting: "a")"#
    ) { call in
      let box: AnyObjectBox = call.registers.object(0)
      call.registers.set(ValueText.reflect(box.type, box.word, box.object))
    },
    make(
      "init(_ number: Int, radix: Int, uppercase: Bool = false)",
      summary: "A number written in another base.", example: "String(255, radix: 16)",
      refusals: [("String(5, radix: 1)", "a base is from 2 to 36, not 1")]
    ) { call in
      let base = try call.radix(1)
      call.registers.set(
        String(call.registers.int(0), radix: base, uppercase: call.registers.bool(2)))
    },
    make(
      "init(repeating text: String, count: Int)", "init(repeating text: Character, count: Int)",
      summary: "A text several times over.", example: #"String(repeating: "ab", count: 3)"#,
      refusals: [
        (#"String(repeating: "a", count: 0 - 1)"#, "a text is repeated 0 times or more, not -1")
      ]
    ) { call in
      let (text, count) = (call.registers.string(0), call.registers.int(1))
      guard count >= 0 else {
        throw MachineError("count", "a text is repeated 0 times or more, not \(count)")
      }
      let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
      if !overflow { try MachineError.checkRoom(for: "a text of \(size) bytes", bytes: size) }
      guard !overflow, size <= Elements.limit else {
        throw MachineError("memory", "a text of \(count) repetitions is too large")
      }
      call.registers.set(String(repeating: text, count: count))
    },
    make(
      "init(format: String, _ values: Any...)",
      summary: "Numbers and texts in a C format: %d, %5.2f, %e, %g, %@.",
      example: #"String(format: "%.3f", 2.0 / 3)"#,
      refusals: [
        (#"String(format: "%d")"#, "the format '%d' needs more values than there are")
      ]
    ) { call in
      call.registers.set(
        try Formatting.text(call.registers.string(0), Elements(.any, call.registers.objects[1])))
    },
    Builtin(
      "+", "func + <A: StringProtocol, B: StringProtocol>(a: A, b: B) -> A",
      summary: "Joins two texts.", example: #""atten" + "tion""#,
      evaluate: { call in
        let (a, b) = (call.registers.string(0), call.registers.string(1))
        guard a.utf8.count + b.utf8.count <= Elements.limit else {
          throw MachineError.tooLarge("text")
        }
        let size = a.utf8.count + b.utf8.count
        try MachineError.checkRoom(for: "a text of \(size) bytes", bytes: size)
        call.registers.set(a + b)
      }),
    Builtin(
      "append", "extension String { mutating func append(_ other: String) }",
      "extension String { mutating func append(_ other: Substring) }",
      "extension String { mutating func append(_ other: Character) }",
      summary: "Puts another text or a character behind this one.",
      example: "var s = \"a\"\ns.append(\"b\")",
      evaluate: appendText),
    Builtin(
      "write", "extension String { mutating func write(_ string: String) }",
      summary: "Puts another text behind this one, as what prints into it does.",
      example: "var s = \"a\"\ns.write(\"b\")", evaluate: appendText),
  ]

  @Sendable private static func appendText(_ call: BuiltinCall) throws {
    guard let slot = call.slot else { return }
    let text: StringObject = call.registers.object(1)
    let own = call.machine.uniqueString(slot)
    guard own.byteCount + text.byteCount <= Elements.limit else {
      throw MachineError.tooLarge("text")
    }
    try MachineError.checkRoom(
      for: "adding a text of \(text.byteCount) bytes", bytes: text.byteCount)
    own.append(text)
  }

  private static func text(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ read: @escaping @Sendable (BuiltinCall, String) throws -> Void
  ) -> Builtin {
    member(of: "StringProtocol", name, declaration, summary: summary, example: example) { call in
      try read(call, call.registers.string(0))
    }
  }

  private static func test(
    _ name: String, _ summary: String, example: String,
    _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> Builtin {
    text(
      name, "func \(name)<S: StringProtocol>(_ other: S) -> Bool", summary, example: example
    ) { call, own in call.registers.set(holds(own, call.registers.string(1))) }
  }

  private static func list(_ parts: [String]) -> ObjectArray {
    ObjectArray(ContiguousArray(parts.map { StringObject($0) }))
  }

  /// Members of String and Substring.
  static let strings: [Builtin] = [
    text(
      "uppercased", "func uppercased() -> String", "The text in capitals.",
      example: #""rnn".uppercased()"#
    ) { $0.registers.set($1.uppercased()) },
    text(
      "lowercased", "func lowercased() -> String", "The text in small letters.",
      example: #""RNN".lowercased()"#
    ) { $0.registers.set($1.lowercased()) },
    text(
      "capitalized", "var capitalized: String", "The text with a capital for every word.",
      example: #""long short-term memory".capitalized"#
    ) { $0.registers.set(Formatting.capitalized($1)) },
    test("hasPrefix", "Whether it begins with another text.", example: #""query".hasPrefix("q")"#) {
      $0.hasPrefix($1)
    },
    test("hasSuffix", "Whether it ends with another text.", example: #""query".hasSuffix("y")"#) {
      $0.hasSuffix($1)
    },
    test("contains", "Whether another text occurs in it.", example: #""query".contains("er")"#) {
      Formatting.contains($0, $1)
    },
    text(
      "split",
      "func split(separator: String, maxSplits: Int = Int.max, "
        + "omittingEmptySubsequences: Bool = true) -> [Substring]",
      "The parts between separators, without empty ones unless they are wanted.",
      example: #""a, b, , c".split(separator: ", ")"#
    ) { call, own in
      let omitsEmpty = call.registers.bool(3)
      let parts = Formatting.parts(of: own, call.registers.string(1), most: call.registers.int(2)) {
        !omitsEmpty || !$0.isEmpty
      }
      let whole: StringObject = call.registers.object(0)
      call.registers.set(
        ObjectArray(
          ContiguousArray(
            parts.map { StringObject($0.text, start: whole.start + $0.offset) })))
    },
    text(
      "components", "func components(separatedBy separator: String) -> [String]",
      "The parts between separators, empty ones too.",
      example: #""a, b".components(separatedBy: ", ")"#
    ) { call, own in
      call.registers.set(list(Formatting.split(own, call.registers.string(1))))
    },
    text(
      "components", "func components(separatedBy set: CharacterSet) -> [String]",
      "The parts between characters of a set, empty ones too.",
      example: #""a b".components(separatedBy: .whitespaces)"#
    ) { call, own in
      let set: CharacterSet = call.registers.object(1)
      let parts = own.unicodeScalars.split(omittingEmptySubsequences: false) { set.contains($0) }
      call.registers.set(list(parts.map { String($0) }))
    },
    text(
      "replacingOccurrences",
      "func replacingOccurrences(of target: String, with other: String) -> String",
      "The text with every occurrence of one text replaced by another.",
      example: #""a-b-c".replacingOccurrences(of: "-", with: "+")"#
    ) { call, own in try replace(call, own) },
    text(
      "replacing", "func replacing(_ target: String, with other: String) -> String",
      "The text with every occurrence of one text replaced by another.",
      example: #""a-b-c".replacing("-", with: "+")"#
    ) { call, own in try replace(call, own) },
    text(
      "trimmingCharacters", "func trimmingCharacters(in set: CharacterSet) -> String",
      "The text without characters of a set at its ends.",
      example: #"" a b ".trimmingCharacters(in: .whitespaces)"#
    ) { call, own in
      let set: CharacterSet = call.registers.object(1)
      let rest = own.unicodeScalars.drop { set.contains($0) }
      let end = rest.lastIndex { !set.contains($0) }.map { rest.index(after: $0) }
      call.registers.set(String(rest[..<(end ?? rest.startIndex)]))
    },
    text(
      "padding",
      "func padding(toLength length: Int, withPad pad: String, startingAt start: Int) -> String",
      "The text cut or filled up to a length.",
      example: #""7".padding(toLength: 3, withPad: " ", startingAt: 0)"#
    ) { call, own in
      let (length, pad, start) = (
        call.registers.int(1), Array(call.registers.string(2)), call.registers.int(3)
      )
      guard length >= 0, length <= Elements.limit, pad.indices.contains(start) else {
        throw MachineError("count", "padding needs a length and a place in a text to fill with")
      }
      var filled = String(own.prefix(length))
      for index in 0..<max(0, length - own.count) {
        filled.append(pad[(start + index) % pad.count])
      }
      call.registers.set(filled)
    },
    text("description", "var description: String", "The text itself.", example: #""a".description"#)
    {
      $0.registers.set($1)
    },
    text("utf8", "var utf8: [Int]", "The bytes of the text.", example: #""é".utf8.count"#) {
      $0.registers.set(WordArray(ContiguousArray($1.utf8.map { Int($0) })))
    },
    text(
      "utf16", "var utf16: [Int]", "The text in units of 16 bits.", example: #""é".utf16.count"#
    ) { $0.registers.set(WordArray(ContiguousArray($1.utf16.map { Int($0) }))) },
  ]

  private static func replace(_ call: BuiltinCall, _ own: String) throws {
    let (target, other) = (call.registers.string(1), call.registers.string(2))
    let parts = Formatting.split(own, target)
    let (added, isTooLarge) = other.utf8.count.multipliedReportingOverflow(by: parts.count)
    guard !isTooLarge, own.utf8.count + added <= Elements.limit else {
      throw MachineError.tooLarge("text")
    }
    call.registers.set(parts.joined(separator: other))
  }
}

extension BuiltinCall {
  /// A base for writing numbers.
  func radix(_ index: Int) throws -> Int {
    let base = registers.int(index)
    guard (2...36).contains(base) else {
      throw MachineError("radix", "a base is from 2 to 36, not \(base)")
    }
    return base
  }
}
