import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Slot) throws -> Void
  ) -> Builtin {
    member(of: "Optional", name, declaration, summary: summary, example: example) { call in
      let wrapped = Elements(call.type("Wrapped"))
      guard let payload = wrapped.payload(of: call.registers.objects[0]) else {
        return call.registers.set(nil as AnyObject?)
      }
      try evaluate(call, payload)
    }
  }

  /// Members of optionals.
  static let optionals: [Builtin] = [
    row(
      "map", "func map<T>(_ transform: (Wrapped) -> T) -> T?",
      "What a function makes of the value, or nil where there is none.",
      example: #"Int("4").map { $0 * 2 } ?? 0"#
    ) { call, payload in
      call.set(optional: try call.function(1)(payload), as: call.type("T"))
    },
    row(
      "flatMap", "func flatMap<T>(_ transform: (Wrapped) -> T?) -> T?",
      "What a function makes of the value, which may be nil, or nil where there is none.",
      example: ##""4 x".split(separator: " ").first.flatMap { Int($0) } ?? 0"##
    ) { call, payload in call.registers.set(try call.function(1)(payload).object) },
  ]
}
