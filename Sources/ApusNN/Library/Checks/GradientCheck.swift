/// What was found when a gradient written by hand was compared with the right one.
public struct GradientCheck: CustomStringConvertible {
  /// Whether they agree.
  public let isCorrect: Bool
  /// The first index at which they differ, if their shapes agree.
  public let index: [Int]?
  /// The element there of the gradient that was given.
  public let given: Double?
  /// What it should be.
  public let expected: Double?
  /// The given gradient over the right one, where that is the same number everywhere.
  public let ratio: Double?
  /// What is likely to be wrong.
  public let hint: String?
  /// The finding in words.
  public let description: String
}

/// Compares a gradient written by hand with the gradient at `x` of a function whose value is one
/// number, which finite differences check in turn.
///
/// Elements may be off by `tolerance`, relative to the right ones.
public func gradientCheck(
  _ gradient: Tensor, at x: Tensor, tolerance: Double = 1e-4, of f: (Tensor) -> Tensor
) -> GradientCheck {
  let point = x.detached().to(.float64)
  let right = valueWithGradient(at: point, of: f).gradient
  let check = gradientCheck(gradient, against: right, tolerance: tolerance)
  guard let doubt = doubtfulPlace(right, point, f) else { return check }
  return GradientCheck(
    isCorrect: check.isCorrect, index: check.index, given: check.given, expected: check.expected,
    ratio: check.ratio, hint: check.hint,
    description: check.description
      + "\nnote: finite differences do not agree with the automatic gradient at \(doubt): "
      + "is there a kink, or is a part of the function detached?")
}

/// Compares a gradient written by hand with the right one, such as the `grad` of a parameter.
///
/// Elements may be off by `tolerance`, relative to the right ones.
public func gradientCheck(
  _ gradient: Tensor, against right: Tensor, tolerance: Double = 1e-4
) -> GradientCheck {
  let (ours, wanted) = (gradient.detached().to(.float64), right.detached().to(.float64))
  guard ours.shape == wanted.shape else {
    let hint = shapeHint(ours, wanted, tolerance)
    return GradientCheck(
      isCorrect: false, index: nil, given: nil, expected: nil, ratio: nil, hint: hint,
      description: "the gradient has shape \(ours.shape), and what it belongs to \(wanted.shape)"
        + (hint.map { "\n\($0)" } ?? ""))
  }
  let places = differing(ours, wanted, tolerance)
  guard let first = places.first else {
    let distance = wanted.count == 0 ? 0 : (ours - wanted).abs().max().item()
    return GradientCheck(
      isCorrect: true, index: nil, given: nil, expected: nil, ratio: 1, hint: nil,
      description: "the gradient is right: \(wanted.count) elements, "
        + "off by \(shortened(distance)) at most")
  }
  let (given, expected) = (ours.toArray()[first], wanted.toArray()[first])
  let index = position(first, in: wanted.shape)
  let ratio = constantRatio(ours, wanted, tolerance)
  let hint = ratio.map { ratioHint($0) } ?? orderHint(ours, wanted, tolerance)
  return GradientCheck(
    isCorrect: false, index: index, given: given, expected: expected, ratio: ratio, hint: hint,
    description: "the gradient is wrong at \(index): \(shortened(given)), "
      + "and it should be \(shortened(expected)); "
      + "\(places.count) of \(wanted.count) elements differ" + (hint.map { "\n\($0)" } ?? ""))
}

/// The positions, in row-major order, at which two tensors of one shape differ.
func differing(_ a: Tensor, _ b: Tensor, _ tolerance: Double) -> [Int] {
  let (ours, wanted) = (a.toArray(), b.toArray())
  let largest = wanted.map { abs($0) }.max() ?? 0
  var found: [Int] = []
  for i in 0..<ours.count {
    let room = tolerance * (abs(wanted[i]) + largest / 10) + 1e-9
    if !(abs(ours[i] - wanted[i]) <= room) { found.append(i) }
  }
  return found
}

/// The index of the element at a position in row-major order.
func position(_ flat: Int, in shape: [Int]) -> [Int] {
  var (index, rest): ([Int], Int) = ([], flat)
  for size in shape.reversed() {
    index.append(rest % size)
    rest /= size
  }
  return index.reversed()
}

