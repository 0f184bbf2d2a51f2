/// One form of a row, taken apart as far as a call needs it.
///
/// It reads the declarations of the catalogue only; the language's parser reads them too, in full.
package struct Signature: Sendable {
  /// How the operation is spelt in a program.
  package enum Style: Sendable {
    case function, method, staticMethod, infix, prefix, property, initialiser, `subscript`
  }

  /// What the machine's register holds for a parameter.
  package enum Kind: Sendable, Equatable {
    case tensor, tensors, int, double, bool, string, ints, doubles, indices
    /// A list of pairs of Int.
    case pairs
    /// A range of Int or of Double: a record of two words.
    case range(isInt: Bool)
    /// A case of the enumeration of this name.
    case member(String)
    indirect case optional(Kind)

    /// Whether shape rules see it.
    package var isTensor: Bool {
      switch self {
      case .tensor, .tensors: true
      case .optional(let kind): kind.isTensor
      default: false
      }
    }
  }

  package struct Parameter: Sendable {
    /// What stands before the colon in a call, if anything.
    package var label: String?
    package var name: String
    package var type: String
    package var kind: Kind
    /// The default's text, if there is one.
    package var `default`: String?
  }

  package private(set) var style = Style.function
  /// The operation's own name: `sum`, `+`, `T`.
  package private(set) var name = ""
  /// With `self`, where there is one, as the first.
  package private(set) var parameters: [Parameter] = []
  /// The result's type.
  package private(set) var result = ""

  package init(_ form: String) {
    var text = Substring(form)
    var isMember = false
    if text.hasPrefix("extension Tensor {") {
      isMember = true
      text = text.dropFirst("extension Tensor {".count)
      if let close = text.lastIndex(of: "}") { text = text[..<close] }
    }
    text = Signature.trimmed(text)
    var isStatic = false
    var isPrefix = false
    while let word = ["@discardableResult ", "static ", "prefix "].first(where: text.hasPrefix) {
      isStatic = isStatic || word == "static "
      isPrefix = isPrefix || word == "prefix "
      text = text.dropFirst(word.count)
    }
    if text.hasPrefix("var ") {
      let parts = text.dropFirst(4).split(separator: ":", maxSplits: 1)
      name = String(Signature.trimmed(parts.first ?? ""))
      // Behind the type may stand that it can be set.
      result = String(Signature.trimmed((parts.last ?? "").prefix { $0 != "{" }))
      style = .property
      parameters = [Signature.selfParameter]
      return
    }
    if text.hasPrefix("func ") { text = text.dropFirst(5) }
    guard let open = text.firstIndex(of: "("), let close = Signature.closing(text, open) else {
      return
    }
    name = Signature.trimmed(text[..<open]).filter { $0 != "`" }
    let list = Signature.items(text[text.index(after: open)..<close])
    parameters = list.map { Signature.parameter($0) }
    let tail = text[text.index(after: close)...]
    if let arrow = tail.firstRange(of: "->") {
      result = String(Signature.trimmed(tail[arrow.upperBound...]))
    }
    let isOperator = name.first.map { !$0.isLetter && $0 != "_" } ?? false
    if name == "init" {
      (style, result) = (.initialiser, "Tensor")
    } else if isOperator {
      style = isPrefix ? .prefix : .infix
      for index in parameters.indices { parameters[index].label = nil }
    } else if isMember && isStatic {
      style = .staticMethod
    } else if isMember {
      style = name == "subscript" ? .subscript : .method
      parameters.insert(Signature.selfParameter, at: 0)
    }
  }

  private static let selfParameter = Parameter(
    label: nil, name: "self", type: "Tensor", kind: .tensor, default: nil)

  private static func parameter(_ text: Substring) -> Parameter {
    let parts = text.split(separator: ":", maxSplits: 1)
    let names = (parts.first ?? "").split(separator: " ")
    var type = trimmed(parts.last ?? "")
    var value: String?
    if let equals = type.firstRange(of: " = ") {
      value = String(trimmed(type[equals.upperBound...]))
      type = trimmed(type[..<equals.lowerBound])
    }
    let label = names.first.map(String.init)
    return Parameter(
      label: label == "_" ? nil : label, name: String(names.last ?? ""), type: String(type),
      kind: kind(type), default: value)
  }

  private static func kind(_ type: Substring) -> Kind {
    if type.hasSuffix("...") {
      let element = trimmed(type.dropLast(3))
      return element == "any TensorIndex" ? .indices : kind("[\(element)]")
    }
    if type.hasSuffix("?") { return .optional(kind(type.dropLast())) }
    switch type {
    case "Tensor": return .tensor
    case "[Tensor]": return .tensors
    case "Int": return .int
    case "Double": return .double
    case "Bool": return .bool
    case "String": return .string
    case "[Int]": return .ints
    case "[Double]": return .doubles
    case "[(Int, Int)]": return .pairs
    case "Range<Int>": return .range(isInt: true)
    case "Range<Double>": return .range(isInt: false)
    default: return .member(String(type))
    }
  }

  private static func kind(_ type: String) -> Kind { kind(Substring(type)) }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The bracket that closes the one at `open`.
  private static func closing(_ text: Substring, _ open: Substring.Index) -> Substring.Index? {
    var depth = 0
    for index in text[open...].indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The parts between commas outside brackets.
  private static func items(_ text: Substring) -> [Substring] {
    var result: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "(", "[", "<": depth += 1
      case ")", "]", ">": depth -= 1
      case "," where depth == 0:
        result.append(trimmed(text[start..<index]))
        start = text.index(after: index)
      default: break
      }
    }
    result.append(trimmed(text[start...]))
    return result.filter { !$0.isEmpty }
  }
}
