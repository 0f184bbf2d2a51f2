/// A call that an operation refuses, with the sentence it answers.
package struct Refusal: Sendable {
  package let arguments: [Argument]
  /// The error's message.
  package let sentence: String

  package init(_ arguments: Argument..., says sentence: String) {
    self.init(of: arguments, says: sentence)
  }

  package init(of arguments: [Argument], says sentence: String) {
    self.arguments = arguments
    self.sentence = sentence
  }
}

extension Operation {
  /// The refusals as expressions of our own language, each with the sentence it answers.
  package var refusalCodes: [(code: String, sentence: String)] {
    refusals.map { (code(calling: $0.arguments), $0.sentence) }
  }

  /// An expression of our own language that calls the first form with these arguments.
  package func code(calling arguments: [Argument]) -> String {
    let signature = signature
    let written = zip(signature.parameters, arguments).map { parameter, argument in
      if let label = parameter.label { return "\(label): \(argument.code)" }
      return argument.code
    }
    let list = written.dropFirst().joined(separator: ", ")
    let receiver = written.first ?? ""
    return switch signature.style {
    case .function: "\(signature.name)(\(written.joined(separator: ", ")))"
    case .staticMethod: "Tensor.\(signature.name)(\(written.joined(separator: ", ")))"
    case .initialiser: "Tensor(\(written.joined(separator: ", ")))"
    case .method: "\(receiver).\(signature.name)(\(list))"
    case .subscript: "\(receiver)[\(list)]"
    case .property: "\(receiver).\(signature.name)"
    case .infix: "\(receiver) \(signature.name) \(list)"
    case .prefix: "\(signature.name)\(receiver)"
    }
  }
}
