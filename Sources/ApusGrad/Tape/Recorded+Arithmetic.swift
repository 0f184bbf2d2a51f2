import ApusTensor

/// Functions of each element.
extension Recorded {
  static func + (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.add, .tensor(a), .tensor(b))
  }

  static func - (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.subtract, .tensor(a), .tensor(b))
  }

  static func * (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.multiply, .tensor(a), .tensor(b))
  }

  static func / (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.divide, .tensor(a), .tensor(b))
  }

  static func + (a: Recorded, b: Double) throws(TensorError) -> Recorded { try a + number(b) }
  static func - (a: Recorded, b: Double) throws(TensorError) -> Recorded { try a - number(b) }
  static func * (a: Recorded, b: Double) throws(TensorError) -> Recorded { try a * number(b) }
  static func / (a: Recorded, b: Double) throws(TensorError) -> Recorded { try a / number(b) }
  static func - (a: Double, b: Recorded) throws(TensorError) -> Recorded { try number(a) - b }

  static prefix func - (a: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.negate, .tensor(a))
  }

  /// A number that takes the element type of the tensor beside it.
  static func number(_ value: Double) throws(TensorError) -> Recorded {
    Recorded(try Tensor(weak: value))
  }

  func power(_ exponent: Recorded) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.power, .tensor(self), .tensor(exponent))
  }

  func power(_ exponent: Double) throws(TensorError) -> Recorded {
    try power(Recorded.number(exponent))
  }

  func apply(_ row: Operation) throws(TensorError) -> Recorded {
    try Recorded.call(row, .tensor(self))
  }

  func exp() throws(TensorError) -> Recorded { try apply(Rows.exp) }
  func log() throws(TensorError) -> Recorded { try apply(Rows.log) }
  func rsqrt() throws(TensorError) -> Recorded { try apply(Rows.rsqrt) }
  func sin() throws(TensorError) -> Recorded { try apply(Rows.sin) }
  func cos() throws(TensorError) -> Recorded { try apply(Rows.cos) }
  func sinh() throws(TensorError) -> Recorded { try apply(Rows.sinh) }
  func cosh() throws(TensorError) -> Recorded { try apply(Rows.cosh) }
  func tanh() throws(TensorError) -> Recorded { try apply(Rows.tanh) }
  func erf() throws(TensorError) -> Recorded { try apply(Rows.erf) }
  func sigmoid() throws(TensorError) -> Recorded { try apply(Rows.sigmoid) }
  func softplus() throws(TensorError) -> Recorded { try apply(Rows.softplus) }
  func sign() throws(TensorError) -> Recorded { try apply(Rows.sign) }
  func abs() throws(TensorError) -> Recorded { try apply(Rows.abs) }
  func trunc() throws(TensorError) -> Recorded { try apply(Rows.trunc) }
  func square() throws(TensorError) -> Recorded { try self * self }

  func sqrt() throws(TensorError) -> Recorded { try apply(Rows.sqrt) }
  func relu() throws(TensorError) -> Recorded { try apply(Rows.relu) }
  func logSigmoid() throws(TensorError) -> Recorded { try apply(Rows.logSigmoid) }

  func softmax(_ axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.softmax, .tensor(self), .int(axis))
  }

  func logSoftmax(_ axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.logSoftmax, .tensor(self), .int(axis))
  }

  static func maximum(_ a: Recorded, _ b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.maximum, .tensor(a), .tensor(b))
  }

  static func minimum(_ a: Recorded, _ b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.minimum, .tensor(a), .tensor(b))
  }

  /// Brought between two bounds, of which either may be missing.
  func clipped(min: Double?, max: Double?) throws(TensorError) -> Recorded {
    try Recorded.call(
      Rows.clipped, .tensor(self), .optionalDouble(min), .optionalDouble(max))
  }

  func floorDivided(by other: Recorded) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.floorDivide, .tensor(self), .tensor(other))
  }

  /// Whether each element is larger, smaller, no smaller, no larger.
  static func > (a: Recorded, b: Double) throws(TensorError) -> Recorded {
    try call(Rows.greater, .tensor(a), .tensor(number(b)))
  }

  static func < (a: Recorded, b: Double) throws(TensorError) -> Recorded {
    try call(Rows.less, .tensor(a), .tensor(number(b)))
  }

  static func > (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.greater, .tensor(a), .tensor(b))
  }

  static func < (a: Recorded, b: Recorded) throws(TensorError) -> Recorded {
    try call(Rows.less, .tensor(a), .tensor(b))
  }

  static func >= (a: Recorded, b: Double) throws(TensorError) -> Recorded {
    try call(Rows.notLess, .tensor(a), .tensor(number(b)))
  }

  static func <= (a: Recorded, b: Double) throws(TensorError) -> Recorded {
    try call(Rows.notGreater, .tensor(a), .tensor(number(b)))
  }

  func equals(_ other: Recorded) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.equal, .tensor(self), .tensor(other))
  }

  func equals(_ other: Double) throws(TensorError) -> Recorded {
    try equals(Recorded.number(other))
  }

  /// `a` where this is true, `b` elsewhere.
  func choose(_ a: Recorded, _ b: Recorded) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.choose, .tensor(self), .tensor(a), .tensor(b))
  }

  func filled(where mask: Recorded, _ value: Double) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.maskedFill, .tensor(self), .tensor(mask), .double(value))
  }

  /// Itself in another element type.
  func to(_ dtype: DType) throws(TensorError) -> Recorded {
    if tensor.dtype == dtype { return self }
    return try Recorded.call(
      Rows.to, .tensor(self), .int(DType.allCases.firstIndex(of: dtype) ?? 0))
  }
}
