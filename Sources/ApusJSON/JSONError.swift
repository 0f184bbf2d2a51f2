/// Why a text is no JSON, or a JSON value is not what was expected there.
package enum JSONError: Error, Hashable, Sendable {
  /// The text breaks JSON's grammar; line and column count from 1, columns in code points.
  case syntax(message: String, line: Int, column: Int)
  /// `path` ends in a member that its object does not have.
  case missing(path: String)
  /// `expected` and `found` come with their articles: `an integer`, `the string "a"`.
  case mismatch(path: String, expected: String, found: String)
}

extension JSONError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .syntax(let message, let line, let column):
      "line \(line), column \(column): \(message)"
    case .missing(let path):
      "\(path): missing"
    case .mismatch(let path, let expected, let found):
      "\(path.isEmpty ? "" : "\(path): ")expected \(expected), found \(found)"
    }
  }
}
