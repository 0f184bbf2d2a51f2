import ApusText

// What there is to say about type parameters and protocols.
extension TypeErrors {
  func needsTypeArguments(_ name: String, _ parameters: [String], _ span: Span) -> Diagnostic {
    make(
      "type-arguments",
      "'\(name)' needs the type\(parameters.count == 1 ? "" : "s") in its angle brackets", span,
      help: "write \(name)<\(parameters.joined(separator: ", "))>, with types in their places")
  }

  func noMemberType(_ name: String, of type: Type, _ span: Span) -> Diagnostic {
    make("unknown-type", "there is no type '\(name)' in '\(type)'", span)
  }

  func bareProtocol(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "any", "'\(name)' as the type of a value is written 'any \(name)'", span,
      fix: Diagnostic.Fix(Span(span.start, span.start), "any "))
  }

  func notAProtocol(_ type: Type, _ span: Span) -> Diagnostic {
    make("not-a-protocol", "'\(type)' is neither a protocol nor a class that can stand here", span)
  }

  func cannotConform(_ name: String, _ span: Span) -> Diagnostic {
    make("not-yet", "a type of your own cannot be '\(name)' yet", span)
  }

  func circularProtocol(_ name: String, _ span: Span) -> Diagnostic {
    make("circular", "'\(name)' inherits from itself", span)
  }

  func propertyRequirement(_ span: Span) -> Diagnostic {
    make(
      "requirement", "a property in a protocol says whether it can be set", span,
      help: "write var name: Type { get } or { get set }")
  }

  func requirementBody(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "requirement", "'\(name)' in a protocol has no body", span,
      help: "give one to all conforming types in an extension of the protocol")
  }

  func doesNotConform(
    _ type: Type, to target: String, _ missing: [String], _ span: Span
  ) -> Diagnostic {
    make(
      "conformance", "type '\(type)' does not conform to protocol '\(target)'", span,
      notes: missing)
  }

  func unmet(_ what: String, _ constraint: UnmetConstraint, _ span: Span) -> Diagnostic {
    let name = constraint.subject == constraint.type ? "" : " for '\(constraint.subject)'"
    let (sentence, help): (String, String?) =
      switch constraint.target {
      case .conforms(let target):
        (
          "that '\(constraint.type)'\(name) conform to '\(target.name)'",
          nil
        )
      case .inherits(let parent):
        ("that '\(constraint.type)'\(name) inherit from '\(parent)'", nil)
      case .same(let other):
        ("that '\(constraint.subject)' be '\(other)', but it is '\(constraint.type)'", nil)
      }
    return make("requires", "\(what) requires \(sentence)", span, help: help)
  }

  func uninferred(_ parameter: String, of name: String, _ span: Span) -> Diagnostic {
    make(
      "uninferred", "nothing here tells what '\(parameter)' of '\(name)' is", span,
      help: "name the type of the value, or write '\(name)<…>' with types")
  }

  func endlessGenerics(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "endless", "'\(name)' would be needed for ever larger types, without an end", span)
  }
}
