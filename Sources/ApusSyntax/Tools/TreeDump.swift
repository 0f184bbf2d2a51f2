import ApusText

/// A tree as s-expressions, for tests and for looking at it.
///
/// One line per node as long as it fits into 100 columns; otherwise each part on a line of its own.
/// With `showsSpans` every statement and expression has its UTF-8 offsets behind its head.
package struct TreeDump {
  /// A part of the dump.
  indirect enum Node {
    case atom(String)
    case list([Node])

    static func list(_ head: String, _ rest: Node?...) -> Node {
      .list([.atom(head)] + rest.compactMap { $0 })
    }

    static func list(_ head: String, _ rest: [Node]) -> Node {
      .list([.atom(head)] + rest)
    }
  }

  let showsSpans: Bool

  package static func dump(_ tree: SyntaxTree, showsSpans: Bool = false) -> String {
    let dump = TreeDump(showsSpans: showsSpans)
    return tree.statements.map { TreeDump.text(dump.node($0)) + "\n" }.joined()
  }

  package static func dump(_ statement: Statement) -> String {
    text(TreeDump(showsSpans: false).node(statement))
  }

  package static func dump(_ expression: Expression) -> String {
    text(TreeDump(showsSpans: false).node(expression))
  }

  package static func dump(_ type: TypeSyntax) -> String {
    text(TreeDump(showsSpans: false).node(type))
  }

  /// A head with its offsets where they are wanted.
  func head(_ word: String, _ span: Span) -> Node {
    .atom(showsSpans ? "\(word)@\(span.start)..\(span.end)" : word)
  }

  func quoted(_ text: String) -> Node {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return .atom(result + "\"")
  }

  private static func text(_ node: Node, indent: Int = 0) -> String {
    let line = flat(node)
    guard indent + line.count > 100, case .list(let parts) = node, let first = parts.first else {
      return line
    }
    let margin = "\n" + String(repeating: " ", count: indent + 2)
    var result = "(" + flat(first)
    for part in parts.dropFirst() { result += margin + text(part, indent: indent + 2) }
    return result + ")"
  }

  private static func flat(_ node: Node) -> String {
    switch node {
    case .atom(let text): text
    case .list(let parts): "(" + parts.map(flat).joined(separator: " ") + ")"
    }
  }
}
