import ApusTensor
import Foundation
import Testing

@testable import ApusGrad

/// A recurrent network of three steps that was worked through by hand, forwards and backwards.
@Suite struct RecurrentTests {
  private let data: [String: Any]

  init() throws {
    let file = ReferenceCase.folder.appendingPathComponent("rnn-bptt-by-hand.json")
    data = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  private func numbers(_ value: Any?) throws -> [Double] {
    if let list = value as? [Any] { return try list.flatMap { try numbers($0) } }
    return [try #require(value as? NSNumber).doubleValue]
  }

  private func parameter(_ name: String) throws -> Recorded {
    let values = try numbers(data[name])
    let shape = values.count == 9 ? [3, 3] : [3]
    return Recorded(
      try Differentiation.parameter(Tensor(values, shape: shape, dtype: .float64)))
  }

  private func expect(_ name: String, _ made: [Double], _ wanted: Any?) throws {
    let wanted = try numbers(wanted)
    try #require(made.count == wanted.count, "\(name)")
    for (index, (a, b)) in zip(made, wanted).enumerated() {
      #expect((a - b).magnitude <= 1e-12, "\(name), element \(index): \(a), not \(b)")
    }
  }

  @Test(arguments: ["sum", "mean"])
  func `every value and gradient is the one worked out by hand`(reduction: String) throws {
    let names = ["U", "W", "b", "V", "c", "x", "h_init"]
    let p = try Dictionary(uniqueKeysWithValues: names.map { ($0, try parameter($0)) })
    func of(_ name: String) throws -> Recorded { try #require(p[name]) }
    var h = try of("h_init")
    var (a, hidden, logits, shares, losses):
      ([Recorded], [Recorded], [Recorded], [Recorded], [Recorded]) =
        ([], [], [], [], [])
    for step in 0..<3 {
      let x = try of("x").selecting([.at(step)])
      a.append(try of("U").matmul(x) + of("W").matmul(h) + of("b"))
      h = try a[step].tanh()
      hidden.append(h)
      logits.append(try of("V").matmul(h) + of("c"))
      for tensor in [a[step], h] { tensor.tensor.body.variable?.retainGradient() }
      let row = try #require(Operation.all.first { $0.name == "logSoftmax" })
      let log = try Recorded.call(row, .tensor(logits[step]), .int(-1))
      shares.append(try log.exp())
      let label = Int(try numbers(data["labels"])[step])
      losses.append(try -log.selecting([.at(label)]))
    }
    let sum = try losses[0] + losses[1] + losses[2]
    let loss = reduction == "sum" ? sum : try sum / 3
    func all(_ list: [Recorded]) -> [Double] { list.flatMap { $0.tensor.doubles() } }
    for (name, list) in [
      ("a", a), ("h", hidden), ("logits", logits), ("yhat", shares), ("losses", losses),
    ] {
      try expect(name, all(list), data[name])
    }
    try expect("loss", loss.tensor.doubles(), data["loss_\(reduction)"])

    try Differentiation.backward(loss.tensor, nil, retainGraph: false)
    let wanted = try #require(data["grads_\(reduction)"] as? [String: Any])
    func gradients(_ list: [Recorded]) -> [Double] {
      list.flatMap { Differentiation.gradient(of: $0.tensor)?.doubles() ?? [] }
    }
    try expect("dh", gradients(hidden), wanted["dh"])
    try expect("da", gradients(a), wanted["da"])
    for name in names { try expect("d\(name)", gradients([of(name)]), wanted["d\(name)"]) }
  }
}
