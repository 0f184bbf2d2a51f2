extension Module {
  /// A table of the parts with their kinds and how many parameters each has.
  public func summary() -> String {
    var rows: [(name: String, kind: String, shape: String, count: Int)] = []
    let parameters = namedParameters()
    for (name, module) in namedModules() {
      let prefix = name.isEmpty ? "" : name + "."
      let own = parameters.filter { entry in
        entry.0.hasPrefix(prefix) && !entry.0.dropFirst(prefix.count).contains(".")
      }
      let shapes = own.map { "\($0.0.dropFirst(prefix.count)) \($0.1.shape)" }
      rows.append(
        (
          name.isEmpty ? "(model)" : name, "\(type(of: module))", shapes.joined(separator: ", "),
          own.map { $0.1.count }.reduce(0, +)
        ))
    }
    let names = (rows.map { $0.name.count } + [4]).max() ?? 4
    let kinds = (rows.map { $0.kind.count } + [4]).max() ?? 4
    func column(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    var lines = ["\(column("part", names))  \(column("kind", kinds))  parameters"]
    for row in rows {
      let count = row.count == 0 ? "-" : "\(row.count): \(row.shape)"
      lines.append("\(column(row.name, names))  \(column(row.kind, kinds))  \(count)")
    }
    let all = parameters.map { $0.1.count }.reduce(0, +)
    let frozen = parameters.filter { $0.1.isFrozen }.map { $0.1.count }.reduce(0, +)
    lines.append("\(all) parameters" + (frozen == 0 ? "" : ", \(frozen) of them frozen"))
    return lines.joined(separator: "\n")
  }
}