/// What the one is of the other, if that is the same number everywhere.
func constantRatio(_ a: Tensor, _ b: Tensor, _ tolerance: Double) -> Double? {
  let square = (b * b).sum().item()
  guard square > 0 else { return nil }
  let ratio = (a * b).sum().item() / square
  return differing(a, b * ratio, tolerance).isEmpty ? ratio : nil
}

/// What a gradient that is a multiple of the right one was likely meant to be.
func ratioHint(_ ratio: Double) -> String {
  func isWhole(_ x: Double) -> Bool { x > 1.5 && abs(x - x.rounded()) < 1e-3 * x }
  if abs(ratio) < 1e-6 { return "it is zero everywhere: is something missing, or detached?" }
  if abs(ratio + 1) < 1e-3 { return "its sign is flipped everywhere" }
  if ratio < 0 { return "its sign is flipped everywhere, and \(ratioHint(-ratio))" }
  if isWhole(ratio) {
    let times = Int(ratio.rounded())
    return "it is \(times) times too large everywhere: a sum instead of a mean?"
      + (times == 2 ? " or the 2 of a square that is halved?" : "")
  }
  if isWhole(1 / ratio) {
    let times = Int((1 / ratio).rounded())
    return "it is \(times) times too small everywhere: a mean instead of a sum?"
      + (times == 2 ? " or is the 2 of a square missing?" : "")
  }
  return "it is \(shortened(ratio)) times the right one everywhere"
}

/// What is wrong with a gradient of the right shape that is no multiple of the right one.
func orderHint(_ a: Tensor, _ b: Tensor, _ tolerance: Double) -> String? {
  if isNaN(a).any().item() != 0 { return "some of its elements are not numbers" }
  if a.ndim == 2, a.shape[0] == a.shape[1], differing(a.T, b, tolerance).isEmpty {
    return "it is the transpose of the right one"
  }
  if differing(abs(a), abs(b), tolerance).isEmpty { return "some of its signs are flipped" }
  return nil
}

/// What would give a gradient of another shape the right one.
func shapeHint(_ a: Tensor, _ b: Tensor, _ tolerance: Double) -> String? {
  if a.ndim == 2, a.shape == Array(b.shape.reversed()) {
    return differing(a.T, b, tolerance).isEmpty
      ? "it is the transpose of the right one" : "is it the transpose? use `.T`"
  }
  for axis in 0..<a.ndim where a.sum(axis: axis).shape == b.shape {
    if differing(a.sum(axis: axis), b, tolerance).isEmpty {
      return "it has to be added up over axis \(axis)"
    }
    if differing(a.mean(axis: axis), b, tolerance).isEmpty {
      return "its mean over axis \(axis) is the right one"
    }
  }
  if a.count == b.count, differing(a.reshaped(b.shape), b, tolerance).isEmpty {
    return "its elements are right: reshape it"
  }
  return nil
}

/// An index at which finite differences do not give the automatic gradient; at most 50 places are
/// looked at.
func doubtfulPlace(_ gradient: Tensor, _ point: Tensor, _ f: (Tensor) -> Tensor) -> [Int]? {
  let (values, found) = (point.toArray(), gradient.toArray())
  let largest = found.map { abs($0) }.max() ?? 0
  let isFine = f(point).dtype == .float64
  for i in stride(from: 0, to: values.count, by: max(1, values.count / 50)) {
    let step = (isFine ? 1e-5 : 1e-2) * max(1, abs(values[i]))
    func moved(_ distance: Double) -> Double {
      var near = point.reshaped(-1)
      near[i] += distance
      return noGrad { f(near.reshaped(point.shape)).item() }
    }
    let difference = (moved(step) - moved(-step)) / (2 * step)
    let room = (isFine ? 1e-4 : 1e-2) * (abs(difference) + largest + 1e-3)
    if !(abs(found[i] - difference) <= room) { return position(i, in: point.shape) }
  }
  return nil
}

/// A number with six digits that count.
func shortened(_ x: Double) -> String {
  if x == 0 || !x.isFinite { return "\(x)" }
  let scale = pow(10, 5 - floor(log10(abs(x))))
  return scale.isFinite && scale > 0 ? "\((x * scale).rounded() / scale)" : "\(x)"
}
