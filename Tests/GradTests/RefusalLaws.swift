import ApusTensor

@testable import ApusGrad

/// What a row makes of arguments that do not fit, made from its own samples: each is computed or
/// refused, and a refusal names the operation and says what its tensors are.
struct RefusalLaws {
  let operation: Operation
  private(set) var faults: Set<String> = []
  private(set) var calls = 0
  private(set) var refused = 0

  init(_ operation: Operation) {
    self.operation = operation
    for sample in operation.samples {
      let arguments = operation.completed(sample.arguments)
      for (index, argument) in arguments.enumerated() {
        let kind = operation.signature.parameters[index].kind
        for other in argument.spoilt(for: kind) {
          var spoilt = arguments
          spoilt[index] = other
          check(spoilt)
        }
      }
      let tensors = arguments.indices.filter {
        if case .tensor = arguments[$0] { true } else { false }
      }
      // All tensors alike, so that what is wrong is not that they differ.
      for dtype in DType.allCases {
        check(arguments.map { $0.with { $0.dtype = dtype } })
      }
      for shape in [[], [0], [0, 0], [1, 1, 1, 1, 1, 1]] where !tensors.isEmpty {
        check(arguments.map { $0.with { $0.shape = shape } })
      }
    }
  }

  private mutating func check(_ arguments: [Argument]) {
    let code = operation.code(calling: arguments)
    calls += 1
    do {
      let call = try SampleCall(operation, arguments)
      do {
        try operation.apply(call.call)
      } catch {
        refused += 1
        check(error, code, arguments)
      }
    } catch {
      faults.insert("\(code) cannot be made: \(error.message)")
    }
  }

  private mutating func check(_ error: TensorError, _ code: String, _ arguments: [Argument]) {
    if error.operation != operation.name {
      faults.insert("\(code) is refused by '\(error.operation)': \(error.message)")
    }
    if error.id == "internal" || error.message.isEmpty || error.message.hasSuffix(".") {
      faults.insert("\(code) answers: \(error.message)")
    }
    for (index, argument) in arguments.enumerated() {
      guard case .tensor(let tensor) = argument, tensor.layout != .weak else { continue }
      let said = error.operands[index] ?? ""
      if !said.contains("\(tensor.shape)") {
        faults.insert("\(code) does not say what argument \(index) is: \(error.message)")
      }
    }
  }
}

extension Argument {
  /// The same with its tensor changed, if it is one.
  fileprivate func with(_ change: (inout SampleTensor) -> Void) -> Argument {
    switch self {
    case .tensor(let tensor) where tensor.layout != .weak: .tensor(tensor.spoilt(change))
    case .tensors(let tensors): .tensors(tensors.map { $0.spoilt(change) })
    default: self
    }
  }

  /// Arguments of the same kind that hardly fit.
  fileprivate func spoilt(for kind: Signature.Kind) -> [Argument] {
    let sizes = [-1, 0, 1, 2, 5, 100, -100, 1 << 40, Int.max, Int.min]
    switch kind {
    case .optional(let inner): return [.absent] + spoilt(for: inner)
    case .tensor: return tensors.flatMap(\.neighbours).map { .tensor($0) }
    case .tensors:
      let all = tensors
      return [.tensors([]), .tensors(all + all)]
        + all.flatMap(\.neighbours).map { .tensors(all.dropLast() + [$0]) }
    case .int: return sizes.map { .int($0) }
    case .ints:
      var lists: [[Int]] = [[], [1 << 40, 1 << 20], [Int.max, Int.max, Int.max], [Int.min]]
      lists += sizes.flatMap { [[$0], [$0, $0], [1, $0]] }
      if case .ints(let values) = self {
        lists += [values + [1], values + values, values.map { -$0 }, Array(values.dropLast())]
        lists += sizes.map { values.dropLast() + [$0] }
      }
      return lists.map { .ints($0) }
    case .double:
      return [0, -1, 0.5, 1e300, -1e300, .nan, .infinity, -.infinity].map { .double($0) }
    case .doubles:
      return [[], [.nan], [1, 2, 3, 4, 5, 6, 7], [-1e300, .infinity]].map { .doubles($0) }
    case .bool: return [.bool(true), .bool(false)]
    case .member(let name):
      return (Enumeration.all.first { $0.name == name }?.cases ?? []).map { .member($0) }
    case .string:
      return ["", "->", "ij", "i,j,k->z", "...,->...", "ii->", "->ij", "ij,jk", "😀,"].map {
        .string($0)
      }
    case .pairs:
      let pairs = [[1, 1], [-1, 0], [-100, 3], [1 << 40, 1 << 40], [Int.max, Int.max]]
      let lists = pairs.flatMap { pair in [1, 2, 4].map { [[Int]](repeating: pair, count: $0) } }
      return [.pairs([])] + lists.map { Argument.pairs($0) }
    case .range(isInt: true):
      return [(0, 0), (-5, 5), (-0x1p62, 0x1p62)].map { .range($0.0, $0.1) }
    case .range: return [(0, 0), (-1e300, 1e300), (0, .infinity)].map { .range($0.0, $0.1) }
    case .indices:
      return [
        [], [.at(100)], [.at(Int.min)], [.at(0), .at(0), .at(0), .at(0), .at(0)],
        [.range(from: 3, to: -100, by: 1)], [.range(from: nil, to: nil, by: 0)],
        [.range(from: Int.min, to: Int.max, by: Int.min)], [.ellipsis, .ellipsis],
        [.newAxis, .newAxis, .all], [Catalogue.positions(0, 99)], [Catalogue.positions(-99)],
        [Catalogue.positions(0, 1), Catalogue.positions(0, 1, 0)],
      ].map { .indices($0) }
    }
  }

  private var tensors: [SampleTensor] {
    switch self {
    case .tensor(let tensor): [tensor]
    case .tensors(let tensors): tensors
    default: [SampleTensor(shape: [2], dtype: .float32, contents: .noise(-2...2), layout: .plain)]
    }
  }
}

extension SampleTensor {
  fileprivate func spoilt(_ change: (inout SampleTensor) -> Void) -> SampleTensor {
    var other = self
    change(&other)
    // Values fill one shape only.
    if other.shape != shape, case .values = contents { other.contents = .noise(-2...2) }
    if other.layout == .tracked { other.layout = other.dtype.isFloat ? .tracked : .plain }
    return other
  }

  /// Tensors of other ranks, sizes and element types, and with odd elements.
  fileprivate var neighbours: [SampleTensor] {
    var shapes: [[Int]] = [[], [0], [7], shape + [1], shape + [3], [2] + shape, shape + shape]
    shapes += [Array(shape.dropLast()), Array(shape.dropFirst())]
    for axis in shape.indices {
      for size in [0, 1, shape[axis] + 1] {
        var other = shape
        other[axis] = size
        shapes.append(other)
      }
    }
    var found = shapes.map { shape in spoilt { $0.shape = shape } }
    found += DType.allCases.map { dtype in spoilt { $0.dtype = dtype } }
    let count = shape.reduce(layout == .strided && !shape.isEmpty ? 2 : 1, *)
    let odd = dtype.isFloat ? [Double.nan, .infinity, -.infinity, -1e30] : [-1, 1000, -0x1p62]
    found += odd.map { value in
      spoilt { $0.contents = .values([Double](repeating: value, count: count)) }
    }
    return found
  }
}
