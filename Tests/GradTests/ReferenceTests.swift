import ApusTensor
import Foundation
import Testing

@testable import ApusGrad

/// Every row's samples against PyTorch's and NumPy's results, stored beside this file.
///
/// With `APUS_RECORD=all` in the environment the test writes the samples' arguments instead;
/// `Reference/make.py` then adds the expected results.
@Suite(.serialized) struct ReferenceTests {
  /// How far results may be off in units of the tolerance for one rounding: factors of matrices
  /// come from many steps, which every library orders in its own way.
  static func slack(_ family: String) -> Double { family == "linear algebra" ? 64 : 1 }

  /// Families whose results no one else can give.
  static let ours: Set = ["random", "initialisers", "printing", "tracking"]

  @Test(arguments: Catalogue.families.map(\.name).filter { !ours.contains($0) })
  func `a family computes what PyTorch and NumPy compute`(name: String) throws {
    let rows = Catalogue.families.first { $0.name == name }?.rows ?? []
    let isRecording = ProcessInfo.processInfo.environment["APUS_RECORD"] == "all"
    if isRecording { try record(rows, to: ReferenceCase.file(name)) }
    let data = try Data(contentsOf: ReferenceCase.file(name))
    let stored = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    let replay = try Replay(rows, stored, slack: ReferenceTests.slack(name))
    #expect(replay.faults == [])
    #expect(isRecording || replay.compared == replay.expected)
  }

  @Test func `a wrong result is found`() throws {
    let row = ApusGrad.Operation(
      "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: "x -> x", "Doubles.",
      example: "wrong(x)", samples: [Sample(.vector([1, 2]))]
    ) { try Tensor.multiply($0.tensor(0), Tensor(weak: 2.00001)) }
    let stored: [[String: Any]] = try [false, true].map { wide in
      [
        "arguments": try ReferenceCase.arguments(row, row.samples[0], wide: wide),
        "expected": [
          ["dtype": wide ? "float64" : "float32", "shape": [2], "values": [2.0, 4.0]]
        ],
      ]
    }
    let replay = try Replay([row], stored)
    #expect(replay.faults.count == 4)
    #expect(replay.faults.allSatisfy { $0.contains(": element ") })
  }

  private func record(_ rows: [ApusGrad.Operation], to file: URL) throws {
    var cases: [[String: Any]] = []
    for row in rows {
      for sample in row.samples {
        for wide in [false, true] {
          cases.append([
            "operation": row.name,
            "arguments": try ReferenceCase.arguments(row, sample, wide: wide),
          ])
        }
      }
    }
    let data = try JSONSerialization.data(withJSONObject: cases, options: [.sortedKeys])
    try data.write(to: file)
  }
}

/// The samples of rows run beside stored cases.
private struct Replay {
  private(set) var faults: [String] = []
  private(set) var compared = 0
  private(set) var expected = 0

  private let slack: Double

  init(_ rows: [ApusGrad.Operation], _ stored: [[String: Any]], slack: Double = 1) throws {
    self.slack = slack
    var cases = stored.makeIterator()
    for row in rows {
      for (index, sample) in row.samples.enumerated() {
        for wide in [false, true] {
          let label = "\(row.name), sample \(index)\(wide ? ", wide" : "")"
          expected += 1
          guard let stored = cases.next() else {
            faults.append("\(label) is not stored")
            continue
          }
          let arguments = try ReferenceCase.arguments(row, sample, wide: wide)
          if !(arguments as NSArray).isEqual(stored["arguments"]) {
            faults.append("\(label) is stored with other arguments")
            continue
          }
          guard let results = stored["expected"] as? [[String: Any]] else { continue }
          compared += 1
          let frame = try SampleCall(row, sample.arguments, wide: wide)
          compare(label, try row.evaluate(frame.call), results)
        }
      }
    }
  }

  private mutating func compare(
    _ label: String, _ result: any Returnable, _ stored: [[String: Any]]
  ) {
    let made: [[String: Any]] =
      switch result {
      case let tensor as Tensor: [ReferenceCase.encoded(tensor)]
      // An empty array can be cast to an array of anything.
      case let tensors as [Tensor] where type(of: result) == [Tensor].self:
        tensors.map(ReferenceCase.encoded)
      case let settled as Settled: settled.tensor.map { [ReferenceCase.encoded($0)] } ?? []
      case let tuple as TensorTuple: tuple.tensors.map(ReferenceCase.encoded)
      case let value as Bool: [["value": value ? 1.0 : 0.0]]
      case let value as Int: [["value": Double(value)]]
      case let value as Double: [["value": value]]
      case let value as Case: [["value": Double(value.word)]]
      case let values as [Int] where type(of: result) == [Int].self:
        [["values": values.map(Double.init)]]
      case let values as [Double]: [["values": values]]
      case let text as String: [["text": text]]
      default: []
      }
    guard made.count == stored.count else {
      faults.append("\(label): \(made.count) results, expected \(stored.count)")
      return
    }
    for (made, stored) in zip(made, stored) {
      for key in ["dtype", "text"] where made[key] as? String != stored[key] as? String {
        faults.append("\(label): \(key) \(made[key] ?? "-"), expected \(stored[key] ?? "-")")
      }
      if made["shape"] as? [Int] != stored["shape"] as? [Int] {
        faults.append(
          "\(label): shape \(made["shape"] ?? "-"), expected \(stored["shape"] ?? "-")")
      }
      let tolerance = slack * (made["dtype"] as? String == "float32" ? 1e-6 : 1e-12)
      let left = numbers(made)
      let right = numbers(stored)
      guard left.count == right.count else {
        faults.append("\(label): \(left.count) numbers, expected \(right.count)")
        continue
      }
      for (index, (value, wanted)) in zip(left, right).enumerated() {
        let isClose =
          value == wanted || value.isNaN && wanted.isNaN
          || (value - wanted).magnitude
            <= tolerance * (slack == 1 ? wanted.magnitude : Swift.max(1, wanted.magnitude))
        if !isClose { faults.append("\(label): element \(index) is \(value), expected \(wanted)") }
      }
    }
  }

  private func numbers(_ result: [String: Any]) -> [Double] {
    if let value = result["value"] { return [ReferenceCase.decoded(value)] }
    return (result["values"] as? [Any] ?? []).map(ReferenceCase.decoded)
  }
}
