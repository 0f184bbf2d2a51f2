import ApusGrad
import ApusNN
import ApusSyntax

/// The face of the public module `Apus` as Swift source, a reading of the prelude's rows.
///
/// Each function calls its row by the form that declares it; the module's own support, written by
/// hand in `Sources/Apus`, brings the arguments into the registers and the result out of them. The
/// library stands behind them as it is.
package enum PublicFace {
  /// The rows that are ours and not Swift's own.
  static let rows: [Callable.Row] =
    Operation.all.map { .operation($0) }
    + Builtin.families.filter { $0.origin == .apus }.flatMap(\.rows).map { .builtin($0) }

  /// The whole source file.
  package static let source: String = {
    // The library uses functions of numbers too.
    var blocks = ["import Glibc", operators] + Enumeration.all.map(enumeration)
    for callable in Prelude(rows: rows).callables {
      // Subscripts also take `...` and are assigned to, which no row says.
      if callable.kind == .subscript { continue }
      blocks.append(FaceFunction(callable).source)
      if let compound = FaceFunction(callable).compound { blocks.append(compound) }
    }
    blocks += LibraryFile.all.map(\.text)
    return blocks.joined(separator: "\n\n") + "\n"
  }()

  private static let operators: String = {
    let table = OperatorTable.standard
    let groups = OperatorTable.ownGroups.map { group in
      """
      precedencegroup \(group.name) {
        associativity: \(group.associativity.rawValue)
        higherThan: \(group.above)
      }
      """
    }
    let infixes = OperatorTable.own.map { spelling in
      "infix operator \(spelling): \(table.groupName(ofInfix: spelling) ?? "DefaultPrecedence")"
    }
    return (groups + infixes).joined(separator: "\n")
  }()

  private static func enumeration(_ row: Enumeration) -> String {
    """
    /// \(row.summary)
    public enum \(row.name): String, CaseIterable, Member {
      case \(row.cases.map(spelled).joined(separator: ", "))
    }
    """
  }

  /// A name that may be a word of the language.
  private static func spelled(_ name: String) -> String {
    Keyword(rawValue: name) == nil ? name : "`\(name)`"
  }
}
