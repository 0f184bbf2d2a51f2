import ApusText

// What there is to say about declared types and their members.
extension TypeErrors {
  func endlessDefault(_ field: String, _ type: String, _ span: Span) -> Diagnostic {
    make(
      "endless-default", "every new '\(type)' would make another one for '\(field)', without end",
      span, help: "start with nil or an empty list, and fill it later")
  }

  func constantSelf(isMethod: Bool, _ span: Span) -> Diagnostic {
    make(
      "constant", "this function cannot change 'self'", span,
      help: isMethod ? "write 'mutating' in front of it" : nil)
  }

  func finalClass(_ name: String, _ span: Span) -> Diagnostic {
    make("final", "'\(name)' is 'final', so no class can inherit from it", span)
  }

  func overridesFinal(_ name: String, _ span: Span) -> Diagnostic {
    make("final", "'\(name)' is 'final' in the superclass, so it cannot be overridden", span)
  }

  func weakType(_ word: String, _ type: Type, _ span: Span) -> Diagnostic {
    make(
      "weak", "'\(word)' is for references to a class, but this is '\(type)'", span,
      help: word == "weak" ? "write an optional of a class: weak var owner: Person?" : nil)
  }

  func lateOverride(_ name: String, _ owner: String, _ span: Span) -> Diagnostic {
    make(
      "override", "a stored property is overridden in the cell that declares its class", span,
      help: "put '\(owner)' and this class into one cell")
  }

  func storedOverride(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "override", "'\(name)' is stored by the superclass and cannot be stored once more", span,
      help: "override it with 'get' and 'set', or with 'didSet'")
  }

  func designatedInExtension(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "initializer", "an initialiser in an extension of the class '\(name)' is 'convenience'",
      span, help: "write 'convenience' in front of it")
  }

  func rawWithoutType(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "raw-value", "the cases of '\(name)' have no raw values", span,
      help: "write their type behind the name: enum \(name): Int")
  }

  func rawWithPayload(_ name: String, _ raw: Type, _ span: Span) -> Diagnostic {
    make(
      "raw-value", "'\(name)' has values of its own, so it has no raw value '\(raw)'", span,
      help: "leave out ': \(raw)', or the values")
  }

  func rawMissing(_ name: String, _ raw: Type, _ span: Span) -> Diagnostic {
    make(
      "raw-value", "'\(name)' needs a raw value of its own", span,
      help: raw == .character
        ? "write a character: case \(name) = \"x\"" : "write a number: case \(name) = 2.5")
  }

  func rawNoLiteral(_ span: Span) -> Diagnostic {
    make("raw-value", "a raw value is a literal", span, help: "write a number or a text")
  }

  func rawRepeated(_ name: String, _ span: Span) -> Diagnostic {
    make("raw-value", "this is the raw value of '\(name)', too", span, help: "give each its own")
  }

  func deinitOutsideClass(_ span: Span) -> Diagnostic {
    make("deinit", "'deinit' stands only inside a class", span)
  }

  func watchedComputed(_ word: String, _ span: Span) -> Diagnostic {
    make(
      "accessor", "'\(word)' watches a stored property, and this one is computed", span,
      help: "put its lines into 'set'")
  }

  func readOnlySubscript(_ span: Span) -> Diagnostic {
    make("read-only", "this subscript is computed and cannot be set", span, help: "give it a 'set'")
  }

  func getterMissing(_ name: String, _ span: Span) -> Diagnostic {
    make("accessor", "'\(name)' has a 'set' and needs a 'get' too", span)
  }

  func closesOver(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "captured", "a type declared in a function cannot use the function's variable '\(name)'",
      span,
      help: "give it to the type when it is made")
  }

  func operatorArity(_ name: String, isUnary: Bool, _ span: Span) -> Diagnostic {
    make(
      "operator",
      isUnary
        ? "a prefix or postfix operator takes one argument"
        : "an operator between two values takes two arguments", span,
      help: isUnary ? nil : "with one argument, write 'prefix' or 'postfix' before 'func'")
  }

  func ambiguous(_ name: String, _ span: Span, forms: [String]) -> Diagnostic {
    make(
      "ambiguous", "it is not clear which '\(name)' is meant", span,
      notes: forms.prefix(6).map { "there is \($0)" })
  }

  func overlapping(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "overlapping", "'\(name)' is changed twice at the same time", span,
      help: "copy one of them first: var copy = …")
  }
}
