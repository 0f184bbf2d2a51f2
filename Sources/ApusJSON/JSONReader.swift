/// A JSON value with the path to it, so that an error says where it is: `content.cursor_pos`.
package struct JSONReader: Sendable {
  package let value: JSON
  /// How messages call the value; empty for the whole document.
  package let path: String

  package init(_ value: JSON, path: String = "") {
    self.value = value
    self.path = path
  }

  package init(_ object: JSONObject, path: String = "") {
    self.init(.object(object), path: path)
  }

  /// The member of that name; an error where it is missing or this is no object.
  package func field(_ key: String) throws(JSONError) -> JSONReader {
    let path = path(to: key)
    guard let member = try object()[key] else { throw .missing(path: path) }
    return JSONReader(member, path: path)
  }

  /// The member of that name; nil where it is missing or null, an error where this is no object.
  package func optional(_ key: String) throws(JSONError) -> JSONReader? {
    guard let member = try object()[key], member != .null else { return nil }
    return JSONReader(member, path: path(to: key))
  }

  package func bool() throws(JSONError) -> Bool { try read(\.bool, "true or false") }

  package func int() throws(JSONError) -> Int { try read(\.int, "an integer") }

  package func double() throws(JSONError) -> Double { try read(\.double, "a number") }

  package func string() throws(JSONError) -> String { try read(\.string, "a string") }

  package func object() throws(JSONError) -> JSONObject { try read(\.object, "an object") }

  package func array() throws(JSONError) -> [JSONReader] {
    try read(\.array, "an array").enumerated().map { index, element in
      JSONReader(element, path: "\(path)[\(index)]")
    }
  }

  /// An error about this value, for rules that go beyond its type.
  package func mismatch(expected: String) -> JSONError {
    .mismatch(path: path, expected: expected, found: value.summary)
  }

  private func read<Value>(
    _ value: KeyPath<JSON, Value?>, _ expected: String
  ) throws(JSONError) -> Value {
    guard let value = self.value[keyPath: value] else { throw mismatch(expected: expected) }
    return value
  }

  private func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension JSON {
  /// The value in a few words, as a message says what it found.
  fileprivate var summary: String {
    let limit = 40
    return switch self {
    case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
    case .object(let object): object.isEmpty ? "an empty object" : "an object"
    case .string(let text) where text.unicodeScalars.count > limit:
      "\(JSON.string(String(text.unicodeScalars.prefix(limit))).text(.compact)) and more"
    default: text(.compact)
    }
  }
}
