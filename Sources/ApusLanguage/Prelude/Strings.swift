import ApusValue

extension Builtin {
  private static func property(
    _ name: String, _ type: String, _ summary: String, example: String,
    _ read: @escaping @Sendable (BuiltinCall, String) -> Void
  ) -> Builtin {
    Builtin(
      name, "extension String { var \(name): \(type) }", summary: summary, example: example,
      evaluate: { call in read(call, call.registers.string(0)) })
  }

  private static func test(
    _ name: String, _ summary: String, example: String,
    _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> Builtin {
    Builtin(
      name, "extension String { func \(name)(_ other: String) -> Bool }", summary: summary,
      example: example,
      evaluate: { call in
        call.registers.set(holds(call.registers.string(0), call.registers.string(1)))
      })
  }

  /// Members of String.
  static let strings: [Builtin] = [
    Builtin(
      "Bool", "extension Bool { init?(_ text: String) }",
      summary: "The truth that a text spells, or nil.", example: #"Bool("true") ?? false"#,
      evaluate: { call in
        call.set(optional: Bool(call.registers.string(0)).map { ($0 ? 1 : 0, nil) }, as: .bool)
      }),
    Builtin(
      "String", "extension String { init(_ value: Any) }", summary: "A value as text.",
      example: "String(42)",
      evaluate: { call in
        let box: AnyObjectBox = call.registers.object(0)
        call.registers.set(ValueText.describe(box.type, box.word, box.object))
      }),
    Builtin(
      "String", "extension String { init(repeating text: String, count: Int) }",
      summary: "A text several times over.", example: #"String(repeating: "ab", count: 3)"#,
      refusals: [
        (#"String(repeating: "a", count: 0 - 1)"#, "a text is repeated 0 times or more, not -1")
      ],
      evaluate: { call in
        let (text, count) = (call.registers.string(0), call.registers.int(1))
        guard count >= 0 else {
          throw MachineError("count", "a text is repeated 0 times or more, not \(count)")
        }
        let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
        guard !overflow, size < 1 << 30 else {
          throw MachineError("memory", "a text of \(count) repetitions is too large")
        }
        try MachineError.checkRoom(for: "a text of \(size) bytes", bytes: size)
        call.registers.set(String(repeating: text, count: count))
      }),
    Builtin(
      "String", "extension String { init(format: String, _ values: Any...) }",
      summary: "Numbers and texts in a C format: %d, %5.2f, %e, %g, %@.",
      example: #"String(format: "%.3f", 2.0 / 3)"#,
      refusals: [
        (#"String(format: "%d")"#, "the format '%d' needs more values than there are")
      ],
      evaluate: { call in
        call.registers.set(
          try Formatting.text(call.registers.string(0), Elements(.any, call.registers.objects[1])))
      }),
    Builtin(
      "append", "extension String { mutating func append(_ other: String) }",
      summary: "Puts another text behind this one.",
      example: "var s = \"a\"\ns.append(\"b\")",
      evaluate: { call in
        guard let slot = call.slot else { return }
        let text = call.registers.string(1)
        try MachineError.checkRoom(
          for: "adding a text of \(text.utf8.count) bytes", bytes: text.utf8.count)
        call.machine.uniqueString(slot).string += text
      }),
    property("count", "Int", "How many characters it has.", example: #""naïve".count"#) {
      $0.registers.set($1.count)
    },
    property("isEmpty", "Bool", "Whether it has no characters.", example: #""".isEmpty"#) {
      $0.registers.set($1.isEmpty)
    },
    Builtin(
      "uppercased", "extension String { func uppercased() -> String }",
      summary: "The text in capitals.", example: #""rnn".uppercased()"#,
      evaluate: { call in call.registers.set(call.registers.string(0).uppercased()) }),
    Builtin(
      "lowercased", "extension String { func lowercased() -> String }",
      summary: "The text in small letters.", example: #""RNN".lowercased()"#,
      evaluate: { call in call.registers.set(call.registers.string(0).lowercased()) }),
    test("hasPrefix", "Whether it begins with another text.", example: #""query".hasPrefix("q")"#) {
      $0.hasPrefix($1)
    },
    test("hasSuffix", "Whether it ends with another text.", example: #""query".hasSuffix("y")"#) {
      $0.hasSuffix($1)
    },
    test("contains", "Whether another text occurs in it.", example: #""query".contains("er")"#) {
      Formatting.contains($0, $1)
    },
    Builtin(
      "split", "extension String { func split(separator: String) -> [String] }",
      summary: "The parts between separators, without empty ones.",
      example: #""a b  c".split(separator: " ")"#,
      evaluate: { call in
        let parts = Formatting.split(call.registers.string(0), call.registers.string(1))
        call.registers.set(
          ObjectArray(ContiguousArray(parts.filter { !$0.isEmpty }.map { StringObject($0) })))
      }),
    Builtin(
      "replacingOccurrences",
      "extension String { func replacingOccurrences(of target: String, with other: String) -> String }",
      summary: "The text with every occurrence of one text replaced by another.",
      example: #""a-b-c".replacingOccurrences(of: "-", with: "+")"#,
      evaluate: { call in
        let parts = Formatting.split(call.registers.string(0), call.registers.string(1))
        call.registers.set(parts.joined(separator: call.registers.string(2)))
      }),
    Builtin(
      "joined",
      #"extension Array { func joined(separator: String = "") -> String }"#,
      summary: "The texts of an array, one after the other.",
      example: #"["a", "b"].joined(separator: ", ")"#,
      evaluate: { call in
        let items = call.elements(0)
        guard items.type == .string else {
          throw MachineError(
            "type", "only an array of strings can be joined, not [\(items.type)]",
            help: #"make texts of its elements: x.map { "\($0)" }"#)
        }
        let texts = (0..<items.count).map { ValueText.describe(.string, 0, items[$0].object) }
        call.registers.set(texts.joined(separator: call.registers.string(1)))
      }),
  ]
}
