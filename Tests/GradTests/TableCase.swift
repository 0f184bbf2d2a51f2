import ApusTensor
import Foundation

@testable import ApusGrad

/// One call of the operator table: the row it is for, its arguments, and what comes of it.
struct TableCase {
  /// PyTorch's name of the entry.
  let name: String
  let operation: ApusGrad.Operation?
  let arguments: [Argument]
  private let expected: [Stored]
  let gradients: [Stored]?

  /// Entries whose bad calls are good ones here, each for its reason.
  private static let welcome: Set<String> = [
    // Integers are made floating-point, and truth values integers.
    "nn.functional.conv1d", "nn.functional.conv3d", "mean", "neg", "scatter", "scatter_add",
    // Nothing comes of nothing.
    "nn.functional.group_norm", "nn.functional.max_pool1d", "nn.functional.max_pool3d",
    // There may be more axes: of a batch, or more than 64.
    "trace", "t", "t_copy", "amax", "amin", "nn.functional.triplet_margin_loss",
  ]

  /// Whether the row takes the call though PyTorch does not; a number may stand beside a tensor.
  var isWelcome: Bool {
    if Self.welcome.contains(name) || name.hasPrefix("clamp") { return true }
    return arguments.contains { argument in
      if case .tensor(let tensor) = argument { tensor.layout == .weak } else { false }
    }
  }

  /// Whether it has a gradient of ordinary size.
  var isTelling: Bool {
    gradients?.contains { $0.values.contains { (0.1...100).contains($0.magnitude) } } == true
  }

  /// Entries whose results or gradients PyTorch itself has with fewer digits than double precision
  /// or, in single precision, where the row's own argument is rounded.
  private static let rough: [String: Double] = [
    // Its alpha is a float.
    "nn.functional.celu": 1e-7, "nn.functional.rms_norm": 1e-8, "logcumsumexp": 2e-3,
  ]

  struct Stored {
    let dtype: String?
    let shape: [Int]
    let values: [Double]

    init(_ json: [String: Any]) {
      dtype = json["d"] as? String
      shape = json["s"] as? [Int] ?? []
      values = (json["v"] as? [Any] ?? [json["x"] ?? 0]).map(ReferenceCase.decoded)
    }
  }

  init(_ json: [String: Any]) {
    name = json["o"] as? String ?? ""
    arguments = (json["a"] as? [[String: Any]] ?? []).map(Self.argument)
    expected = (json["e"] as? [[String: Any]] ?? []).map(Stored.init)
    gradients = (json["g"] as? [[String: Any]])?.map(Stored.init)
    let (row, count, arguments) = (json["r"] as? String ?? "", arguments.count, arguments)
    operation = Catalogue.all.first { candidate in
      let parameters = candidate.signature.parameters
      return candidate.name == row && parameters.count >= count
        && parameters.dropFirst(count).allSatisfy { $0.default != nil }
        && zip(parameters, arguments).allSatisfy { Self.fits($1, $0.kind) }
    }
  }

  private static func fits(_ argument: Argument, _ kind: Signature.Kind) -> Bool {
    switch (argument, kind) {
    case (.absent, .optional): true
    case (_, .optional(let payload)): fits(argument, payload)
    case (.tensor, .tensor), (.tensors, .tensors), (.int, .int), (.double, .double), (.bool, .bool),
      (.string, .string), (.ints, .ints), (.pairs, .pairs), (.member, .member),
      (.indices, .indices):
      true
    default: false
    }
  }

  private static func argument(_ json: [String: Any]) -> Argument {
    if let tensor = json["t"] as? [String: Any] { return .tensor(sample(tensor)) }
    if let tensors = json["a"] as? [[String: Any]] { return .tensors(tensors.map(sample)) }
    if let number = json["w"] {
      let value = ReferenceCase.decoded(number)
      return .tensor(
        SampleTensor(
          shape: [], dtype: DType(rawValue: json["d"] as? String ?? "") ?? .float32,
          contents: .values([value]), layout: .weak))
    }
    if let value = json["i"] as? Int { return .int(value) }
    if let value = json["f"] { return .double(ReferenceCase.decoded(value)) }
    if let value = json["b"] as? Int { return .bool(value != 0) }
    if let values = json["l"] as? [Int] { return .ints(values) }
    if let value = json["m"] as? String { return .member(value) }
    if let value = json["s"] as? String { return .string(value) }
    if let values = json["p"] as? [[Int]] { return .pairs(values) }
    if let values = json["x"] as? [[String: Any]] { return .indices(values.compactMap(index)) }
    return .absent
  }

