import ApusText

extension Parser {
  /// Where a declaration stands, which decides what it may leave out.
  enum Place {
    case code, members, `enum`, `protocol`
  }

  /// Whether modifiers and a word that opens a declaration stand here.
  func isDeclarationStart() -> Bool {
    var next = index
    while next < tokens.count - 1 {
      switch tokens[next].kind {
      case .punctuation(.at):
        next += 2
        if next < tokens.count, tokens[next].kind == .punctuation(.leftParenthesis),
          !tokens[next].isAfterSpace, matches[next] > next
        {
          next = Int(matches[next]) + 1
        }
      case .keyword(let word):
        if word == .`init` || word == .deinit || word == .subscript {
          // `init(…)` alone in code calls something.
          return next > index || tokens[next + 1].kind != .punctuation(.period)
        }
        if word.startsDeclaration { return true }
        guard word.isModifier else { return false }
        next += 1
        if tokens[next].kind == .punctuation(.leftParenthesis), matches[next] > next {
          next = Int(matches[next]) + 1
        }
      case .identifier:
        guard ContextualKeyword.modifiers.contains(text(tokens[next])) else { return false }
        next += 1
        if text(tokens[next - 1]) == "unowned", matches[next] > next {
          next = Int(matches[next]) + 1
        }
      default: return false
      }
    }
    // Attributes at the end of the text wait for their declaration.
    return next > index && isAt(.at)
  }

  mutating func parseDeclaration(in place: Place) throws(Halt) -> Declaration {
    let documentation = documentation[index]
    let start = token.start
    let modifiers = try parseModifiers()
    if place == .code, !allowsMissingBody {
      for modifier in modifiers where modifier.name == "static" || modifier.name == "class" {
        report(errors.staticOutsideType(modifier.span, modifier.name))
      }
    }
    let kind = try parseDeclarationKind(modifiers, in: place)
    return Declaration(
      kind, modifiers: modifiers, documentation: documentation, span(from: start))
  }

  private mutating func parseDeclarationKind(
    _ modifiers: [Modifier], in place: Place
  ) throws(Halt) -> Declaration.Kind {
    guard case .keyword(let word) = kind else {
      throw fail(errors.expectedDeclaration(token.span, found: text(token)))
    }
    switch word {
    case .let, .var: return try parseVariable(in: place)
    case .func: return .function(try parseFunction(in: place))
    case .`init`: return .function(try parseInitializer(in: place))
    case .deinit: return .function(try parseDeinitializer())
    case .subscript: return .function(try parseSubscript(in: place))
    case .struct: return .nominal(try parseNominal(.struct))
    case .class: return .nominal(try parseNominal(.class))
    case .enum: return .nominal(try parseNominal(.enum))
    case .protocol: return .nominal(try parseNominal(.protocol))
    case .extension: return .nominal(try parseNominal(.extension))
    case .case: return .enumCases(try parseEnumCases())
    case .typealias: return try parseTypealias()
    case .associatedtype: return try parseAssociatedType()
    case .import: return try parseImport()
    case .operator: return try parseOperatorDeclaration(modifiers)
    case .precedencegroup: return try parsePrecedenceGroup()
    default: throw fail(errors.expectedDeclaration(token.span, found: text(token)))
    }
  }

  private mutating func parseModifiers() throws(Halt) -> [Modifier] {
    var modifiers: [Modifier] = []
    while true {
      let start = token
      switch kind {
      case .punctuation(.at):
        advance()
        guard kind == .identifier, !token.isAfterSpace else {
          throw fail(errors.expectedName(token.span, "an attribute"))
        }
        let word = advance()
        if isAt(.leftParenthesis), !token.isAfterSpace, matches[index] > index {
          index = Int(matches[index])
          advance()
        }
        try checkAttribute(word, from: start.start)
        modifiers.append(Modifier("@" + text(word), span(from: start.start)))
      case .keyword(let word) where word.isModifier || word == .class && isModifierClass:
        advance()
        var name = word.rawValue
        if isAt(.leftParenthesis), matches[index] > index {
          // `private(set)`.
          index = Int(matches[index])
          advance()
          name = source.slice(span(from: start.start))
        }
        modifiers.append(Modifier(name, span(from: start.start)))
      case .identifier where ContextualKeyword.modifiers.contains(text(start)):
        advance()
        if isAt(.leftParenthesis), matches[index] > index {
          index = Int(matches[index])
          advance()
        }
        modifiers.append(Modifier(text(start), start.span))
      default: return modifiers
      }
    }
  }

