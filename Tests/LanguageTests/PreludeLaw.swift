import ApusGrad
import ApusSyntax
import ApusText
import Testing

@testable import ApusLanguage

/// What every row of the prelude obeys: a sentence, and what breaks it in one row.
struct PreludeLaw: Sendable, CustomTestStringConvertible {
  let sentence: String
  let check: @Sendable (Callable.Row) -> [String]

  var testDescription: String { sentence }

  /// What breaks the law in some rows, which are looked at side by side.
  func faults(in rows: [Callable.Row]) async -> [String] {
    await withTaskGroup(of: (Int, [String]).self) { group in
      for (index, row) in rows.enumerated() {
        group.addTask { (index, check(row).map { "\(row.name): \($0)" }) }
      }
      var faults: [(Int, [String])] = []
      for await found in group { faults.append(found) }
      return faults.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  static let all = [forms, summary, example, samples, refusals]

  static let forms = PreludeLaw(sentence: "a form reads, and prints as it is written") { row in
    var faults: [String] = []
    if row.forms.isEmpty { faults.append("it has no form") }
    for form in row.forms {
      do throws(Diagnostic) {
        let printed = try Parser.parseSignature(form).signature
        if printed != form { faults.append("\(form) prints as \(printed)") }
      } catch {
        faults.append("\(form) does not read: \(error.headline)")
      }
    }
    faults += Prelude(rows: [row]).faults.map { "\($0.form) is no form: \($0.reason)" }
    return faults
  }

  static let summary = PreludeLaw(sentence: "a summary is one sentence with a full stop") { row in
    let summary = row.summary
    if summary.isEmpty { return ["the summary is empty"] }
    var faults: [String] = []
    if !summary.hasSuffix(".") { faults.append("the summary has no full stop: \(summary)") }
    if summary.contains("\n") || summary.dropLast().contains(". ") {
      faults.append("the summary is more than one sentence: \(summary)")
    }
    return faults
  }

  static let example = PreludeLaw(sentence: "an example runs") { row in
    if row.example.isEmpty { return ["it has no example"] }
    guard let error = Session.outcome(of: row.example).error else { return [] }
    return ["the example \(row.example) fails: \(error.value)"]
  }

  static let refusals = PreludeLaw(sentence: "a refusal gives its sentence") { row in
    row.namedRefusals.compactMap { code, sentence in
      guard let error = Session.outcome(of: code).error else { return "\(code) is not refused" }
      let expected = row.headline(sentence)
      return error.value == expected ? nil : "\(code) answers: \(error.value)"
    }
  }
}

extension Callable.Row {
  /// The refusals, whose tensors are variables with the parameters' names: an error names an
  /// operand as the program spells it.
  fileprivate var namedRefusals: [(code: String, sentence: String)] {
    guard case .operation(let row) = self else { return refusals }
    return row.refusals.map { refusal in
      var call = row.code(calling: refusal.arguments)
      var lines: [String] = []
      for (parameter, argument) in zip(row.signature.parameters, refusal.arguments) {
        guard case .tensor = argument else { continue }
        let parts = Formatting.split(call, argument.code)
        guard parts.count > 1 else { continue }
        let name = parameter.name == "self" ? "receiver" : parameter.name
        lines.append("let \(name) = \(argument.code)")
        call = parts[0] + name + parts.dropFirst().joined(separator: argument.code)
      }
      let sentence = Formatting.split(refusal.sentence, " self ").joined(separator: " receiver ")
      return ((lines + [call]).joined(separator: "\n"), sentence)
    }
  }

  /// A refusal's sentence as it stands at the head of a cell's error.
  fileprivate func headline(_ sentence: String) -> String {
    switch self {
    case .operation(let row):
      sentence.hasPrefix(row.name) || row.name == "subscript"
        ? sentence : "\(row.name): \(sentence)"
    case .builtin: sentence
    }
  }
}
