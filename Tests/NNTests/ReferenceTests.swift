import ApusText
import Corpus
import Testing

@testable import ApusLanguage

/// What the library computes is what PyTorch computes (scikit-learn, for metrics).
@Suite struct ReferenceTests {
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

  @Test(arguments: try ReferenceFile.read("layers", as: [ReferenceLayer].self).map(\.name))
  func `a layer computes what PyTorch's does, with its gradients`(name: String) throws {
    let layers = try ReferenceFile.read("layers", as: [ReferenceLayer].self)
    let layer = try #require(layers.first { $0.name == name })
    #expect(isClose(try layer.found("float64"), layer.wanted, 1e-9, 1e-11))
  }

  @Test(
    arguments: try ReferenceFile.read("models", as: [Model].self).map(\.name),
    ["float64", "float32"])
  func `ten steps of Adam lose what they lose in PyTorch`(name: String, dtype: String) throws {
    let models = try ReferenceFile.read("models", as: [Model].self)
    let model = try #require(models.first { $0.name == name })
    var code =
      model.code + "\nlet model = Net()\nmodel.to(.\(dtype))\n" + loading(model.state, dtype)
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
    #expect(isClose(try Printout.numbers(code), wanted, relative, 0))
  }

  @Test func `optimisers move as PyTorch's do`() throws {
    let reference = try ReferenceFile.read("optimizers", as: Optimizers.self)
    let head =
      Printout.show + "let p = [Parameter(\(reference.start.code("float64")))]\n"
      + "let target = \(reference.target.code("float64"))\n"
      + "func loss() -> Tensor { ((p[0] - target) ** 2).sum() + (p[0] ** 4).sum() * 0.1 }\n"
    for item in reference.cases {
      let code =
        head
        + "let o = \(item.code)\nfor _ in 0..<12 { o.zeroGrad(); loss().backward(); o.step() }\n"
        + "show(p[0])"
      #expect(
        isClose(try Printout.numbers(code), item.result.numbers, 1e-10, 1e-12), "\(item.code)")
    }
    let code =
      head + "let o = LBFGS(p)\n"
      + "o.step { o.zeroGrad(); let l = loss(); l.backward(); return l }\nshow(p[0])"
    #expect(isClose(try Printout.numbers(code), reference.lbfgs.numbers, 1e-8, 1e-10))
  }

  @Test func `schedules go as PyTorch's do`() throws {
    let reference = try ReferenceFile.read("schedules", as: Schedules.self)
    let head = "let o = SGD([Parameter(Tensor.zeros(1))], lr: 0.2, momentum: 0.9)\n"
    for item in reference.cases {
      let code =
        head + "let s = \(item.code)\n"
        + "for _ in 0..<12 { s.step(); print(o.lr); print(o.momentum) }"
      let wanted = zip(item.rates, item.momenta).flatMap { [$0, $1] }
      #expect(isClose(try Printout.numbers(code), wanted, 1e-12, 1e-15), "\(item.code)")
    }
    let code =
      head + "let s = ReduceOnPlateau(o, factor: 0.3, patience: 2)\n"
      + "for m in \(reference.plateau.metrics) { s.step(m); print(o.lr) }"
    #expect(isClose(try Printout.numbers(code), reference.plateau.rates, 1e-12, 1e-15))
  }

  @Test func `metrics are those of scikit-learn`() throws {
    let reference = try ReferenceFile.read("metrics", as: Metrics.self)
    for item in reference.cases {
      var code =
        Printout.show + "let f = Tensor(\(item.found)), w = Tensor(\(item.wanted))\n"
        + "print(accuracy(f, w))\nshow(confusionMatrix(f, w, classes: \(item.classes)))\n"
      for average in ["macro", "micro", "weighted"] {
        for metric in ["precision", "recall", "f1Score"] {
          code += "show(\(metric)(f, w, average: .\(average)))\n"
        }
      }
      let wanted = [item.accuracy] + item.confusion + item.macro + item.micro + item.weighted
      #expect(isClose(try Printout.numbers(code), wanted, 1e-12, 1e-15))
    }
    let code = "print(rocAUC(Tensor(\(reference.auc.scores)), Tensor(\(reference.auc.targets))))"
    #expect(isClose(try Printout.numbers(code), [reference.auc.area], 1e-12, 0))
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
    #expect(try Printout.numbers(code) == [0, 0, 0])
  }
}
