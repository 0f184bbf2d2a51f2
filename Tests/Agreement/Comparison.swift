import Foundation
import Synchronization

/// Compiles the cases natively, runs them, and finds where they differ.
struct Comparison {
  struct Verdict: Sendable {
    var name: String
    var faults: [String] = []
    /// Intended differences that its cells show.
    var used: Set<String> = []
    var cellCount = 0
    /// What swiftc says of cells that both refuse, beside what we say.
    var refusals: [String] = []
  }

  /// A case on its way.
  private struct Work: Sendable {
    var program = ""
    /// What swiftc refuses, with its first error.
    var refused: [Int: String] = [:]
    var faults: [String] = []
  }

  let cases: [Case]
  let differences: [Difference]
  let toolchain: Toolchain

  func run() throws -> [Verdict] {
    let works = Self.parallel(cases.indices) { compile(cases[$0], module(of: $0)) }
    let good = works.indices.filter { !works[$0].program.isEmpty }
    let executable = try toolchain.link(good.map { (module(of: $0), works[$0].program) })
    return Self.parallel(cases.indices) { index in
      var native = works[index].refused.mapValues { NativeConduct.isRefused($0) }
      if !works[index].program.isEmpty {
        let answer = Toolchain.run(["timeout", "100", executable.path, module(of: index)])
        let shown = NativeConduct.read(answer.messages, endedWell: answer.isGood)
        native.merge(shown, uniquingKeysWith: { refused, _ in refused })
      }
      var verdict = judge(cases[index], native)
      verdict.faults = works[index].faults + verdict.faults
      return verdict
    }
  }

  /// The module's name of a case, which stays what it is when others come.
  private func module(of index: Int) -> String {
    "Case_" + String(cases[index].name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  private func compile(_ testCase: Case, _ module: String) -> Work {
    let source = NativeSource(testCase, differences: differences)
    var work = Work()
    // Cells that swiftc refuses are left out, until it accepts the rest.
    for _ in 0..<6 {
      let program = source.program(without: Set(work.refused.keys))
      let answer = toolchain.compile(program, as: module)
      if answer.isGood {
        work.program = program
        break
      }
      let (cells, others) = answer.errors
      if cells.isEmpty {
        work.faults.append(others.joined(separator: "\n"))
        break
      }
      // What is declared again is the fault of the later cell, also where others meet it.
      let again = cells.filter { $0.value.hasPrefix("invalid redeclaration") }
      work.refused.merge(again.isEmpty ? cells : again, uniquingKeysWith: { first, _ in first })
    }
    let left = Set(work.refused.keys)
    let wanted = Set(
      testCase.cells.filter { $0.expected == .isRefused && !differences.isKnownEarly($0) }
        .map(\.number))
    if wanted.isEmpty { return work }
    let (together, inBlocks) = source.allInBlocks(without: left)
    if inBlocks.count > 1 {
      let found = toolchain.check(together, as: module, typesOnly: true).errors.cells
      for number in inBlocks { work.refused[number] = found[number] }
    }
    for number in wanted.subtracting(work.refused.keys).sorted() {
      let program = source.program(upTo: number, without: left)
      let answer = toolchain.check(program, as: module, typesOnly: false)
      let (cells, others) = answer.errors
      if let message = cells[number] ?? cells.values.first ?? others.first {
        work.refused[number] = message
      }
    }
    return work
  }

  private func judge(_ testCase: Case, _ native: [Int: NativeConduct]) -> Verdict {
    var verdict = Verdict(name: testCase.name, cellCount: testCase.cells.count)
    for cell in testCase.cells {
      let isAsked = cell.expected == .isRefused && !differences.isKnownEarly(cell)
      // A cell that only we refuse was not run natively.
      let conduct =
        native[cell.number] ?? (isAsked ? .shows(output: "", value: "") : .isNotReached)
      var agrees = conduct.agrees(with: cell.expected)
      if differences.isKnownEarly(cell), case .stops = conduct {
        verdict.used.insert(Difference.early)
        agrees = true
      }
      if case .isRefused(let message) = conduct, agrees {
        let ours = cell.diagnostics.first?.headline ?? ""
        verdict.refusals.append("\(testCase.name) cell \(cell.number): \(ours) | \(message)")
      }
      if let name = cell.difference {
        verdict.used.insert(name)
        if !differences.contains(where: { $0.name == name }) {
          verdict.faults.append(
            "cell \(cell.number) names a difference that is not listed: \(name)")
        } else if agrees {
          verdict.faults.append("cell \(cell.number) agrees after all, without '\(name)'")
        }
      } else if !agrees {
        if let rule = differences.first(where: { $0.covers(cell, conduct) }) {
          verdict.used.insert(rule.name)
        } else {
          verdict.faults.append(Self.fault(cell, conduct))
        }
      }
    }
    return verdict
  }

  private static func fault(_ cell: Case.Cell, _ native: NativeConduct) -> String {
    func block(_ text: String) -> String {
      text.isEmpty ? " nothing" : "\n      " + text.replacing("\n", with: "\n      ")
    }
    let start = "cell \(cell.number)"
    let headline = cell.diagnostics.first.map { ": \($0.headline) [\($0.id)]" } ?? ""
    switch (cell.expected, native) {
    case (.shows(let output, let value), .shows(let nativeOutput, let nativeValue)):
      return output != nativeOutput
        ? "\(start) prints another output; ours:\(block(output))\n    native:\(block(nativeOutput))"
        : "\(start) has another value; ours:\(block(value))\n    native:\(block(nativeValue))"
    case (.stops(let output), .stops(let nativeOutput)):
      return "\(start) prints another output before it stops; ours:\(block(output))\n    native:"
        + block(nativeOutput)
    case (.isRefused, .stops), (.isRefused, .shows), (.isRefused, .isNotReached):
      return "\(start) is refused by us only\(headline)"
    case (_, .isRefused(let message)):
      return "\(start) is refused by swiftc only: \(message)"
    case (.shows, .stops(let output)): return "\(start) stops natively only:\(block(output))"
    case (.stops, .shows): return "\(start) stops with us only\(headline)"
    case (_, .isNotReached): return "\(start) is not reached natively"
    }
  }

  /// Does something for each index, on all processors, and keeps the order.
  private static func parallel<Result: Sendable>(
    _ indices: Range<Int>, _ body: (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: indices.count))
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: indices.count) { index in
        let result = body(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
