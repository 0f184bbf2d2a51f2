import ApusJSON

/// One entry of a widget's state: what the front end calls it, what it holds, and what it is at
/// first.
package struct WidgetProperty: Sendable {
  /// What an entry may hold.
  package enum Kind: String, CaseIterable, Sendable {
    case int, double, bool, text, ints, texts
    case optionalInt, optionalDouble, optionalBool, optionalText
    /// Other widgets, one or several.
    case part, parts
    /// Bytes, which travel beside the messages.
    case bytes
    /// What an output area shows, as a notebook holds it, and the files of an upload.
    case outputs
  }

  /// The front end's name, `readout_format`.
  package let key: String
  package let kind: Kind
  package let initial: JSON

  package init(_ key: String, _ kind: Kind, _ initial: JSON) {
    self.key = key
    self.kind = kind
    self.initial = initial
  }

  static func int(_ key: String, _ initial: Int) -> Self { Self(key, .int, .int(initial)) }
  static func double(_ key: String, _ initial: Double) -> Self {
    Self(key, .double, .double(initial))
  }
  static func bool(_ key: String, _ initial: Bool) -> Self { Self(key, .bool, .bool(initial)) }
  static func text(_ key: String, _ initial: String = "") -> Self {
    Self(key, .text, .string(initial))
  }
  static func texts(_ key: String) -> Self { Self(key, .texts, .array([])) }

  /// The name in our own language, `readoutFormat`.
  package var name: String {
    if let name = Self.names[key] { return name }
    let words = key.split(separator: "_")
    return (words.first.map(String.init) ?? "")
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Entries whose names are words of the language, or mean something else there: a value's
  /// `description` is how it prints.
  private static let names = [
    "_options_labels": "options", "repeat": "repeats", "description": "label",
    "description_allow_html": "labelAllowsHTML", "description_width": "labelWidth",
  ]

  /// Whether a value that a front end sends can be this entry's.
  package func accepts(_ value: JSON) -> Bool {
    switch kind {
    case .int: value.int != nil
    case .double: value.double != nil
    case .bool: value.bool != nil
    case .text: value.string != nil
    case .ints: value.array?.allSatisfy { $0.int != nil } ?? false
    case .texts: value.array?.allSatisfy { $0.string != nil } ?? false
    case .optionalInt: value.isNull || value.int != nil
    case .optionalDouble: value.isNull || value.double != nil
    case .optionalBool: value.isNull || value.bool != nil
    case .optionalText: value.isNull || value.string != nil
    case .outputs: value.array != nil
    // These only a program sets.
    case .part, .parts, .bytes: false
    }
  }
}

extension WidgetProperty.Kind {
  /// The type in our own language; nil where the class's own text handles such an entry.
  package var type: String? {
    switch self {
    case .int: "Int"
    case .double: "Double"
    case .bool: "Bool"
    case .text: "String"
    case .ints: "[Int]"
    case .texts: "[String]"
    case .optionalInt: "Int?"
    case .optionalDouble: "Double?"
    case .optionalBool: "Bool?"
    case .optionalText: "String?"
    case .part, .parts, .bytes, .outputs: nil
    }
  }

  /// The name of the row that sets such an entry.
  package var setter: String { "set" + rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
