import ApusText

// What there is to say about declared types and their members.
extension TypeErrors {
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

  func enumUninitialized(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "uninitialized", "this initialiser does not say which case of '\(name)' it makes", span,
      help: "assign one: self = …")
  }

  func noInitializer(_ name: String, _ field: String, _ span: Span) -> Diagnostic {
    make(
      "initializer", "the class '\(name)' has no initialiser, and '\(field)' has no value", span,
      help: "give '\(field)' a value, or write an 'init'")
  }

  func requiredInitializer(_ signature: String, _ name: String, _ span: Span) -> Diagnostic {
    make(
      "initializer", "'\(name)' needs the initialiser that its superclass calls 'required'", span,
      notes: ["it is declared as \(signature)"],
      help: "write 'required init' with the same arguments")
  }

  func superInitMissing(_ parent: String, _ span: Span) -> Diagnostic {
    make(
      "initializer", "this initialiser does not call 'super.init' before it ends", span,
      help: "what '\(parent)' stores gets its values there: super.init(…)")
  }

  func convenienceDelegates(_ span: Span) -> Diagnostic {
    make(
      "initializer", "a 'convenience' initialiser calls another one of its class with 'self.init'",
      span)
  }

  func designatedDelegates(_ span: Span) -> Diagnostic {
    make(
      "initializer", "an initialiser of a class that calls 'self.init' is 'convenience'", span,
      help: "write 'convenience' in front of 'init'")
  }

  func convenienceSuper(_ span: Span) -> Diagnostic {
    make("initializer", "a 'convenience' initialiser calls 'self.init', not 'super.init'", span)
  }

  func initOutsideInit(_ word: String, _ span: Span) -> Diagnostic {
    make("initializer", "'\(word).init' stands only inside an initialiser", span)
  }

  func failableDelegation(_ span: Span) -> Diagnostic {
    make(
      "initializer", "this calls an initialiser that may fail, so it may fail itself", span,
      help: "write 'init?'")
  }

  func nilInInitializer(_ span: Span) -> Diagnostic {
    make(
      "initializer", "only an initialiser that may fail can return nil", span,
      help: "write 'init?'")
  }

  func valueInInitializer(_ span: Span) -> Diagnostic {
    make("initializer", "an initialiser returns nothing, or nil where it is an 'init?'", span)
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
