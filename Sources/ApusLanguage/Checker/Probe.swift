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
  /// Labels that an argument here may have, with their types.
  var labels: [(label: String, type: Type)] = []
  /// The rows and functions whose call the cursor is in, for their signatures.
  var callees: [String] = []
}

extension Checker {
  func meet(_ name: String, _ finding: () -> Probe.Finding) {
    guard let probe, name == Probe.placeholder, probe.finding == nil else { return }
    probe.finding = finding()
  }

  func meet(_ arguments: [Argument], of candidates: [Candidate]) {
    guard let probe else { return }
    guard arguments.contains(where: { $0.value.isPlaceholder }) else { return }
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
