import ApusSyntax

/// Asks a check what is known at one point of a program: a name nobody uses stands at the cursor,
/// and whoever meets it leaves here what could stand in its place.
package final class Probe {
  static let placeholder = "cursor__stands__here"

  enum Finding {
    /// After `base.`: the type of the base.
    case member(Type)
    /// After a bare dot: the type that the context wants.
    case implicit(Type?)
    /// A name: what is visible, besides the prelude.
    case name([String: Names.Entry])
  }

  var finding: Finding?
  /// Members that the program declares for the base, with their signatures.
  var members: [(name: String, signature: String, isMethod: Bool)] = []
  /// Labels that an argument here may have, with their types.
  var labels: [(label: String, type: Type)] = []
  /// The rows and functions whose call the cursor is in, for their signatures.
  var callees: [String] = []
}

extension Checker {
  func meet(_ name: String, _ finding: () -> Probe.Finding) {
    guard let probe, name == Probe.placeholder, probe.finding == nil else { return }
    probe.finding = finding()
    if case .member(let type) = probe.finding { probe.members = declaredMembers(of: type) }
  }

  /// What declarations, extensions and protocols give to a type.
  private func declaredMembers(
    of type: Type
  ) -> [(name: String, signature: String, isMethod: Bool)] {
    let isStatic = if case .metatype = type { true } else { false }
    let owner = if case .metatype(let inner) = type { inner } else { type }
    var found: [(name: String, signature: String, isMethod: Bool)] = []
    for table in tables(of: owner) {
      for (name, functions) in isStatic ? table.statics : table.methods
      where name != "init" && name != "subscript" {
        found += functions.map { (name, $0.signature, true) }
      }
      if isStatic {
        found += table.staticNames.map { ($0, $0, false) }
      } else {
        found += table.properties.map { ($0, "\($0): \($1.type)", false) }
      }
    }
    if !isStatic {
      for name in Library.members where !libraryTables(of: owner, named: name).isEmpty {
        let outline = LibraryRow.outlines[name] ?? name
        found.append((name, outline, outline.contains("func ")))
      }
    }
    guard !isStatic, case .array = owner else {
      if !isStatic, let element = element(of: owner), Self.elements(of: owner) == nil {
        for name in prelude.memberNames(of: .array(element)) where name != "subscript" {
          let row = prelude.members(of: .array(element), named: name).first
          found.append((name, row?.signature ?? name, row?.kind == .method))
        }
      }
      return found
    }
    return found
  }

  func meet(_ arguments: [Argument], of candidates: [Candidate]) {
    guard let probe else { return }
    guard arguments.contains(where: { $0.value.isPlaceholder }) else { return }
    // Where it fits no parameter, nobody looks at it again.
    if probe.finding == nil { probe.finding = .name(visibleEntries) }
    for candidate in candidates {
      probe.callees.append(candidate.signature)
      for parameter in candidate.parameters {
        guard let label = parameter.label, !probe.labels.contains(where: { $0.label == label }),
          !arguments.contains(where: { $0.label == label })
        else { continue }
        probe.labels.append((label, parameter.type))
      }
    }
  }

  /// Everything declared around here, inner names hiding outer ones.
  var visibleEntries: [String: Names.Entry] {
    scopes.reduce(program.names.entries) { $0.merging($1.entries) { $1 } }
  }
}

extension Expression {
  fileprivate var isPlaceholder: Bool {
    if case .name(Probe.placeholder) = kind { true } else { false }
  }
}
