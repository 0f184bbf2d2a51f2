/// The reserved words of Swift that this language reads; lexer, highlighter and completion share it.
package enum Keyword: String, CaseIterable, Sendable {
  // Declarations
  case `associatedtype`, `class`, `deinit`, `enum`, `extension`, `fileprivate`, `func`, `import`
  case `init`, `inout`, `internal`, `let`, `operator`, `precedencegroup`, `private`, `protocol`
  case `public`, `static`, `struct`, `subscript`, `typealias`, `var`
  // Statements
  case `break`, `case`, `catch`, `continue`, `default`, `defer`, `do`, `else`, `fallthrough`, `for`
  case `guard`, `if`, `in`, `repeat`, `return`, `switch`, `throw`, `where`, `while`
  // Expressions and types
  case `as`, `false`, `is`, `nil`, `rethrows`, `self`, `Self` = "Self", `super`, `throws`, `true`
  case `try`
  case anyType = "Any"

  static let bySpelling = Dictionary(
    uniqueKeysWithValues: Keyword.allCases.map { ($0.rawValue, $0) })

  /// Words that open a declaration.
  var startsDeclaration: Bool {
    switch self {
    case .associatedtype, .class, .deinit, .enum, .extension, .func, .import, .`init`, .let,
      .operator, .precedencegroup, .protocol, .struct, .subscript, .typealias, .var:
      true
    default: false
    }
  }

  /// Words that open a statement that is not a declaration.
  var startsStatement: Bool {
    switch self {
    case .break, .case, .continue, .default, .defer, .do, .fallthrough, .for, .guard, .if, .repeat,
      .return, .switch, .throw, .while:
      true
    default: false
    }
  }

  /// Words that stand before a declaration as its modifiers.
  var isModifier: Bool {
    switch self {
    case .fileprivate, .internal, .private, .public, .static: true
    default: false
    }
  }
}

/// Words that mean something only in their place and are plain names elsewhere.
package enum ContextualKeyword: String, CaseIterable, Sendable {
  // Modifiers
  case convenience, final, indirect, infix, lazy, mutating, nonmutating, open, optional, override
  case package, postfix, prefix, required, unowned, weak, nonisolated, isolated, dynamic
  // Accessors
  case get, set, willSet, didSet
  // Types
  case some, any

  static let modifiers: Set<String> = Set(
    allCases.prefix { $0 != .get }.map(\.rawValue))
}
