import ApusTensor
import ApusValue

@testable import ApusGrad

/// Finite differences of a row's samples in `float64` beside its pullback, and beside the pullback
/// of its pullback.
///
/// Elements at a kink or a jump, where the differences to both sides or over longer ways disagree,
/// are left out and counted.
struct GradientLaws {
  let operation: Operation
  private(set) var faults: [String] = []
  private(set) var compared = 0
  private(set) var leftOut = 0

  init(_ operation: Operation) throws {
    self.operation = operation
    for index in operation.samples.indices {
      try check(index, order: 1)
      try check(index, order: 2)
    }
  }

  private mutating func check(_ index: Int, order: Int) throws {
    let sample = GradientSample(operation, operation.samples[index])
    let arguments = try sample.arguments()
    let label = "\(operation.name), sample \(index), order \(order)"
    let variables = arguments.map { $0.with(history: Variable()) }
    // Of second order: the gradient in a fixed direction is a function like any other.
    func value(_ points: [Tensor]) throws -> Recorded {
      let first = try sample.value(points)
      if order == 1 { return first }
      let tracked = points.map { $0.isTracked ? $0 : $0.with(history: Variable()) }
      let value = points.contains(where: \.isTracked) ? first : try sample.value(tracked)
      let gradients = try GradientSample.gradients(of: value, tracked, records: true)
      return try zip(gradients, GradientSample.directions(like: points)).map { try $0 * $1 }
        .map { try $0.sum() }.reduce(Recorded(Tensor.zeros([], dtype: .float64))) { try $0 + $1 }
    }
    let gradients = try GradientSample.gradients(of: value(variables), variables, records: false)
    let isCoarse = try sample.results(arguments).contains { $0.dtype == .float32 }
    let step = isCoarse ? 0x1p-6 : 1e-5
    let middle = try value(arguments).tensor.item()
    for (place, (argument, gradient)) in zip(arguments, gradients).enumerated() {
      if gradient.shape != argument.shape || gradient.tensor.dtype != argument.dtype {
        faults.append("\(label): the gradient is \(gradient.tensor.describe)")
        continue
      }
      let found = gradient.tensor.doubles()
      let numbers = argument.doubles()
      for element in numbers.indices {
        func moved(_ distance: Double) throws -> Double {
          var (points, values) = (arguments, numbers)
          values[element] += distance
          points[place] = try Tensor(values, shape: argument.shape, dtype: .float64)
          return try value(points).tensor.item()
        }
        let (above, below) = (try moved(step), try moved(-step))
        let (right, left) = ((above - middle) / step, (middle - below) / step)
        let difference = (above - below) / (2 * step)
        // Where there is a jump the differences grow as the steps shrink.
        let wider = try (moved(4 * step) - moved(-4 * step)) / (8 * step)
        let scale = Swift.max(1, difference.magnitude)
        guard difference.isFinite, (right - left).magnitude < 2e-2 * scale,
          (difference - wider).magnitude < 2e-2 * scale
        else {
          leftOut += 1
          continue
        }
        compared += 1
        if !((found[element] - difference).magnitude <= 2e-5 * scale) {
          faults.append(
            "\(label): argument \(place), element \(element) is \(found[element]), "
              + "by differences \(difference)")
        }
      }
    }
  }
}