  private static func sample(_ json: [String: Any]) -> SampleTensor {
    let stored = Stored(json)
    return SampleTensor(
      shape: stored.shape, dtype: DType(rawValue: stored.dtype ?? "") ?? .float32,
      contents: .values(stored.values), layout: .plain)
  }

  private static func index(_ json: [String: Any]) -> TensorIndex? {
    if let tensor = json["t"] as? [String: Any] {
      return (try? sample(tensor).make(key: 0, wide: false)).map { .tensor($0) }
    }
    if let range = json["r"] as? [Any] {
      return .range(from: range[0] as? Int, to: range[1] as? Int, by: range[2] as? Int ?? 1)
    }
    if let position = json["i"] as? Int { return .at(position) }
    return json["k"] as? String == "newAxis" ? .newAxis : .ellipsis
  }

  /// What is wrong with the row's results and gradients, a sentence for each of the two.
  func faults(_ row: ApusGrad.Operation, wide: Bool) -> [String] {
    var faults: [String] = []
    do {
      let call = try SampleCall(row, arguments, wide: wide)
      let results = Self.stored(try row.evaluate(call.call))
      if let fault = difference(results, expected, wide: wide) { faults.append("values: \(fault)") }
    } catch {
      return ["refused: \((error as? TensorError)?.message ?? "\(error)")"]
    }
    guard let gradients else { return faults }
    do {
      let sample = GradientSample(row, Sample(of: arguments), wide: wide)
      let variables = try sample.arguments().map { $0.with(history: Variable()) }
      let found = try GradientSample.gradients(
        of: sample.value(variables), variables, records: false)
      let made = found.map { ($0.tensor.dtype.rawValue as String?, $0.shape, $0.tensor.doubles()) }
      if let fault = difference(made, gradients, wide: wide) {
        faults.append("gradients: \(fault)")
      }
    } catch {
      faults.append("gradients: \((error as? TensorError)?.message ?? "\(error)")")
    }
    return faults
  }

  private typealias Made = (dtype: String?, shape: [Int], values: [Double])

  private static func stored(_ result: any Returnable) -> [Made] {
    func one(_ tensor: Tensor) -> Made { (tensor.dtype.rawValue, tensor.shape, tensor.doubles()) }
    switch result {
    case let tensor as Tensor: return [one(tensor)]
    case let tensors as [Tensor]: return tensors.map(one)
    case let tuple as TensorTuple: return tuple.tensors.map(one)
    case let settled as Settled: return settled.tensor.map { [one($0)] } ?? []
    case let value as Bool: return [(nil, [], [value ? 1 : 0])]
    case let value as Int: return [(nil, [], [Double(value)])]
    case let value as Double: return [(nil, [], [value])]
    default: return []
    }
  }

  private func difference(_ made: [Made], _ wanted: [Stored], wide: Bool) -> String? {
    guard made.count == wanted.count else {
      return "\(made.count) results, not \(wanted.count)"
    }
    for (made, wanted) in zip(made, wanted) {
      if made.shape != wanted.shape { return "shape \(made.shape), not \(wanted.shape)" }
      let dtype = wide ? wanted.dtype : wanted.dtype == "float64" ? "float32" : wanted.dtype
      // Where PyTorch's input was wide by itself, single precision is what the row was given.
      if let kind = made.dtype, kind != dtype,
        !(kind.hasPrefix("float") && dtype?.hasPrefix("float") == true)
      {
        return "\(kind), not \(dtype ?? "-")"
      }
      // What single precision cannot hold is infinite in it.
      let values = wide ? wanted.values : wanted.values.map { Double(Float($0)) }
      let largest = values.reduce(1) { $1.isFinite ? Swift.max($0, $1.magnitude) : $0 }
      let tolerance = Swift.max(
        wide && made.dtype != "float32" ? 1e-9 : 1e-4, Self.rough[name] ?? 0)
      for (index, (a, b)) in zip(made.values, values).enumerated() {
        let limit = tolerance * Swift.max(b.magnitude, 0.05 * largest)
        if !(a == b || a.isNaN && b.isNaN || (a - b).magnitude <= limit) {
          return "element \(index) is \(a), not \(b)"
        }
      }
    }
    return nil
  }
}
