import ApusSyntax
import ApusText

/// A variable or a parameter, the same object wherever it is named.
package final class Binding {
  package enum Home {
    /// In the frame of the function that declares it.
    case local(owner: FunctionBody)
    /// Among the session's variables, at this index.
    case global(Int)
  }

  package let name: String
  package var type: Type
  package let isConstant: Bool
  package let home: Home
  /// Whether an inner function uses it.
  package var isCaptured = false
  /// The `let` that declares it, and in which cell.
  package var keyword: (source: String, span: Span)?
  /// Whether an inner function gives it another value.
  package var isChangedInside = false
  /// Whether something may have captured it before it got its value.
  package var isDeclaredLate = false
  /// Whether it is declared without a value and gets one on a later line.
  package var isAssignedLater = false
  /// Whether a `for` gives it a new value in each turn.
  package var isLoopVariable = false
  /// Whether a call in an expression may change it, so that a part of the expression that comes
  /// before has to keep the old value.
  package var isChangedByCalls = false
  /// Whether the program names it, so that a debugger shows it.
  package var isShown = false
  /// Its register, given by the compiler.
  package var register = -1
  /// Functions that stand between it and those who use it.
  package var accessors: Accessors?
  /// What makes the value of a static property when it is first used.
  package var initializer: UserFunction?

  /// Variables that hold the functions of a computed or watched variable.
  package struct Accessors {
    package var get: Binding?
    package var set: Binding?
    package var willSet: Binding?
    package var didSet: Binding?
    /// What a `weak` or `unowned` variable is kept in.
    package var storage: Binding?

    var all: [Binding] { [get, set, willSet, didSet, storage].compactMap { $0 } }
  }

  package init(_ name: String, _ type: Type, isConstant: Bool, home: Home) {
    self.name = name
    self.type = type
    self.isConstant = isConstant
    self.home = home
  }

  /// Whether it lives in a box on the heap, since an inner function may see it change.
  package var isBoxed: Bool {
    if case .global = home { return false }
    return isCaptured && (!isConstant || isDeclaredLate)
  }
}

/// An expression whose type is known.
package struct TypedExpression {
  package indirect enum Kind {
    /// A word known now: integers, the bits of a Double, booleans, cases of enumerations.
    case word(Int)
    case string(String)
    case none  // `nil`
    /// A nested literal of numbers, read by the engine with all its digits.
    case tensorLiteral(values: [Double], shape: [Int], kind: LiteralKind)
    /// A nested literal with parts that are not literals.
    case tensorStack([TypedExpression])
    case binding(Binding)
    case function(UserFunction)
    case array([TypedExpression])
    case dictionary([(TypedExpression, TypedExpression)])
    case tuple([TypedExpression])
    case element(TypedExpression, Int)
    /// One instruction of the machine on scalar operands.
    case scalar(Opcode, [TypedExpression])
    case not(TypedExpression)
    /// `&&` and `||`.
    case shortCircuit(isAnd: Bool, TypedExpression, TypedExpression)
    case ternary(TypedExpression, TypedExpression, TypedExpression)
    case coalesce(TypedExpression, TypedExpression)
    case forceUnwrap(TypedExpression)
    /// Whether an optional is there.
    case isPresent(TypedExpression)
    /// `try?`: an optional that is nil where an error is thrown on the way to it.
    case attempt(TypedExpression)
    /// `try!`
    case insist(TypedExpression)
    /// `type(of:)` a value that has its type with it.
    case typeOf(TypedExpression)
    /// What a tensor variable holds after `x -= …`: its old value and the new one.
    case updated(TypedExpression, TypedExpression)
    case interpolation([TypedExpression])
    case callRow(Callable, [TypedExpression], bindings: [String: Type], place: Place?)
    case callFunction(UserFunction, [TypedExpression])
    /// A method of a class, found by the instance, which is argument 0.
    case callMethod(UserFunction, tableIndex: Int, [TypedExpression])
    /// A requirement of a protocol on argument 0, whose own type says which function that is.
    case callWitness(UserFunction, [TypedExpression])
    /// Whether what is in an Any has a type.
    case typeTest(TypedExpression, Type)
    /// A new instance of a class: its fields' first values, and the initialiser with arguments.
    case construct(NominalType, [TypedExpression], UserFunction?, [TypedExpression])
    /// An argument that the callee changes: where it stands, and how it is read.
    case inoutArgument(Place, TypedExpression)
    /// A stored property that has to have its value.
    case field(TypedExpression, Int, name: String)
    case callClosure(TypedExpression, [TypedExpression])
    case closure(FunctionBody)
    case convert(Conversion, TypedExpression)
    /// The indices of a tensor subscript.
    case indices([TypedExpression])
    case elementAt(TypedExpression, TypedExpression)
    case assign(Place, TypedExpression)
    /// `if` and `switch` as expressions: statements that leave their value in a binding.
    case block([TypedStatement], Binding)
    /// What the compiler already has in a register, the payload of an optional there, and an
    /// element of an array there.
    case register(Int)
    case payload(register: Int)
    case registerElement(array: Int, index: Int)
    /// A hole of a handout that is reached only when it runs.
    case hole(String)
    case invalid
  }

  package var kind: Kind
  package var type: Type
  package var span: Span

  package init(_ kind: Kind, _ type: Type, _ span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }

  package static func invalid(_ span: Span) -> TypedExpression {
    TypedExpression(.invalid, .invalid, span)
  }
}

