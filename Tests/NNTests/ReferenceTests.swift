import ApusText
import Corpus
import Testing

@testable import ApusLanguage

/// What the library computes is what PyTorch computes (scikit-learn, for metrics).
@Suite struct ReferenceTests {
  struct Layer: Decodable {
    var name: String
    var code: String
    var result: String
    var state: [String: ReferenceTensor]
    var inputs: [String: ReferenceTensor]
    var results: [ReferenceTensor]
    var cotangents: [ReferenceTensor]
    var gradients: [String: ReferenceTensor]
    var inputGradients: [String: ReferenceTensor]
    var stateAfter: [String: ReferenceTensor]
  }

  struct Model: Decodable {
    var name: String
    var code: String
    var loss: String
    var state: [String: ReferenceTensor]
    var inputs: [String: ReferenceTensor]
    var float64: [Double]
    var float32: [Double]
  }

  struct Optimizers: Decodable {
    struct Case: Decodable {
      var code: String
      var result: ReferenceTensor
    }
    var start: ReferenceTensor
    var target: ReferenceTensor
    var cases: [Case]
    var lbfgs: ReferenceTensor
  }

  struct Schedules: Decodable {
    struct Case: Decodable {
      var code: String
      var rates: [Double]
      var momenta: [Double]
    }
    struct Plateau: Decodable {
      var metrics: [Double]
      var rates: [Double]
    }
    var cases: [Case]
    var plateau: Plateau
  }

  struct Metrics: Decodable {
    struct Case: Decodable {
      var found: [Int]
      var wanted: [Int]
      var classes: Int
      var accuracy: Double
      var confusion: [Double]
      var macro: [Double]
      var micro: [Double]
      var weighted: [Double]
    }
    struct Area: Decodable {
      var targets: [Int]
      var scores: [Double]
      var area: Double
    }
    var cases: [Case]
    var auc: Area
  }

  /// The numbers that a program prints, one on a line.
  private func numbers(_ code: String) throws -> [Double] {
    let host = SilentHost()
    let outcome = Session(checksShapes: false).run(Cell(code: code, number: 1), host: host)
    if let error = outcome.error { throw Fault(description: error.traceback.joined()) }
    return host.output.split(separator: "\n").compactMap { Double($0) }
  }

  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private func isClose(_ a: [Double], _ b: [Double], _ relative: Double, _ absolute: Double) -> Bool
  {
    a.count == b.count
      && zip(a, b).allSatisfy { abs($0 - $1) <= absolute + relative * abs($1) || $0 == $1 }
  }

