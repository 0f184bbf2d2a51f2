import ApusText

extension SignaturePrinter {
  static func text(_ type: TypeSyntax) -> String {
    switch type.kind {
    case .name(let name, let arguments):
      name + (arguments.isEmpty ? "" : "<" + arguments.map(text).joined(separator: ", ") + ">")
    case .member(let base, let name): text(base) + "." + name
    case .array(let element): "[" + text(element) + "]"
    case .dictionary(let key, let value): "[" + text(key) + ": " + text(value) + "]"
    case .optional(let wrapped):
      needsParentheses(wrapped) ? "(" + text(wrapped) + ")?" : text(wrapped) + "?"
    case .tuple(let elements): "(" + elements.map(text).joined(separator: ", ") + ")"
    case .function(let parameters, let result, let throwing):
      "(" + parameters.map(text).joined(separator: ", ") + ")"
        + (throwing.map { " " + text($0) } ?? "") + " -> " + text(result)
    case .some(let type): "some " + text(type)
    case .any(let type): "any " + text(type)
    case .inout(let type): "inout " + text(type)
    case .composition(let parts): parts.map(text).joined(separator: " & ")
    case .invalid: "_"
    }
  }

  static func text(_ throwing: TypeSyntax.Throwing) -> String {
    (throwing.isRethrowing ? "rethrows" : "throws")
      + (throwing.type.map { "(" + text($0) + ")" } ?? "")
  }

  static func text(_ element: TypeSyntax.Element) -> String {
    (element.label.map { $0 + ": " } ?? "") + text(element.type)
  }

  private static func needsParentheses(_ type: TypeSyntax) -> Bool {
    switch type.kind {
    case .function, .some, .any, .composition: true
    default: false
    }
  }
}