/// A change of representation that the checker puts where Swift has a subtype or an overload.
package enum Conversion: Hashable {
  /// `T` to `T?`.
  case wrap
  /// `T` to `Any` or to a protocol type.
  case box
  /// `Any` to `T`, failing where it is none.
  case unbox
  /// An Int or Double beside a tensor.
  case scalarToTensor
  /// What a loop over a value sees, as an array.
  case elements
  /// An index of a tensor subscript.
  case index
  /// A reference as a `weak` variable keeps it, and what is left of it.
  case weaken, strengthen
}

/// A statement whose expressions have types.
package struct TypedStatement {
  package indirect enum Kind {
    case expression(TypedExpression)
    case declare(Binding, TypedExpression?)
    /// A constant that nothing will name again holds its value no longer.
    case letGo(Binding)
    case `if`([TypedCondition], [TypedStatement], [TypedStatement])
    case loop(Loop, body: [TypedStatement])
    case `return`(TypedExpression?)
    case `break`(Int)
    case `continue`(Int)
    case `throw`(TypedExpression)
    /// The error of a `catch` goes on to whoever catches it next.
    case rethrow(Binding)
    /// Statements, the error that one of them may throw, and what is done then.
    case `catch`([TypedStatement], Binding, [TypedStatement])
    /// What is done at the end of the block, however it ends.
    case `defer`([TypedStatement])
    /// A group without a scope of its own.
    case group([TypedStatement])
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

package enum TypedCondition {
  case expression(TypedExpression)
  /// `let x = optional`.
  case unwrap(Binding, TypedExpression)
  /// Statements that are done on the way, and what has to hold after them.
  case statements([TypedStatement], TypedExpression)
}

/// A loop and the number by which `break` and `continue` name it.
package struct Loop {
  package enum Kind {
    case `while`([TypedCondition])
    case repeatWhile(TypedExpression)
    /// Over the Ints of a range; the bounds are evaluated once.
    case range(Binding, from: TypedExpression, to: TypedExpression, isClosed: Bool)
    /// Over the elements of an array.
    case elements(Binding, TypedExpression)
  }

  package var kind: Kind
  package var number: Int
}

/// A function's or a closure's parameters and statements, checked.
package final class FunctionBody {
  package let name: String
  package let source: SourceText
  package let enclosing: FunctionBody?
  package var parameters: [Binding] = []
  package var result: Type
  package var statements: [TypedStatement] = []
  /// Variables that get their value on a later line than the one that declares them.
  package var assignedLater: [(binding: Binding, span: Span)] = []
  /// Of an initialiser: whether it may fail, where it calls one of its superclass, and whether it
  /// calls another one of its type.
  package var isFailable = false
  package var superCalls: Set<Span> = []
  package var delegates = false
  /// Parameters whose last value goes back to the caller.
  package var inoutParameters: [Int] = []
  /// Bindings of enclosing functions that it uses, in the order of their slots.
  package var captures: [Binding] = []
  package let span: Span

  /// What messages call it: of the library, its type stands for a call of an instance and for an
  /// initialiser.
  package var title: String {
    guard source.isLibrary, let owner = parameters.first, owner.name == "self" else { return name }
    return name == "callAsFunction" || name == "init" ? "\(owner.type)" : "\(owner.type).\(name)"
  }

  /// Of a member function the type of `self`, its first parameter.
  package var owner: Type? {
    guard let first = parameters.first, first.name == "self", case .nominal = first.type else {
      return nil
    }
    return first.type
  }

  /// What it is called with, without `self`.
  package var parameterNames: [String] { parameters.map(\.name).filter { $0 != "self" } }

  /// Whether it is a function, or stands inside of it.
  func isInside(_ outer: FunctionBody) -> Bool {
    self === outer || (enclosing?.isInside(outer) ?? false)
  }

  package init(
    name: String, source: SourceText, enclosing: FunctionBody?, result: Type, span: Span
  ) {
    self.name = name
    self.source = source
    self.enclosing = enclosing
    self.result = result
    self.span = span
  }
}

/// A function that a cell declares at its top level; a later cell may give it a new body.
package final class UserFunction {
  package struct Parameter {
    package var label: String?
    package var name: String
    package var type: Type
    package var isVariadic: Bool
    package var isInout = false
    package var defaultValue: Expression?
    package var isAutoclosure = false
    /// What makes its value of the parts of a block.
    package var builder: NominalType?
  }

  package let name: String
  package var parameters: [Parameter]
  package var result: Type
  package var documentation: String?
  package var source: SourceText
  /// Its place in the machine's table of functions.
  package internal(set) var index: Int
  package var body: FunctionBody?

  package init(
    name: String, parameters: [Parameter], result: Type, documentation: String?,
    source: SourceText, index: Int
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.documentation = documentation
    self.source = source
    self.index = index
  }

  /// Its place in a class's table of methods.
  package var tableIndex: Int?
  package var span = Span(0, 0)
  /// What surrounds it, for its default values.
  package var home: Home?
  /// What sets a subscript's value, where this is what gets it.
  package var setter: UserFunction?
  /// `convenience`, `required`, `final`, `prefix`, ….
  package var modifiers: Set<String> = []
  package struct Home {
    var member: (owner: Type, isStatic: Bool)?
    var scopes: [Names]
  }

  /// Whether it is an initialiser that may fail.
  package var isFailable = false

  /// What tells it from its overloads: its labels and the types of its arguments.
  package var key: String {
    fullName + parameters.filter { $0.name != "self" }.map { " \($0.type)" }.joined()
  }
  /// Where it has type parameters, what each of its versions is made from.
  package var template: GenericFunction?
  /// The requirement that it stands for, on values whose type is known only when they are there.
  package var requirement: ProtocolType.Requirement?
  /// Whether it sets the property that is required.
  package var isRequiredSetter = false

  package var type: Type {
    .function(
      parameters: parameters.map {
        $0.isVariadic ? .array($0.type) : $0.isInout ? .inout($0.type) : $0.type
      }, result: result,
      thrown: thrown)
  }

  /// The type of the errors it throws; nil where it throws none.
  package var thrown: Type?
  /// Whether it throws only what its arguments throw.
  package var isRethrowing = false

  package var hasInout: Bool { parameters.contains(where: \.isInout) }

  /// `f(_:axis:)`, by which overloads differ.
  package var fullName: String {
    "\(name)(\(parameters.map { ($0.label ?? "_") + ":" }.joined()))"
  }

  package var signature: String {
    let list = parameters.filter { $0.name != "self" }.map { parameter in
      let label =
        parameter.label == parameter.name
        ? parameter.name : "\(parameter.label ?? "_") \(parameter.name)"
      return "\(label): \(parameter.isInout ? "inout " : "")\(parameter.type)"
        + (parameter.isVariadic ? "..." : "")
        + (parameter.defaultValue == nil ? "" : " = …")
    }
    if name == "init" { return "init\(isFailable ? "?" : "")(\(list.joined(separator: ", ")))" }
    let arrow = result.isVoid ? "" : " -> \(result)"
    let effect = isRethrowing ? " rethrows" : Type.effect(thrown)
    if name == "subscript" { return "subscript(\(list.joined(separator: ", ")))\(arrow)" }
    return "func \(name)(\(list.joined(separator: ", ")))\(effect)\(arrow)"
  }
}