  /// Attributes that change nothing here, beside the few that do.
  private static let attributes: Set<String> = [
    "discardableResult", "escaping", "autoclosure", "Sendable", "unchecked", "preconcurrency",
    "inlinable", "inline", "usableFromInline", "frozen", "available", "testable", "transparent",
    "unknown", "warn_unqualified_access", "retroactive", "exported", "backDeployed",
    "nonexhaustive", "resultBuilder",
    "differentiable", "derivative", "noDerivative",
  ]

  /// `@word`, which is left out, unknown or without a meaning here.
  private mutating func checkAttribute(_ word: Token, from start: Int) throws(Halt) {
    let name = text(word)
    let span = Span(start, word.end)
    if let what = LeftOut.attribute(name) { throw fail(errors.leftOut(span, what)) }
    guard !Self.attributes.contains(name), !name.hasPrefix("_") else { return }
    throw fail(
      errors.unknownAttribute(span, suggestion: Spelling.suggest(name, among: Self.attributes)))
  }

  /// `class func`, `class var` and `class override func`, where `class` is a modifier.
  private var isModifierClass: Bool {
    switch peek().kind {
    case .keyword(let word): word == .func || word == .var || word == .subscript || word.isModifier
    case .identifier:
      // A type may be called `final`, but not before `func`.
      ContextualKeyword.modifiers.contains(text(peek()))
        && (peek(2).kind == .keyword(.func) || peek(2).kind == .keyword(.var))
    default: false
    }
  }

  private mutating func parseVariable(in place: Place) throws(Halt) -> Declaration.Kind {
    let isConstant = advance().kind == .keyword(.let)
    var bindings: [Variable.Binding] = []
    repeat {
      bindings.append(try parseBinding(isConstant: isConstant, in: place))
    } while accept(.comma) != nil
    // `var x, y: Int`: a type is that of the names before it too.
    for index in bindings.indices.dropLast().reversed()
    where bindings[index].type == nil && bindings[index].value == nil
      && bindings[index].accessors.isEmpty
    {
      bindings[index].type = bindings[index + 1].type
    }
    return .variable(Variable(isConstant: isConstant, bindings: bindings))
  }

  private mutating func parseBinding(
    isConstant: Bool, in place: Place
  ) throws(Halt) -> Variable.Binding {
    let pattern = try parseBindingPattern()
    if kind == .identifier, !token.startsLine, isTypedLikeC(token) {
      throw fail(errors.missingColonBeforeType(token.span, after: previousEnd))
    }
    let type = accept(.colon) == nil ? nil : try parseType()
    var binding = Variable.Binding(pattern: pattern, type: type, value: nil)
    if let symbol = accept(.equal) {
      // `let x =5` reads, but Swift wants the same on both sides.
      if symbol.isAfterSpace != token.isAfterSpace, kind != .endOfText, kind != .prefixOperator {
        report(errors.unevenSpacing(symbol.span, "=", isPrefix: symbol.isAfterSpace))
      }
      binding.value = try parseExpression()
    } else if token.isOperator, text(token).first == "=", text(token).count > 1 {
      let spelling = text(token)
      if spelling == "==" { throw fail(errors.equalityForAssignment(token.span)) }
      throw fail(
        errors.gluedOperators(
          token.span, infix: "=", prefix: String(spelling.dropFirst()),
          isSpaced: token.isAfterSpace))
    }
    if isAt(.leftBrace), !isConstant || binding.value == nil {
      binding.accessors = try parseAccessors(isRequirement: place == .protocol)
    }
    return binding
  }

  private func isTypedLikeC(_ token: Token) -> Bool {
    text(token).first?.isUppercase == true
  }

