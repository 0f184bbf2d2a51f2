import Foundation

/// What a cell does natively.
enum NativeConduct: Equatable {
  case shows(output: String, value: String)
  case stops(output: String)
  /// With the first error of swiftc.
  case isRefused(String)
  /// An earlier cell has ended the program.
  case isNotReached

  func agrees(with expected: Case.Conduct) -> Bool {
    switch (expected, self) {
    case (.shows(let a, let b), .shows(let c, let d)): a == c && b == d
    case (.stops(let a), .stops(let b)): a == b
    case (.isRefused, .isRefused): true
    default: false
    }
  }

  /// Reads the marked output of a program.
  static func read(_ text: String, endedWell: Bool) -> [Int: NativeConduct] {
    var found: [Int: NativeConduct] = [:]
    var current: (number: Int, output: String, value: String)?
    func close(_ isLast: Bool) {
      guard let cell = current else { return }
      if isLast, !endedWell {
        found[cell.number] = .stops(output: cell.output)
      } else if found[cell.number] == nil {
        found[cell.number] = .shows(output: cell.output, value: cell.value)
      }
    }
    for part in text.split(separator: "\u{1}", omittingEmptySubsequences: false).dropFirst() {
      let line = part.prefix { $0 != "\n" }
      let rest = String(part.dropFirst(line.count + 1))
      if line.hasPrefix("cell "), let number = Int(line.dropFirst(5)) {
        close(false)
        current = (number, rest, "")
      } else if line == "value" {
        current?.value = rest
      } else if line == "stopped", let cell = current {
        found[cell.number] = .stops(output: cell.output)
      }
    }
    close(true)
    return found
  }
}

extension Toolchain.Answer {
  /// The first error in each cell, and those that stand elsewhere.
  var errors: (cells: [Int: String], others: [String]) {
    var cells: [Int: String] = [:]
    var others: [String] = []
    for line in messages.split(separator: "\n") {
      guard let match = line.firstMatch(of: /^(.*?):\d+:\d+: error: (.*)$/) else { continue }
      if let number = Int(match.output.1.dropFirst(5)), match.output.1.hasPrefix("cell-") {
        if cells[number] == nil { cells[number] = String(match.output.2) }
      } else {
        others.append(String(line))
      }
    }
    if !isGood, cells.isEmpty, others.isEmpty { others = [messages] }
    return (cells, others)
  }
}
