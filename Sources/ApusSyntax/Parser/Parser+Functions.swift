import ApusText

extension Parser {
  mutating func parseFunction(in place: Place) throws(Halt) -> Function {
    advance()
    let nameToken = try parseFunctionName()
    let generics = try parseGenericParameters()
    return try parseFunctionRest(
      Function(
        kind: .function, name: name(of: nameToken), nameSpan: nameToken.span, generics: generics,
        parameters: [], result: nil, body: nil), in: place)
  }

  private mutating func parseFunctionName() throws(Halt) -> Token {
    if isAt(.equal) || isAt(.exclamation) || isAt(.question) { return advance() }
    guard token.isOperator else { return try expectName("a function") }
    var symbol = token
    // `func ==<T>(…)`: the bracket of the generic list is no part of the name.
    let spelling = text(symbol)
    if spelling.count > 1, spelling.hasSuffix("<"), peek().kind == .identifier {
      cut(symbol.span.count - 1)
      symbol.end -= 1
      return symbol
    }
    advance()
    return symbol
  }

  mutating func parseInitializer(in place: Place) throws(Halt) -> Function {
    let word = advance()
    var isFailable = false
    if isAt(.question) || isAt(.exclamation) {
      isFailable = true
      advance()
    }
    let generics = try parseGenericParameters()
    return try parseFunctionRest(
      Function(
        kind: .initializer(isFailable: isFailable), name: "init", nameSpan: word.span,
        generics: generics, parameters: [], result: nil, body: nil), in: place)
  }

  mutating func parseDeinitializer() throws(Halt) -> Function {
    let word = advance()
    let body = try parseBlock(after: "deinit")
    return Function(
      kind: .deinitializer, name: "deinit", nameSpan: word.span, parameters: [], result: nil,
      body: body)
  }

  mutating func parseSubscript(in place: Place) throws(Halt) -> Function {
    let word = advance()
    var function = Function(
      kind: .subscript, name: "subscript", nameSpan: word.span,
      generics: try parseGenericParameters(), parameters: [], result: nil, body: nil)
    function.parameters = try parseParameters(isSubscript: true)
    guard accept(.arrow) != nil else { throw fail(errors.subscriptWithoutResult(gap)) }
    function.result = try parseType()
    function.generics.requirements = try parseRequirements()
    if isAt(.leftBrace) {
      function.accessors = try parseAccessors(isRequirement: place == .protocol)
    } else if place != .protocol, !allowsMissingBody {
      throw fail(errors.missingBody(gap, "subscript", after: previousEnd))
    }
    return function
  }

  /// Parameters, effects, result and body.
  private mutating func parseFunctionRest(
    _ start: Function, in place: Place
  ) throws(Halt) -> Function {
    var function = start
    let owner = function.name
    guard isAt(.leftParenthesis) else {
      throw fail(errors.missingParameterList(gap, owner, after: previousEnd))
    }
    function.parameters = try parseParameters(isSubscript: false)
    if isAt(word: "async") { throw fail(errors.leftOut(token.span, .concurrency)) }
    function.throwing = try parseThrowing()
    if accept(.arrow) != nil {
      function.result = try parseType()
    } else if isAt(.colon), canStartType(peek()), !peek().startsLine {
      report(errors.colonForArrow(token.span))
      advance()
      function.result = try parseType()
    }
    if isAt(.throws) { throw fail(errors.throwsBehindResult(token.span)) }
    function.generics.requirements = try parseRequirements()
    if isAt(.leftBrace) || isAt(.colon) {
      function.body = try parseBlock(after: "func")
    } else if place != .protocol, !allowsMissingBody {
      throw fail(errors.missingBody(gap, owner, after: previousEnd))
    }
    return function
  }

  func canStartType(_ token: Token) -> Bool {
    switch token.kind {
    case .identifier, .punctuation(.leftBracket), .punctuation(.leftParenthesis),
      .keyword(.`Self`), .keyword(.anyType):
      true
    default: false
    }
  }

  private mutating func parseParameters(isSubscript: Bool) throws(Halt) -> [Function.Parameter] {
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    guard isAt(.leftParenthesis) else {
      throw fail(errors.missingParameterList(gap, "subscript", after: previousEnd))
    }
    advance()
    var parameters: [Function.Parameter] = []
    while !isAt(.rightParenthesis) {
      parameters.append(try parseParameter(isSubscript: isSubscript))
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    return parameters
  }

  /// What stands before a parameter's label or its type: `@Builder`, `@escaping`.
  private mutating func parameterAttributes() -> [Modifier] {
    var attributes: [Modifier] = []
    while isAt(.at), peek().kind == .identifier {
      let start = advance()
      let word = advance()
      attributes.append(Modifier("@" + text(word), span(from: start.start)))
    }
    return attributes
  }

  /// `_ x: Int`, `for y: Int = 3`, `z: Int...`.
  private mutating func parseParameter(isSubscript: Bool) throws(Halt) -> Function.Parameter {
    let first = token
    var attributes = parameterAttributes()
    try checkParameterHabit()
    guard let firstName = readLabel() else {
      throw fail(errors.expectedName(first.span, "a parameter"))
    }
    var label: String? = firstName == "_" ? nil : firstName
    var nameToken = tokens[index - 1]
    var name = firstName
    if isAt(.leftParenthesis) || isAt(.colon) {
      if isSubscript { label = nil }
    } else if let second = readLabel() {
      nameToken = tokens[index - 1]
      name = second
    } else if isSubscript {
      label = nil
    }
    guard accept(.colon) != nil else {
      throw fail(errors.parameterWithoutType(nameToken.span, name))
    }
    attributes += parameterAttributes()
    let type = try parseType()
    var parameter = Function.Parameter(
      label: label, name: name, nameSpan: nameToken.span, type: type, attributes: attributes,
      span: first.span)
    if token.isOperator, text(token) == "..." {
      advance()
      parameter.isVariadic = true
    }
    if accept(.equal) != nil { parameter.defaultValue = try parseExpression() }
    parameter.span = span(from: first.start)
    return parameter
  }

  /// A label or name of a parameter; reserved words may be labels.
  private mutating func readLabel() -> String? {
    switch kind {
    case .identifier: return name(of: advance())
    case .punctuation(.underscore):
      advance()
      return "_"
    case .keyword(let word) where word != .inout && word != .let && word != .var:
      advance()
      return word.rawValue
    default: return nil
    }
  }

  /// `<T: Comparable, U>`.
  mutating func parseGenericParameters() throws(Halt) -> Generics {
    guard startsWith("<") else { return Generics() }
    cut(1)
    var parameters: [Generics.Parameter] = []
    repeat {
      let name = try expectName("a type parameter")
      let bound = accept(.colon) == nil ? nil : try parseType()
      parameters.append(
        Generics.Parameter(
          name: self.name(of: name), bound: bound, span: span(from: name.start)))
    } while accept(.comma) != nil
    guard startsWith(">") else { throw fail(errors.unclosedGenerics(token.span)) }
    cut(1)
    return Generics(parameters: parameters)
  }

  /// `where T: P, U == T.Element`.
  mutating func parseRequirements() throws(Halt) -> [Generics.Requirement] {
    guard accept(.where) != nil else { return [] }
    var requirements: [Generics.Requirement] = []
    repeat {
      let left = try parseType()
      let isEquality = token.isOperator && text(token) == "=="
      guard isEquality || isAt(.colon) else {
        throw fail(errors.expectedRequirement(token.span))
      }
      advance()
      requirements.append(
        Generics.Requirement(left: left, isEquality: isEquality, right: try parseType()))
    } while accept(.comma) != nil
    return requirements
  }
}
