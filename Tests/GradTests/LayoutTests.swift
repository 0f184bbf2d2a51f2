import ApusTensor
import Testing

@testable import ApusGrad

/// Values and gradients depend on elements, not on how these lie in memory or how few they are.
@Suite struct LayoutTests {
  /// The same elements: the transpose of what lies in order, every second one, the last one first.
  private enum Layout: CaseIterable {
    case transposed, strided, reversed

    func lay(_ x: Tensor) throws -> Tensor {
      guard let last = x.shape.last else { return x }
      switch self {
      case .transposed: return try dense(x.transposed()).transposed()
      case .strided:
        let wide = try Tensor.stack([x, x.negated()], axis: x.ndim)
        return try wide.reshaped(Array(x.shape.dropLast()) + [2 * last])
          .selecting([.ellipsis, .range(from: nil, to: nil, by: 2)])
      case .reversed:
        let step = TensorIndex.range(from: nil, to: nil, by: -1)
        return try dense(x.selecting([.ellipsis, step])).selecting([.ellipsis, step])
      }
    }
  }

  private static let rows = Operation.all.filter(\.isDifferentiable)

  @Test(arguments: Set(rows.map(\.name)).sorted())
  func `a row's values and gradients of both orders are those of the elements`(name: String) throws
  {
    for row in Self.rows where row.name == name {
      for (index, sample) in row.samples.enumerated() {
        let sample = GradientSample(row, sample)
        let plain = try sample.arguments().map(dense)
        let wanted = try found(sample, plain)
        for layout in Layout.allCases {
          let laid = try plain.map(layout.lay)
          for (a, b) in zip(plain, laid) { #expect(isClose(a, b)) }
          for (number, (a, b)) in zip(wanted, try found(sample, laid)).enumerated() {
            #expect(
              a.shape == b.shape && isClose(a, b),
              "\(name), sample \(index), \(layout), tensor \(number)")
          }
        }
      }
    }
  }

  /// Tensors of one element, and of none, for every row that takes them.
  @Test func `a row that takes one element or none has its gradients`() throws {
    var taken = [0, 0]
    for row in Self.rows {
      guard let first = row.samples.first else { continue }
      for size in [0, 1] {
        let sample = Sample(of: row.completed(first.arguments).map { $0.shrunk(to: size) })
        guard let call = try? SampleCall(row, sample.arguments, wide: true),
          (try? row.apply(call.call)) != nil
        else { continue }
        taken[size] += 1
        let small = GradientSample(row, sample)
        let arguments = try small.arguments()
        for (argument, gradient) in zip(
          arguments + arguments, try found(small, arguments).suffix(2 * arguments.count))
        {
          #expect(gradient.shape == argument.shape, "\(row.name), \(size)")
        }
        if size == 1 { #expect(try GradientLaws(row.with([sample])).faults == []) }
      }
    }
    #expect(taken[0] >= 100 && taken[1] >= 120, "\(taken)")
  }

  @Test func `a row that looks at memory is found`() throws {
    let row = Operation(
      "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: "x -> x", "Copies.",
      example: "wrong(x)", samples: [], pullback: .of([]) { $0.g }
    ) { call in
      let x = call.tensor(0)
      return x.isContiguous ? x : try x.negated()
    }
    let sample = GradientSample(row, Sample(.of(2, 3)))
    let plain = try sample.arguments()
    let laid = try plain.map { try Layout.transposed.lay($0) }
    #expect(try !isClose(found(sample, plain)[0], found(sample, laid)[0]))
  }

  /// The results, the gradients by each argument, and those of the gradient in a fixed direction.
  private func found(_ sample: GradientSample, _ arguments: [Tensor]) throws -> [Tensor] {
    let tracked = arguments.map { $0.with(history: Variable()) }
    let gradients = try GradientSample.gradients(of: sample.value(tracked), tracked, records: true)
    let slope = try zip(gradients, GradientSample.directions(like: arguments))
      .map { try ($0 * $1).sum() }
      .reduce(Recorded(Tensor.zeros([], dtype: .float64))) { try $0 + $1 }
    let second = try GradientSample.gradients(of: slope, tracked, records: false)
    return try sample.results(arguments) + (gradients + second).map(\.tensor)
  }

  private func isClose(_ a: Tensor, _ b: Tensor) -> Bool {
    let tolerance = a.dtype == .float32 ? 1e-4 : 1e-9
    return zip(a.doubles(), b.doubles()).allSatisfy { a, b in
      a == b || a.isNaN && b.isNaN || (a - b).magnitude <= tolerance * max(1, a.magnitude)
    }
  }
}

/// The same elements in row-major order.
private func dense(_ x: Tensor) throws -> Tensor {
  try Tensor(x.doubles(), shape: x.shape, dtype: x.dtype)
}

extension Argument {
  /// The same with every axis of its tensors, if it has some, of one size.
  fileprivate func shrunk(to size: Int) -> Argument {
    func shrunk(_ tensor: SampleTensor) -> SampleTensor {
      var small = tensor
      small.shape = tensor.shape.map { _ in size }
      if case .values(let values) = tensor.contents {
        small.contents = .values(size == 0 && !tensor.shape.isEmpty ? [] : Array(values.prefix(1)))
      }
      if small.layout != .weak, small.layout != .tracked { small.layout = .plain }
      return small
    }
    return switch self {
    case .tensor(let tensor): .tensor(shrunk(tensor))
    case .tensors(let tensors): .tensors(tensors.map(shrunk))
    default: self
    }
  }
}

extension ApusGrad.Operation {
  /// The same row with other samples.
  fileprivate func with(_ samples: [Sample]) -> ApusGrad.Operation {
    ApusGrad.Operation(
      name, forms, shape: shape, elements: elements, summary, example: example, samples: samples,
      pullback: pullback, isComposed: isComposed, evaluate: evaluate)
  }
}
