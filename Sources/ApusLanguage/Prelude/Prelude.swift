import ApusGrad

/// Everything a program can call without declaring it, by name.
///
/// These are the catalogue's operations and the language's own builtins; there is no other way to
/// look one up.
package struct Prelude: Sendable {
  package static let shared = Prelude(
    rows: Operation.all.map { .operation($0) } + Builtin.all.map { .builtin($0) })

  package let callables: [Callable]
  /// Forms that could not be read; the law tests want none.
  package let faults: [SignatureReader.Fault]
  private let functions: [String: [Callable]]
  /// Names with values, such as `stderr`.
  package let variables: [String: Callable]
  private let infixes: [String: [Callable]]
  private let prefixes: [String: [Callable]]
  private let members: [String: [String: [Callable]]]

  package init(rows: [Callable.Row]) {
    var callables: [Callable] = []
    var faults: [SignatureReader.Fault] = []
    var functions: [String: [Callable]] = [:]
    var variables: [String: Callable] = [:]
    var infixes: [String: [Callable]] = [:]
    var prefixes: [String: [Callable]] = [:]
    var members: [String: [String: [Callable]]] = [:]
    for row in rows {
      do {
        for callable in try SignatureReader.read(row) {
          callables.append(callable)
          switch callable.kind {
          case .infix: infixes[callable.name, default: []].append(callable)
          case .prefix: prefixes[callable.name, default: []].append(callable)
          case .variable: variables[callable.name] = callable
          case .function: functions[callable.name, default: []].append(callable)
          case .method, .staticMethod, .property, .staticProperty, .initializer, .subscript:
            members[callable.ownerName ?? "", default: [:]][callable.name, default: []].append(
              callable)
          }
        }
      } catch {
        faults.append(error)
      }
    }
    self.callables = callables
    self.faults = faults
    self.functions = functions
    self.variables = variables
    self.infixes = infixes
    self.prefixes = prefixes
    self.members = members
  }

  package func functions(named name: String) -> [Callable] { functions[name] ?? [] }

  package func infix(_ spelling: String) -> [Callable] { infixes[spelling] ?? [] }

  package func prefix(_ spelling: String) -> [Callable] { prefixes[spelling] ?? [] }

  /// Methods, properties and subscripts of values of a type, its own before those of protocols.
  package func members(of type: Type, named name: String) -> [Callable] {
    type.owners.flatMap { members[$0]?[name] ?? [] }.filter(\.hasSelf)
  }

  /// Static members and initialisers (`init`) of a type.
  package func statics(of type: Type, named name: String) -> [Callable] {
    type.owners.flatMap { members[$0]?[name] ?? [] }.filter { !$0.hasSelf }
  }

  package var functionNames: some Sequence<String> { functions.keys }

  package func memberNames(of type: Type) -> [String] {
    names(of: type, where: \.hasSelf)
  }

  package func staticNames(of type: Type) -> [String] {
    names(of: type) { !$0.hasSelf }
  }

  private func names(of type: Type, where isWanted: (Callable) -> Bool) -> [String] {
    var found: Set<String> = []
    for owner in type.owners {
      for (name, rows) in members[owner] ?? [:] where rows.contains(where: isWanted) {
        found.insert(name)
      }
    }
    return Array(found)
  }
}
