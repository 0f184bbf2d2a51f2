import ApusSyntax
import ApusText

/// One thing that a call may mean.
struct Candidate {
  enum Target {
    /// A prelude row, with the receiver where it is a member.
    case row(Callable, receiver: TypedExpression?)
    case user(UserFunction)
    case local(Binding, UserFunction)
    /// A method of a declared type, with the receiver.
    case method(UserFunction, receiver: TypedExpression)
    /// The initialiser that a struct has by itself.
    case memberwise(NominalType)
    case construct(NominalType, UserFunction)
    case enumCase(NominalType, Int)
    /// A value of function type.
    case value(TypedExpression)
    /// A call that tells what a generic type's parameters stand for.
    case pattern(GenericType, UserFunction?)
  }

  struct Parameter {
    var label: String?
    var name: String
    var type: Type
    var isVariadic: Bool
    var isInout = false
    var defaultValue: Expression?
    /// Whether it may be left out.
    var isOptional: Bool
    /// Whether a call may, but need not, name it, as for a closure value's arguments.
    var takesNoLabel = false
    /// Whether the argument is evaluated only where the function asks for it.
    var isAutoclosure = false
    var builder: NominalType?
  }

  let target: Target
  /// The type whose static member or initialiser it is.
  private(set) var staticOwner: Type?
  let parameters: [Parameter]
  let result: Type
  /// The type of the errors a call throws.
  var thrown: Type?
  /// Whether a call throws only what its arguments throw.
  var isRethrowing = false
  let name: String
  let signature: String
  /// What surrounds the default values.
  var home: UserFunction.Home?

  init(_ row: Callable, of owner: Type) {
    self.init(row, receiver: nil)
    staticOwner = owner
  }

  init(target: Target, parameters: [Parameter], result: Type, name: String, signature: String) {
    self.target = target
    self.parameters = parameters
    self.result = result
    self.name = name
    self.signature = signature
  }

  init(_ row: Callable, receiver: TypedExpression?) {
    target = .row(row, receiver: receiver)
    parameters = row.parameters.dropFirst(row.hasSelf ? 1 : 0).map {
      Parameter(
        label: $0.label, name: $0.name, type: $0.type, isVariadic: $0.isVariadic,
        defaultValue: $0.defaultValue, isOptional: $0.defaultValue != nil || $0.isVariadic)
    }
    result = row.result
    isRethrowing = !row.isThrowing
    thrown = row.isThrowing ? .error : nil
    name = row.kind == .initializer ? row.owner?.description ?? row.name : row.name
    signature = row.signature
  }

  /// Whether a generic parameter is a number with a fraction, so that a literal for it has one.
  func wantsFraction(_ name: String) -> Bool {
    guard case .row(let row, _) = target else { return false }
    return row.requirements.contains { $0.parameter == name && $0.name == "FloatingPoint" }
  }

  init(_ function: UserFunction, as target: Target) {
    self.init(function, target, function.parameters[...], function.result)
  }

  /// A method, whose `self` is not among the arguments.
  init(_ function: UserFunction, receiver: TypedExpression) {
    self.init(
      function, .method(function, receiver: receiver), function.parameters.dropFirst(),
      function.result)
  }

  init(_ function: UserFunction, constructing type: NominalType) {
    self.init(
      function, .construct(type, function),
      type.kind == .class ? function.parameters.dropFirst() : function.parameters[...],
      type.kind != .class
        ? function.result : function.isFailable ? .optional(.nominal(type)) : .nominal(type))
  }

  private init(
    _ function: UserFunction, _ target: Target, _ parameters: ArraySlice<UserFunction.Parameter>,
    _ result: Type
  ) {
    self.target = target
    self.parameters = parameters.map {
      Parameter(
        label: $0.label, name: $0.name, type: $0.type, isVariadic: $0.isVariadic,
        isInout: $0.isInout, defaultValue: $0.defaultValue,
        isOptional: $0.defaultValue != nil || $0.isVariadic, isAutoclosure: $0.isAutoclosure,
        builder: $0.builder)
    }
    self.result = result
    thrown = function.thrown
    isRethrowing = function.isRethrowing
    home = function.home
    name = function.name
    signature = function.signature
  }

  init(memberwise type: NominalType) {
    target = .memberwise(type)
    // A class has only the initialiser without arguments by itself.
    let given = type.kind == .class ? [] : type.fields
    parameters = given.filter {
      (!$0.isConstant || $0.defaultValue == nil) && !$0.name.hasPrefix("$")
    }.map {
      Parameter(
        label: $0.name, name: $0.name, type: $0.type, isVariadic: false,
        defaultValue: $0.defaultValue, isOptional: $0.defaultValue != nil)
    }
    result = .nominal(type)
    home = UserFunction.Home(member: (.nominal(type), true), scopes: type.scopes)
    name = type.name
    signature =
      "\(type.name)(\(parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
  }

  init(_ type: NominalType, case index: Int) {
    target = .enumCase(type, index)
    let item = type.cases[index]
    parameters = item.payload.enumerated().map { place, part in
      let value = item.defaultValues[place]
      return Parameter(
        label: part.label, name: part.label ?? "_", type: part.type, isVariadic: false,
        defaultValue: value, isOptional: value != nil)
    }
    result = .nominal(type)
    home = UserFunction.Home(member: (.nominal(type), true), scopes: type.scopes)
    name = type.cases[index].name
    signature =
      "\(type.name).\(name)(\(parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
  }

