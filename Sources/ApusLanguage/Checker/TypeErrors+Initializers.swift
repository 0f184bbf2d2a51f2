import ApusText

// What there is to say about initialisers.
extension TypeErrors {
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

  func needsRequired(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "initializer",
      "which class this makes an instance of is known only when it runs, and not every class that "
        + "inherits from '\(name)' need have this initialiser", span,
      help: "write 'required' in front of the 'init' of '\(name)'")
  }

  func uninitialized(
    _ field: String, _ type: String, isSometimes: Bool, _ span: Span
  ) -> Diagnostic {
    make(
      "uninitialized",
      "this initialiser leaves '\(field)' of '\(type)' without a value"
        + (isSometimes ? " on some ways to here" : ""), span,
      help: "assign it: self.\(field) = …")
  }

  func madeTwice(_ field: String, _ span: Span) -> Diagnostic {
    make(
      "assigned-twice", "immutable value 'self.\(field)' may only be initialized once", span,
      help: "declare it with 'var', to change it")
  }

  func usedSelf(
    _ use: DefiniteAssignment.Use, before what: String, missing: [String] = [], _ span: Span
  ) -> Diagnostic {
    let how =
      switch use {
      case .value: "used"
      case .call(let name): "used in method call '\(name)'"
      case .property(let name): "used in property access '\(name)'"
      case .capture: "captured by a closure"
      }
    return make(
      "self-early", "'self' \(how) before \(what)", span,
      notes: missing.map { "'self.\($0)' not initialized" })
  }

  func unmadeAtSuper(_ field: String, _ span: Span) -> Diagnostic {
    make(
      "uninitialized", "property 'self.\(field)' not initialized at 'super.init' call", span,
      help: "what the class itself stores gets its values first: self.\(field) = …")
  }

  func superInitMissing(_ parent: String, isSometimes: Bool, _ span: Span) -> Diagnostic {
    make(
      "initializer",
      isSometimes
        ? "'super.init' isn't called on all paths before this initialiser ends"
        : "this initialiser does not call 'super.init' before it ends", span,
      help: "what '\(parent)' stores gets its values there: super.init(…)")
  }

  func superInitTwice(_ span: Span) -> Diagnostic {
    make("initializer", "'super.init' may have been called already", span)
  }

  func delegationMissing(isClass: Bool, isSometimes: Bool, _ span: Span) -> Diagnostic {
    make(
      "initializer",
      isSometimes || !isClass
        ? "'self.init' isn't called on all paths before this initialiser ends"
        : "a 'convenience' initialiser calls another one of its class with 'self.init'", span)
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
}
