import ApusText

extension Parser {
  mutating func parseNominal(_ kind: Nominal.Kind) throws(Halt) -> Nominal {
    try enter()
    defer { leave() }
    advance()
    let nameToken = token
    var type: TypeSyntax
    var generics = Generics()
    if kind == .extension {
      type = try parseType()
    } else {
      let name = try expectName(kind == .enum ? "an enum" : "a \(kind.rawValue)")
      type = TypeSyntax(.name(self.name(of: name), []), name.span)
      generics = try parseGenericParameters()
    }
    if isAt(.leftParenthesis), kind != .extension { try failPythonBases(kind, nameToken) }
    var inherits: [TypeSyntax] = []
    if isAt(.colon), !isPythonBlockColon {
      advance()
      inherits = try parseInheritance()
    }
    generics.requirements = try parseRequirements()
    let members = try parseMembers(of: kind)
    return Nominal(
      kind: kind, type: type, name: source.slice(type.span).filter { $0 != "`" },
      nameSpan: type.span, generics: generics, inherits: inherits, members: members)
  }

  mutating func parseInheritance() throws(Halt) -> [TypeSyntax] {
    var types: [TypeSyntax] = []
    repeat {
      if isAt(.class) {
        // An old spelling of `AnyObject`.
        types.append(TypeSyntax(.name("AnyObject", []), advance().span))
      } else {
        types.append(try parseType())
      }
    } while accept(.comma) != nil
    return types
  }

  private mutating func parseMembers(of owner: Nominal.Kind) throws(Halt) -> [Declaration] {
    guard isAt(.leftBrace) else { throw fail(errors.expectedBlock(gap, owner.rawValue)) }
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    advance()
    let place: Place = owner == .protocol ? .protocol : owner == .enum ? .enum : .members
    var members: [Declaration] = []
    while !isAborted {
      acceptSeparator(after: !members.isEmpty)
      if isAt(.rightBrace) || kind == .endOfText { break }
      members.append(parseRecoveringMember(in: place))
    }
    try closeBrace(open)
    return members
  }

  private mutating func parseRecoveringMember(in place: Place) -> Declaration {
    let start = index
    let level = depth
    let saved = context
    do throws(Halt) {
      try enter(cost: Parser.statementCost)
      defer { leave(cost: Parser.statementCost) }
      if !isMember(in: place) {
        if let habit = try parseHabitStatement() {
          return Declaration(.invalid, habit.span)
        }
        throw fail(errors.expectedDeclaration(token.span, found: text(token)))
      }
      let member = try parseDeclaration(in: place)
      if !token.startsLine, !isAt(.semicolon), !isAt(.rightBrace), kind != .endOfText {
        throw fail(errors.missingSeparator(token.span, after: previousEnd))
      }
      return member
    } catch {
      depth = level
      context = saved
      let place = tokens[start].start
      recover(from: start)
      return Declaration(.invalid, span(from: place))
    }
  }

  private func isMember(in place: Place) -> Bool {
    if isDeclarationStart() { return true }
    if isAt(.case) { return true }
    return isAt(word: "indirect") && peek().kind == .keyword(.case)
  }

  /// `case north, circle(radius: Double), a = 1`.
  mutating func parseEnumCases() throws(Halt) -> [EnumCase] {
    advance()
    var cases: [EnumCase] = []
    repeat {
      let name = try parseCaseName()
      var payload: [TypeSyntax.Element]?
      var defaultValues: [Int: Expression] = [:]
      if isAt(.leftParenthesis) { payload = try parsePayloadTypes(&defaultValues) }
      let rawValue = accept(.equal) == nil ? nil : try parseExpression()
      cases.append(
        EnumCase(
          name: self.name(of: name), nameSpan: name.span, payload: payload,
          defaultValues: defaultValues, rawValue: rawValue))
    } while accept(.comma) != nil
    if isAt(.colon) { throw fail(errors.switchCaseInEnum(token.span)) }
    return cases
  }

  private mutating func parseCaseName() throws(Halt) -> Token {
    if isAt(.period) { throw fail(errors.periodBeforeCaseName(token.span)) }
    return try expectName("a case")
  }

  private mutating func parsePayloadTypes(
    _ defaultValues: inout [Int: Expression]
  ) throws(Halt) -> [TypeSyntax.Element] {
    let open = index
    advance()
    var elements: [TypeSyntax.Element] = []
    while !isAt(.rightParenthesis) {
      elements.append(try parseTypeElement())
      if accept(.equal) != nil { defaultValues[elements.count - 1] = try parseExpression() }
      if accept(.comma) == nil { break }
    }
    try close(open)
    return elements
  }
}