  init?(value: TypedExpression, name: String) {
    guard case .function(let types, let result, let thrown) = value.type else { return nil }
    target = .value(value)
    self.thrown = thrown
    parameters = types.map {
      if case .inout(let inner) = $0 {
        return Parameter(
          label: nil, name: "_", type: inner, isVariadic: false, isInout: true, isOptional: false)
      }
      return Parameter(label: nil, name: "_", type: $0, isVariadic: false, isOptional: false)
    }
    self.result = result
    self.name = name
    signature = value.type.description
  }
}

extension Candidate {
  /// Whether the program declares it.
  var isDeclared: Bool {
    switch target {
    case .user, .local, .method, .construct: true
    case .row, .memberwise, .enumCase, .value, .pattern: false
    }
  }

  /// The type of the parameter that an argument goes to.
  func type(of argument: Int, _ groups: [[Int]]) -> Type? {
    zip(parameters, groups).first { $1.contains(argument) }?.0.type.unwrapped
  }

  /// Of two that fit equally well, the one that needs no default value is meant.
  func omitted(_ groups: [[Int]]) -> Int {
    guard isDeclared else { return 0 }
    return groups.contains { $0.isEmpty } ? 1 : 0
  }
}

/// Which arguments go to which parameter.
enum ArgumentMatch {
  case matched([[Int]])
  case missing(parameter: Int)
  case extra(argument: Int)
  case missingLabel(argument: Int, String)
  case wrongLabel(argument: Int, String, suggestion: String?)

  /// Swift's rule: arguments in order, labels exact, defaults and variadics may be skipped, a
  /// trailing closure goes to the next function-typed parameter whatever its label.
  init(_ arguments: [Argument], to parameters: [Candidate.Parameter]) {
    var groups: [[Int]] = Array(repeating: [], count: parameters.count)
    var next = 0
    for (index, argument) in arguments.enumerated() {
      if argument.isTrailing && argument.label == nil {
        while next < parameters.count, !Self.takesClosure(parameters[next].type),
          parameters[next].isOptional || !groups[next].isEmpty
        {
          next += 1
        }
      } else if let label = argument.label {
        while next < parameters.count, parameters[next].label != label,
          parameters[next].isOptional || !groups[next].isEmpty
        {
          next += 1
        }
      } else {
        while next < parameters.count, parameters[next].label != nil,
          parameters[next].isOptional || !groups[next].isEmpty
        {
          guard !Self.hasLaterUnlabelled(parameters, after: next) else {
            next += 1
            continue
          }
          break
        }
      }
      guard next < parameters.count else {
        if let label = argument.label {
          self = .wrongLabel(
            argument: index, label,
            suggestion: Self.suggest(label, parameters, groups))
        } else {
          self = .extra(argument: index)
        }
        return
      }
      let parameter = parameters[next]
      if argument.label != parameter.label, !(argument.isTrailing && argument.label == nil) {
        if let label = argument.label {
          if parameters[next...].contains(where: { $0.label == label }) {
            self = .missing(parameter: next)
            return
          }
          self = .wrongLabel(
            argument: index, label, suggestion: Self.suggest(label, parameters, groups))
        } else {
          self = .missingLabel(argument: index, parameter.label ?? parameter.name)
        }
        return
      }
      groups[next].append(index)
      if parameter.isVariadic {
        let follower = index + 1
        if follower < arguments.count, arguments[follower].label == nil,
          !arguments[follower].isTrailing
        {
          // The next unlabelled argument belongs to the variadic parameter, whatever its label.
          var cursor = follower
          while cursor < arguments.count, arguments[cursor].label == nil,
            !arguments[cursor].isTrailing
          {
            cursor += 1
          }
          self = Self.continueVariadic(
            arguments, parameters, groups, at: next, from: follower, to: cursor)
          return
        }
      }
      next += 1
    }
    for (index, parameter) in parameters.enumerated()
    where groups[index].isEmpty && !parameter.isOptional {
      self = .missing(parameter: index)
      return
    }
    self = .matched(groups)
  }

  private static func continueVariadic(
    _ arguments: [Argument], _ parameters: [Candidate.Parameter], _ groups: [[Int]],
    at parameter: Int, from: Int, to: Int
  ) -> ArgumentMatch {
    var groups = groups
    groups[parameter] += from..<to
    let rest = Array(parameters[(parameter + 1)...])
    switch ArgumentMatch(Array(arguments[to...]), to: rest) {
    case .matched(let later):
      for (offset, group) in later.enumerated() {
        groups[parameter + 1 + offset] = group.map { $0 + to }
      }
      return .matched(groups)
    case .missing(let index): return .missing(parameter: index + parameter + 1)
    case .extra(let index): return .extra(argument: index + to)
    case .missingLabel(let index, let label): return .missingLabel(argument: index + to, label)
    case .wrongLabel(let index, let label, let suggestion):
      return .wrongLabel(argument: index + to, label, suggestion: suggestion)
    }
  }

  private static func takesClosure(_ type: Type) -> Bool {
    if case .function = type.unwrapped { true } else { false }
  }

  private static func hasLaterUnlabelled(
    _ parameters: [Candidate.Parameter], after index: Int
  ) -> Bool {
    parameters[(index + 1)...].contains { $0.label == nil }
  }

  private static func suggest(
    _ label: String, _ parameters: [Candidate.Parameter], _ groups: [[Int]]
  ) -> String? {
    let free = zip(parameters, groups).filter { $1.isEmpty }.map { $0.0 }
    let labels = free.compactMap(\.label)
    if let meant = Habit.find(label, .label)?.forms.first(where: labels.contains) { return meant }
    if let near = Spelling.suggest(label, among: labels) { return near }
    return free.contains { $0.label == nil && !$0.isOptional && $0.name == label } ? "_" : nil
  }
}
