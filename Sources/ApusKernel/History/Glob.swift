/// A pattern as SQLite's GLOB has it: `*` any text, `?` one character, `[a-z]` and `[^a-z]` one of a
/// set; case counts.
struct Glob {
  private enum Element {
    case anything
    case one
    case exactly(Unicode.Scalar)
    case among([ClosedRange<Unicode.Scalar>], isInverted: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anything, .one: true
      case .exactly(let expected): scalar == expected
      case .among(let ranges, let isInverted):
        ranges.contains { $0.contains(scalar) } != isInverted
      }
    }
  }

  private let elements: [Element]

  init(_ pattern: String) {
    var elements: [Element] = []
    var rest = pattern.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": elements.append(.anything)
      case "?": elements.append(.one)
      case "[": elements.append(Self.set(&rest) ?? .exactly("["))
      default: elements.append(.exactly(scalar))
      }
    }
    self.elements = elements
  }

  /// Reads a set after its bracket; nil, and nothing taken, where it is never closed.
  private static func set(_ rest: inout Substring.UnicodeScalarView) -> Element? {
    var inside = rest
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let isInverted = inside.first == "^"
    if isInverted { inside.removeFirst() }
    var isFirst = true
    while let scalar = inside.popFirst() {
      if scalar == "]" && !isFirst {
        rest = inside
        return .among(ranges, isInverted: isInverted)
      }
      isFirst = false
      let end = inside.dropFirst().first
      if inside.first == "-", let end, end != "]" {
        inside.removeFirst(2)
        if scalar <= end { ranges.append(scalar...end) }
      } else {
        ranges.append(scalar...scalar)
      }
    }
    return nil
  }

  /// Whether the whole text matches, in time proportional to text times pattern.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var position = 0
    var element = 0
    /// Where to go on when what follows the last `*` does not match.
    var retry: (element: Int, position: Int)?
    while position < scalars.count {
      if element < elements.count, case .anything = elements[element] {
        retry = (element, position)
        element += 1
      } else if element < elements.count, elements[element].matches(scalars[position]) {
        element += 1
        position += 1
      } else if let last = retry {
        retry = (last.element, last.position + 1)
        element = last.element + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { if case .anything = $0 { true } else { false } }
  }
}