  private func load(_ state: [String: ReferenceTensor], _ dtype: String) -> String {
    let entries = state.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1.code(dtype))" }
    return "load(into: model, [\(entries.isEmpty ? ":" : entries.joined(separator: ",\n"))])\n"
  }

  private let show = """
    func show(_ x: Tensor) { for v in x.to(.float64).reshaped(-1) { print(v.item()) } }

    """

  @Test(arguments: try ReferenceFile.read("layers", as: [Layer].self).map(\.name))
  func `a layer computes what PyTorch's does, with its gradients`(name: String) throws {
    let layers = try ReferenceFile.read("layers", as: [Layer].self)
    let layer = try #require(layers.first { $0.name == name })
    var code =
      show + "let model = \(layer.code)\nmodel.to(.float64)\n" + load(layer.state, "float64")
    let inputs = layer.inputs.sorted { $0.key < $1.key }
    for (key, value) in inputs {
      let made = value.code("float64")
      code += "let \(key) = \(value.kind == "real" ? "Parameter(\(made))" : made)\n"
    }
    var lines = layer.result.split(separator: "\n").map(String.init)
    let last = lines.removeLast()
    code += lines.joined(separator: "\n") + "\n"
    code += "let results: [Tensor] = \(last.hasPrefix("[") ? last : "[\(last)]")\n"
    code += "var loss = Tensor(0.0, dtype: .float64)\n"
    for (index, cotangent) in layer.cotangents.enumerated() {
      code += "loss = loss + (results[\(index)] * \(cotangent.code("float64"))).sum()\n"
    }
    code += "loss.backward()\nfor r in results { show(r) }\n"
    code += "let gradients = Dictionary(uniqueKeysWithValues: model.namedParameters())\n"
    for key in layer.gradients.keys.sorted() { code += "show(gradients[\"\(key)\"]!.grad!)\n" }
    for key in layer.inputGradients.keys.sorted() { code += "show(\(key).grad!)\n" }
    for key in layer.stateAfter.keys.sorted() { code += "show(model.state()[\"\(key)\"]!)\n" }
    let wanted =
      layer.results.flatMap(\.numbers)
      + [layer.gradients, layer.inputGradients, layer.stateAfter].flatMap { table in
        table.sorted { $0.key < $1.key }.flatMap(\.value.numbers)
      }
    #expect(isClose(try numbers(code), wanted, 1e-9, 1e-11))
  }

  @Test(
    arguments: try ReferenceFile.read("models", as: [Model].self).map(\.name),
    ["float64", "float32"])
  func `ten steps of Adam lose what they lose in PyTorch`(name: String, dtype: String) throws {
    let models = try ReferenceFile.read("models", as: [Model].self)
    let model = try #require(models.first { $0.name == name })
    var code = model.code + "\nlet model = Net()\nmodel.to(.\(dtype))\n" + load(model.state, dtype)
    for (key, value) in model.inputs.sorted(by: { $0.key < $1.key }) {
      code += "let \(key) = \(value.code(dtype))\n"
    }
    code += """
      let optimizer = Adam(model.parameters(), lr: 0.01)
      for _ in 0..<10 {
        optimizer.zeroGrad()
        let loss = \(model.loss)
        loss.backward()
        optimizer.step()
        print(loss.item())
      }
      """
    let (wanted, relative) = dtype == "float64" ? (model.float64, 1e-10) : (model.float32, 1e-5)
    #expect(isClose(try numbers(code), wanted, relative, 0))
  }

  @Test func `optimisers move as PyTorch's do`() throws {
    let reference = try ReferenceFile.read("optimizers", as: Optimizers.self)
    let head =
      show + "let p = [Parameter(\(reference.start.code("float64")))]\n"
      + "let target = \(reference.target.code("float64"))\n"
      + "func loss() -> Tensor { ((p[0] - target) ** 2).sum() + (p[0] ** 4).sum() * 0.1 }\n"
    for item in reference.cases {
      let code =
        head
        + "let o = \(item.code)\nfor _ in 0..<12 { o.zeroGrad(); loss().backward(); o.step() }\n"
        + "show(p[0])"
      #expect(isClose(try numbers(code), item.result.numbers, 1e-10, 1e-12), "\(item.code)")
    }
    let code =
      head + "let o = LBFGS(p)\n"
      + "o.step { o.zeroGrad(); let l = loss(); l.backward(); return l }\nshow(p[0])"
    #expect(isClose(try numbers(code), reference.lbfgs.numbers, 1e-8, 1e-10))
  }

  @Test func `schedules go as PyTorch's do`() throws {
    let reference = try ReferenceFile.read("schedules", as: Schedules.self)
    let head = "let o = SGD([Parameter(Tensor.zeros(1))], lr: 0.2, momentum: 0.9)\n"
    for item in reference.cases {
      let code =
        head + "let s = \(item.code)\n"
        + "for _ in 0..<12 { s.step(); print(o.lr); print(o.momentum) }"
      let wanted = zip(item.rates, item.momenta).flatMap { [$0, $1] }
      #expect(isClose(try numbers(code), wanted, 1e-12, 1e-15), "\(item.code)")
    }
    let code =
      head + "let s = ReduceOnPlateau(o, factor: 0.3, patience: 2)\n"
      + "for m in \(reference.plateau.metrics) { s.step(m); print(o.lr) }"
    #expect(isClose(try numbers(code), reference.plateau.rates, 1e-12, 1e-15))
  }

  @Test func `metrics are those of scikit-learn`() throws {
    let reference = try ReferenceFile.read("metrics", as: Metrics.self)
    for item in reference.cases {
      var code =
        show + "let f = Tensor(\(item.found)), w = Tensor(\(item.wanted))\n"
        + "print(accuracy(f, w))\nshow(confusionMatrix(f, w, classes: \(item.classes)))\n"
      for average in ["macro", "micro", "weighted"] {
        for metric in ["precision", "recall", "f1Score"] {
          code += "show(\(metric)(f, w, average: .\(average)))\n"
        }
      }
      let wanted = [item.accuracy] + item.confusion + item.macro + item.micro + item.weighted
      #expect(isClose(try numbers(code), wanted, 1e-12, 1e-15))
    }
    let code = "print(rocAUC(Tensor(\(reference.auc.scores)), Tensor(\(reference.auc.targets))))"
    #expect(isClose(try numbers(code), [reference.auc.area], 1e-12, 0))
  }

  @Test func `a training that is saved goes on to the same numbers`() throws {
    let code = """
      seed(5)
      let x = Tensor.randn(20, 3), t = Tensor.randint(0..<2, [20])
      func make() -> Sequential { Sequential(Linear(3, 4), Tanh(), Linear(4, 2)) }
      func step(_ model: Sequential, _ o: Adam) -> Double {
        o.zeroGrad()
        let loss = crossEntropy(model(x), t)
        loss.backward()
        o.step()
        return loss.item()
      }
      let model = make()
      let o = Adam(model.parameters(), lr: 0.05)
      for _ in 0..<3 { _ = step(model, o) }
      let (weights, state) = (model.state(), o.state())
      let other = make()
      let p = Adam(other.parameters())
      load(into: other, weights)
      p.load(state)
      for _ in 0..<3 { print(step(model, o) - step(other, p)) }
      """
    #expect(try numbers(code) == [0, 0, 0])
  }
}
