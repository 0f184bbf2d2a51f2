import ApusText

extension Parser {
  /// Declares the operators and precedence groups of the text before it is read, since Swift lets
  /// them be used above their declaration.
  mutating func declareOperators() {
    var declared: [(fixity: String, spelling: String, group: String?)] = []
    for position in tokens.indices {
      switch tokens[position].kind {
      case .keyword(.precedencegroup): declareGroup(at: position)
      case .keyword(.operator) where position > 0:
        guard position + 1 < tokens.count, let spelling = operatorSpelling(position + 1) else {
          continue
        }
        var group: String?
        if position + 3 < tokens.count, tokens[position + 2].kind == .punctuation(.colon) {
          group = text(tokens[position + 3])
        }
        declared.append((text(tokens[position - 1]), spelling, group))
      default: break
      }
    }
    for (fixity, spelling, group) in declared {
      switch fixity {
      case "infix": operators.declare(infix: spelling, group: group)
      case "prefix": operators.declare(prefix: spelling)
      case "postfix": operators.declare(postfix: spelling)
      default: break
      }
    }
  }

  private func operatorSpelling(_ position: Int) -> String? {
    tokens[position].isOperator ? text(tokens[position]) : nil
  }

  private mutating func declareGroup(at position: Int) {
    guard position + 2 < tokens.count, tokens[position + 1].kind == .identifier,
      matches[position + 2] > position
    else { return }
    let attributes = groupAttributes(from: position + 3, to: Int(matches[position + 2]))
    let associativity = attributes["associativity"]?.first.flatMap {
      OperatorTable.Associativity(rawValue: $0)
    }
    operators.declareGroup(
      text(tokens[position + 1]), associativity: associativity ?? .none,
      isAssignment: attributes["assignment"] == ["true"],
      higherThan: attributes["higherThan"] ?? [], lowerThan: attributes["lowerThan"] ?? [])
  }

  /// `higherThan: A, B` and so on, by name.
  private func groupAttributes(from start: Int, to end: Int) -> [String: [String]] {
    var attributes: [String: [String]] = [:]
    var name = ""
    for position in start..<max(start, end) {
      switch tokens[position].kind {
      case .punctuation: continue
      default:
        if tokens[position + 1].kind == .punctuation(.colon) {
          name = text(tokens[position])
        } else {
          attributes[name, default: []].append(text(tokens[position]))
        }
      }
    }
    return attributes
  }

  /// `infix operator <+>: AdditionPrecedence`.
  mutating func parseOperatorDeclaration(
    _ modifiers: [Modifier]
  ) throws(Halt) -> Declaration.Kind {
    let word = advance()
    let fixities = ["prefix", "infix", "postfix"]
    guard let fixity = modifiers.last?.name, fixities.contains(fixity) else {
      throw fail(errors.operatorWithoutFixity(word.span))
    }
    guard token.isOperator || isAt(.exclamation) || isAt(.question) else {
      throw fail(errors.expectedOperator(token.span))
    }
    let symbol = text(advance())
    var group: String?
    if accept(.colon) != nil {
      let name = try expectName("a precedence group")
      group = text(name)
      if !operators.hasGroup(text(name)) {
        report(errors.unknownPrecedenceGroup(name.span, text(name)))
      }
    }
    return .operator(fixity: fixity, spelling: symbol, group: group)
  }

  mutating func parsePrecedenceGroup() throws(Halt) -> Declaration.Kind {
    advance()
    let name = try expectName("a precedence group")
    guard isAt(.leftBrace), matches[index] > index else {
      throw fail(errors.expectedBlock(gap, "precedencegroup"))
    }
    let known = ["associativity", "assignment", "higherThan", "lowerThan"]
    let end = Int(matches[index])
    for position in index..<end
    where tokens[position + 1].kind == .punctuation(.colon)
      && !known.contains(text(tokens[position]))
    {
      report(errors.unknownGroupAttribute(tokens[position].span, text(tokens[position]), known))
    }
    index = end
    advance()
    return .operator(fixity: "precedencegroup", spelling: text(name), group: nil)
  }
}
