/// A command line after the command's name, taken apart.
struct Arguments: Sendable {
  var operands: [String] = []
  private var values: [Option: String] = [:]

  /// Where an option stands twice, the last one holds.
  mutating func set(_ option: Option, _ value: String) { values[option] = value }

  func has(_ option: Option) -> Bool { values[option] != nil }

  subscript(option: Option) -> String? { values[option] }
}
