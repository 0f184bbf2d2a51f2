import ApusSyntax
import ApusText

// Initialisers that the program gives to the language's own types: `extension String { init(…) }`.
extension Checker {
  /// Reads one as a function of the type that fills a variable called `self` and gives it back.
  func readConversion(_ initializer: Function, _ isFailable: Bool, _ home: MemberHome) {
    let span = initializer.nameSpan
    let own = TypeSyntax(.name(Self.ownKey, []), span)
    let variable = Variable.Binding(pattern: Pattern(.name("self"), span), type: own, value: nil)
    let declaration = Declaration(
      .variable(Variable(isConstant: false, bindings: [variable])), span)
    var function = initializer
    function.kind = .function
    function.result = isFailable ? TypeSyntax(.optional(own), span) : own
    var body = initializer.body ?? Block([], span)
    body.statements.insert(Statement(.declaration(declaration), span), at: 0)
    body.statements.append(Statement(.return(Expression(.name("self"), span)), span))
    let read = register(
      self.read(
        function, Declaration(.function(function), span), index: program.functionCount,
        receiver: nil))
    home.table.statics["init", default: []].append(read)
    later(read, body, span, home, isStatic: false)
  }

  /// `self.init(…)` in such an initialiser; nil elsewhere.
  func selfConversion(
    _ arguments: [Argument], _ nameSpan: Span, _ span: Span
  ) -> TypedExpression? {
    guard initializing == nil, case .binding(let own) = lookUp("self"), !own.isConstant,
      own.type == member?.owner, case .local = own.home
    else { return nil }
    let made = staticCall(of: own.type, "init", nameSpan, arguments, wanted: own.type, span)
    if made.type.isInvalid { return made }
    return assign(coerce(made, to: own.type), to: .binding(own), span)
  }

  /// Those that a type of the language has been given, beside its own.
  func conversions(to type: Type) -> [Candidate] {
    if type.isGeneric { return [] }
    return staticFunctions(of: type, named: "init").map { Candidate($0, as: .user($0)) }
  }
}