  /// `{ get { … } set { … } }`, `{ didSet { … } }`, or a body that is a `get`.
  mutating func parseAccessors(isRequirement: Bool) throws(Halt) -> [Accessor] {
    let open = index
    guard isAccessor(peek(), before: peek(2)) else {
      let body = try parseBlock(after: "a computed property")
      return [Accessor(kind: "get", parameter: nil, body: body, span: body.span)]
    }
    advance()
    var accessors: [Accessor] = []
    while !isAt(.rightBrace), kind != .endOfText, !isAborted {
      accessors.append(try parseAccessor())
      acceptSeparator(after: true)
    }
    try closeBrace(open)
    return accessors
  }

  private func isAccessor(_ token: Token, before next: Token) -> Bool {
    guard token.kind == .identifier else { return token.kind == .punctuation(.at) }
    switch text(token) {
    case "get", "set", "willSet", "didSet":
      switch next.kind {
      case .punctuation(.leftBrace), .punctuation(.rightBrace), .punctuation(.leftParenthesis),
        .punctuation(.semicolon), .keyword(.throws):
        return true
      case .identifier:
        let word = text(next)
        return word == "set" || word == "get" || word == "async" || word == "mutating"
          || word == "nonmutating"
      default: return false
      }
    case "mutating", "nonmutating":
      return next.kind == .identifier && (text(next) == "get" || text(next) == "set")
    default: return false
    }
  }

  private mutating func parseAccessor() throws(Halt) -> Accessor {
    let start = token.start
    while isAt(.at) {
      advance()
      advance()
    }
    if isAt(word: "mutating") || isAt(word: "nonmutating") { advance() }
    guard isAt(word: "get") || isAt(word: "set") || isAt(word: "willSet") || isAt(word: "didSet")
    else { throw fail(errors.expectedAccessor(token.span)) }
    let word = text(advance())
    var parameter: String?
    if isAt(.leftParenthesis) {
      let open = index
      advance()
      guard kind == .identifier else {
        throw fail(errors.expectedName(token.span, "the new value"))
      }
      parameter = name(of: advance())
      try close(open)
    }
    if isAt(word: "async") { throw fail(errors.leftOut(token.span, .concurrency)) }
    let throwing = try parseThrowing()
    let body = isAt(.leftBrace) ? try parseBlock(after: word) : nil
    return Accessor(
      kind: word, parameter: parameter, body: body, throwing: throwing, span: span(from: start))
  }

  private mutating func parseTypealias() throws(Halt) -> Declaration.Kind {
    advance()
    let name = try expectName("a type alias")
    let generics = try parseGenericParameters()
    guard accept(.equal) != nil else { throw fail(errors.expectedEqual(gap)) }
    return .typealias(
      name: self.name(of: name), nameSpan: name.span, generics: generics, type: try parseType())
  }

  private mutating func parseAssociatedType() throws(Halt) -> Declaration.Kind {
    advance()
    let name = try expectName("an associated type")
    let bounds = accept(.colon) == nil ? [] : try parseInheritance()
    return .associatedType(name: self.name(of: name), nameSpan: name.span, bounds: bounds)
  }

  private mutating func parseImport() throws(Halt) -> Declaration.Kind {
    let start = advance()
    if case .keyword(let word) = kind, word.startsDeclaration { advance() }
    let first = try expectName("a module")
    var path = name(of: first)
    while accept(.period) != nil {
      guard kind == .identifier || token.isOperator else {
        throw fail(errors.expectedName(token.span, "a module"))
      }
      path += "." + text(advance())
    }
    if isAt(.as) || isAt(.comma) {
      while !token.startsLine, kind != .endOfText, !isAt(.semicolon) { advance() }
      report(errors.pythonImport(span(from: start.start), module: path))
    }
    return .import(path)
  }

  /// A name that the declaration gives to something.
  mutating func expectName(_ what: String) throws(Halt) -> Token {
    switch kind {
    case .identifier: return advance()
    case .keyword(let word): throw fail(errors.reservedName(token.span, word.rawValue))
    case .invalid:
      advance()
      throw Halt()
    default: throw fail(errors.expectedName(token.span, what))
    }
  }
}
