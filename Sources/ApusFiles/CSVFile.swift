import ApusTensor

/// A table of numbers as text: a line for each row.
package enum CSVFile {
  /// A matrix of the numbers; the first line may be names, which are left out.
  package static func read(
    _ path: String, header: Bool, separator: String, dtype: DType
  ) throws(TensorError) -> Tensor {
    guard let mark = separator.first, separator.count == 1 else {
      throw TensorError("argument", "the separator is one character, got '\(separator)'")
    }
    guard let text = String(validating: try FileBytes.read(path), as: UTF8.self) else {
      throw .damaged(path, "it is no text in UTF-8")
    }
    var (values, columns, rows): ([Double], Int?, Int) = ([], nil, 0)
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if header && index == 0 || line.allSatisfy(\.isWhitespace) { continue }
      let fields = line.split(separator: mark, omittingEmptySubsequences: false)
      if let columns, columns != fields.count {
        throw .damaged(
          path,
          "line \(index + 1) has \(TensorError.counted(fields.count, "value", "values")), "
            + "the lines before have \(columns)")
      }
      columns = fields.count
      for (column, field) in fields.enumerated() {
        let digits = field.filter { !$0.isWhitespace && $0 != "\"" }
        guard let value = Double(digits) else {
          throw TensorError(
            "file",
            "line \(index + 1), column \(column + 1) of the file '\(path)' is no number: "
              + "'\(field)'", help: index == 0 ? "leave out the names with `header: true`" : nil)
        }
        values.append(value)
      }
      rows += 1
      if rows % 1000 == 0 { try Interruption.check() }
    }
    return try Tensor(values, shape: [rows, columns ?? 0], dtype: .float64).to(dtype)
  }

  /// A line for each row of a matrix, or for each element of a vector.
  package static func write(
    _ tensor: Tensor, to path: String, header: [String], separator: String
  ) throws(TensorError) {
    guard tensor.ndim == 1 || tensor.ndim == 2 else {
      throw TensorError(
        "shape", "a table is a vector or a matrix, got shape \(tensor.shape)")
    }
    let columns = tensor.ndim == 2 ? tensor.shape[1] : 1
    guard header.isEmpty || header.count == columns else {
      throw TensorError(
        "argument",
        "\(TensorError.counted(header.count, "name", "names")) for "
          + TensorError.counted(columns, "column", "columns"))
    }
    var text = header.isEmpty ? "" : header.joined(separator: separator) + "\n"
    let fields =
      switch tensor.dtype {
      case .float32: tensor.doubles().map { "\(Float($0))" }
      case .float64: tensor.doubles().map { "\($0)" }
      default: try tensor.integers().map { "\($0)" }
      }
    for row in 0..<tensor.shape[0] {
      let line = fields[(row * columns)..<((row + 1) * columns)]
      text += line.joined(separator: separator) + "\n"
    }
    try FileBytes.write(Array(text.utf8), to: path)
  }
}
