import ApusText

/// The values that stand as defaults in a signature.
extension SignaturePrinter {
  static func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .integer(let value): String(value)
    case .hugeInteger(let digits): digits
    case .floating(let value): number(value)
    case .boolean(let value): String(value)
    case .none: "nil"
    case .string(let parts): "\"" + parts.map(text).joined() + "\""
    case .array(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
    case .dictionary(let entries):
      entries.isEmpty
        ? "[:]"
        : "[" + entries.map { text($0.key) + ": " + text($0.value) }.joined(separator: ", ") + "]"
    case .tuple(let elements): "(" + elements.map(text).joined(separator: ", ") + ")"
    case .name(let name): name
    case .type(let type): text(type)
    case .implicitMember(let name): "." + name
    case .member(let base, let name, _): text(base) + "." + name
    case .call(let callee, let arguments):
      text(callee) + "(" + arguments.map(text).joined(separator: ", ") + ")"
    case .subscript(let base, let arguments):
      text(base) + "[" + arguments.map(text).joined(separator: ", ") + "]"
    case .prefix(let symbol, let operand): symbol.spelling + text(operand)
    case .postfix(let operand, let symbol): text(operand) + symbol.spelling
    case .binary(let left, let symbol, let right) where symbol.spelling.hasPrefix(".."):
      text(left) + symbol.spelling + text(right)
    case .binary(let left, let symbol, let right):
      text(left) + " " + symbol.spelling + " " + text(right)
    case .assign(let left, let right): text(left) + " = " + text(right)
    case .ternary(let condition, let then, let otherwise):
      text(condition) + " ? " + text(then) + " : " + text(otherwise)
    case .unboundedRange: "..."
    case .closure: "{ … }"
    case .cast(let operand, .coerce, let type): text(operand) + " as " + text(type)
    case .cast(let operand, .conditional, let type): text(operand) + " as? " + text(type)
    case .cast(let operand, .forced, let type): text(operand) + " as! " + text(type)
    case .cast(let operand, .test, let type): text(operand) + " is " + text(type)
    case .try(let kind, let operand):
      (kind == .plain ? "try " : kind == .optional ? "try? " : "try! ") + text(operand)
    case .optionalChain(let operand): text(operand) + "?"
    case .inOut(let operand): "&" + text(operand)
    case .statement: "…"
    case .hole(let wanted): "<#" + wanted + "#>"
    case .invalid: "_"
    }
  }

  private static func text(_ argument: Argument) -> String {
    (argument.label.map { $0 + ": " } ?? "") + text(argument.value)
  }

  private static func text(_ part: StringPart) -> String {
    switch part {
    case .interpolation(let value): return "\\(" + text(value) + ")"
    case .text(let text):
      var result = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "\"", "\\": result += "\\" + String(scalar)
        default: result.unicodeScalars.append(scalar)
        }
      }
      return result
    }
  }

  /// `1e-5` rather than `1e-05`.
  private static func number(_ value: Double) -> String {
    let digits = String(value)
    guard let mark = digits.firstIndex(of: "e") else { return digits }
    let exponent = Int(digits[digits.index(after: mark)...]) ?? 0
    return digits[..<mark].replacing(".0", with: "") + "e\(exponent)"
  }
}
