import ApusTensor
import ApusValue

// What there is to see of a tensor: its shape, its type, how its values lie, and its slices.
extension DebugValue {
  func tensorParts(_ tensor: Tensor) -> DebugParts {
    let facts = Self.facts(of: tensor)
    let slices = tensor.ndim == 0 ? 0 : tensor.shape[0]
    return DebugParts(count: facts.count + slices) { index in
      if index < facts.count { return facts[index] }
      let number = index - facts.count
      let slice = try? tensor.selecting([.at(number)])
      return DebugValue(
        name: "[\(number)]", type: .tensor, slot: slice.map { (0, $0.body) },
        path: path.map { "\($0)[\(number)]" })
    }
  }

  private static func facts(of tensor: Tensor) -> [DebugValue] {
    var facts = [
      DebugValue(
        name: "shape", type: .array(.int),
        slot: (0, WordArray(ContiguousArray(tensor.shape))), path: nil),
      DebugValue(
        name: "dtype", type: .enumeration("DType"),
        slot: DType.allCases.firstIndex(of: tensor.dtype).map { ($0, nil) }, path: nil),
    ]
    guard tensor.count > 1 else { return facts }
    let numbers = tensor.dtype.isFloat ? tensor : try? tensor.to(.float64)
    let statistics: [(String, (Tensor) throws -> Tensor)] = [
      ("min", { try $0.min() }), ("mean", { try $0.mean() }), ("max", { try $0.max() }),
      ("std", { try $0.std() }),
    ]
    for (name, statistic) in statistics {
      guard let numbers, let value = try? statistic(numbers).item() else { continue }
      let word = Int(Int64(bitPattern: value.bitPattern))
      facts.append(DebugValue(name: name, type: .double, slot: (word, nil), path: nil))
    }
    return facts
  }
}
