import ApusText
import Corpus

@testable import ApusLanguage

/// What PyTorch computes with one layer, and the layer and its call in our language.
struct ReferenceLayer: Decodable {
  var name: String
  /// The model.
  var code: String
  /// Statements, of which the last line is the result or a list of results.
  var result: String
  var state: [String: ReferenceTensor]
  var inputs: [String: ReferenceTensor]
  var results: [ReferenceTensor]
  var cotangents: [ReferenceTensor]
  var gradients: [String: ReferenceTensor]
  var inputGradients: [String: ReferenceTensor]
  var stateAfter: [String: ReferenceTensor]

  /// PyTorch's results, gradients by name and state afterwards, one after the other.
  var wanted: [Double] {
    results.flatMap(\.numbers)
      + [gradients, inputGradients, stateAfter].flatMap { table in
        table.sorted { $0.key < $1.key }.flatMap(\.value.numbers)
      }
  }

  /// The same numbers from our layer.
  func found(_ dtype: String) throws -> [Double] { try Printout.numbers(program(dtype)) }

  /// The program that prints them.
  func program(_ dtype: String) -> String {
    var code = Printout.show + "let model = \(self.code)\nmodel.to(.\(dtype))\n"
    code += loading(state, dtype)
    for (key, value) in inputs.sorted(by: { $0.key < $1.key }) {
      let made = value.code(dtype)
      code += "let \(key) = \(inputGradients[key] == nil ? made : "Parameter(\(made))")\n"
    }
    var lines = result.split(separator: "\n").map(String.init)
    let last = lines.removeLast()
    code += lines.joined(separator: "\n") + "\n"
    code += "let results: [Tensor] = \(last.hasPrefix("[") ? last : "[\(last)]")\n"
    if !gradients.isEmpty || !inputGradients.isEmpty {
      code += "var loss = Tensor(0.0, dtype: .\(dtype))\n"
      for (index, cotangent) in cotangents.enumerated() {
        code += "loss = loss + (results[\(index)] * \(cotangent.code(dtype))).sum()\n"
      }
      code += "loss.backward()\n"
    }
    code += "for r in results { show(r) }\n"
    code += "let gradients = Dictionary(uniqueKeysWithValues: model.namedParameters())\n"
    for key in gradients.keys.sorted() { code += "show(gradients[\"\(key)\"]!.grad!)\n" }
    for key in inputGradients.keys.sorted() { code += "show(\(key).grad!)\n" }
    for key in stateAfter.keys.sorted() { code += "show(model.state()[\"\(key)\"]!)\n" }
    return code
  }
}

/// A program of ours and what it prints.
enum Printout {
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// A function that prints the elements of a tensor.
  static let show = """
    func show(_ x: Tensor) { for v in x.to(.float64).reshaped(-1) { print(v.item()) } }

    """

  /// The numbers that a program prints, one on a line.
  static func numbers(_ code: String) throws -> [Double] {
    let host = SilentHost()
    let outcome = Session(checksShapes: false).run(Cell(code: code, number: 1), host: host)
    if let error = outcome.error { throw Fault(description: error.traceback.joined()) }
    return host.output.split(separator: "\n").compactMap { Double($0) }
  }
}

/// The statement that gives a model its saved state.
func loading(_ state: [String: ReferenceTensor], _ dtype: String) -> String {
  let entries = state.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1.code(dtype))" }
  return "load(into: model, [\(entries.isEmpty ? ":" : entries.joined(separator: ",\n"))])\n"
}

func isClose(_ a: [Double], _ b: [Double], _ relative: Double, _ absolute: Double) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { abs($0 - $1) <= absolute + relative * abs($1) || $0 == $1 }
}
