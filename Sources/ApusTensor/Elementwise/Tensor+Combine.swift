import ApusLoops

/// The loops over two operands that broadcast; the result is contiguous.
extension Tensor {
  /// Applies a function of two numbers of the promoted type, with a loop for floating-point ones.
  ///
  /// Booleans compute as 0 and 1; `boolean` says whether what is not zero then is true again.
  static func combineNumbers<F: NumberFunction2>(
    _ f: F.Type, _ loop: ArithmeticLoop, _ a: Tensor, _ b: Tensor, boolean: Bool = false
  ) throws(TensorError) -> Tensor {
    switch DType.promoted(a, b) {
    case .float32: try combine(Loops.arithmetic[loop.rawValue].float, a, b)
    case .float64: try combine(Loops.arithmetic[loop.rawValue].double, a, b)
    case .bfloat16: try combineNumbers(F.self, loop, a.to(.float32), b.to(.float32)).to(.bfloat16)
    default: try combineNumbers(F.self, a, b, boolean: boolean)
    }
  }

  /// Applies a function of two reals that has a loop; where neither is floating-point, in `float32`.
  static func combineReals(
    _ loop: ArithmeticLoop, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    switch DType.promoted(a, b).floating {
    case .float64: try combine(Loops.arithmetic[loop.rawValue].double, a, b)
    case .bfloat16: try combine(Loops.arithmetic[loop.rawValue].float, a, b).to(.bfloat16)
    default: try combine(Loops.arithmetic[loop.rawValue].float, a, b)
    }
  }

  /// Applies a function of two numbers of the promoted type.
  ///
  /// Booleans compute as 0 and 1; `boolean` says whether what is not zero then is true again.
  static func combineNumbers<F: NumberFunction2>(
    _ f: F.Type, _ a: Tensor, _ b: Tensor, boolean: Bool = false
  ) throws(TensorError) -> Tensor {
    switch DType.promoted(a, b) {
    case .float32: try combine(Float.self, Float.self, a, b) { F.apply($0, $1) }
    case .float64: try combine(Double.self, Double.self, a, b) { F.apply($0, $1) }
    case .bfloat16: try combineNumbers(F.self, a.to(.float32), b.to(.float32)).to(.bfloat16)
    case .int64: try combine(Int64.self, Int64.self, a, b) { F.apply($0, $1) }
    case .int32: try combine(Int32.self, Int32.self, a, b) { F.apply($0, $1) }
    case .uint8: try combine(UInt8.self, UInt8.self, a, b) { F.apply($0, $1) }
    case .bool where boolean:
      try combine(UInt8.self, Bool.self, a.to(.uint8), b.to(.uint8)) { F.apply($0, $1) != 0 }
    case .bool: try combineNumbers(F.self, a.to(.int64), b.to(.int64))
    }
  }

  /// Applies a function of two reals; where neither is floating-point, in `float32`.
  static func combineReals<F: RealFunction2>(
    _ f: F.Type, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    switch DType.promoted(a, b).floating {
    case .float64: try combine(Double.self, Double.self, a, b) { F.apply($0, $1) }
    case .bfloat16:
      try combine(Float.self, Float.self, a, b) { F.apply($0, $1) }.to(.bfloat16)
    default: try combine(Float.self, Float.self, a, b) { F.apply($0, $1) }
    }
  }

  /// Compares in the promoted type; the result is Boolean.
  static func compare<F: Relation>(
    _ f: F.Type, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    switch DType.promoted(a, b) {
    case .float32: try combine(Float.self, Bool.self, a, b) { F.apply($0, $1) }
    case .float64: try combine(Double.self, Bool.self, a, b) { F.apply($0, $1) }
    case .bfloat16: try combine(Float.self, Bool.self, a, b) { F.apply($0, $1) }
    case .int64: try combine(Int64.self, Bool.self, a, b) { F.apply($0, $1) }
    case .int32: try combine(Int32.self, Bool.self, a, b) { F.apply($0, $1) }
    case .uint8: try combine(UInt8.self, Bool.self, a, b) { F.apply($0, $1) }
    case .bool: try compare(F.self, a.to(.uint8), b.to(.uint8))
    }
  }

  /// The loops themselves, inlined into their callers so that `f` is no call.
  @inline(__always)
  static func combine<T: Element, U: Element>(
    _: T.Type, _: U.Type, _ a: Tensor, _ b: Tensor, _ f: (T, T) -> U
  ) throws(TensorError) -> Tensor {
    if b.count == 1 && b.ndim <= a.ndim && a.isContiguous && a.dtype == T.dtype {
      let scalar = b.first(as: T.self)
      return try a.map(T.self, U.self) { f($0, scalar) }
    }
    if a.count == 1 && a.ndim <= b.ndim && b.isContiguous && b.dtype == T.dtype {
      let scalar = a.first(as: T.self)
      return try b.map(T.self, U.self) { f(scalar, $0) }
    }
    let left = try a.to(T.dtype)
    let right = try b.to(T.dtype)
    if left.isContiguous && right.isContiguous && right.count > 0
      && left.shape.count > right.shape.count && left.shape.hasSuffix(right.shape)
    {
      return try combineRows(T.self, U.self, left, right, f)
    }
    let shape = try Shape.broadcast(a.shape, b.shape)
    let result = try Tensor.empty(shape, U.dtype)
    if result.count == 0 { return result }
    let x = left.pointer(as: T.self)
    let y = right.pointer(as: T.self)
    var output = result.pointer(as: U.self)
    if left.isContiguous && right.isContiguous && left.count == result.count
      && right.count == result.count
    {
      var start = 0
      while start < result.count {
        let end = Swift.min(start &+ Interruption.block, result.count)
        for i in start..<end { output[i] = f(x[i], y[i]) }
        start = end
        if start < result.count { try Interruption.check() }
      }
      return result
    }
    var walk = Walk(
      shape, [left.strides(broadcastTo: shape), right.strides(broadcastTo: shape)])
    var poll = Poll()
    let n = walk.count
    let (step, step2) = (walk.steps[0], walk.steps[1])
    repeat {
      let row = x + walk.offsets[0]
      let row2 = y + walk.offsets[1]
      switch (step, step2) {
      case (1, 1): for i in 0..<n { output[i] = f(row[i], row2[i]) }
      case (1, 0):
        let scalar = row2[0]
        for i in 0..<n { output[i] = f(row[i], scalar) }
      case (0, 1):
        let scalar = row[0]
        for i in 0..<n { output[i] = f(scalar, row2[i]) }
      default: for i in 0..<n { output[i] = f(row[i &* step], row2[i &* step2]) }
      }
      output += n
      try poll.did(n)
    } while walk.advance()
    return result
  }

  /// The loop for what a bias is: the right operand over again for each of the left one's rows.
  @inline(__always)
  private static func combineRows<T: Element, U: Element>(
    _: T.Type, _: U.Type, _ a: Tensor, _ b: Tensor, _ f: (T, T) -> U
  ) throws(TensorError) -> Tensor {
    let result = try Tensor.empty(a.shape, U.dtype)
    let (x, y) = (a.pointer(as: T.self), b.pointer(as: T.self))
    let output = result.pointer(as: U.self)
    let n = b.count
    var poll = Poll()
    var start = 0
    while start < a.count {
      let (row, target) = (x + start, output + start)
      for i in 0..<n { target[i] = f(row[i], y[i]) }
      start &+= n
      try poll.did(n)
    }
    return result
  }

  /// The strides with which it is read as a tensor of this shape, to which it broadcasts.
  func strides(broadcastTo target: [Int]) -> [Int] {
    if target == shape { return strides }
    var result = [Int](repeating: 0, count: target.count)
    let added = target.count - ndim
    for axis in 0..<ndim where shape[axis] != 1 { result[axis + added] = strides[axis] }
    return result
  }

  /// The first element in another element type; there is one.
  @inline(__always)
  func first<T: Element>(as: T.Type) -> T {
    if let digits = body.digits, T.isFloat { return T(converting: digits[0]) }
    switch dtype {
    case .float32: return T(element: pointer(as: Float.self)[0])
    case .float64: return T(element: pointer(as: Double.self)[0])
    case .bfloat16: return T(element: pointer(as: BFloat16.self)[0])
    case .int64: return T(element: pointer(as: Int64.self)[0])
    case .int32: return T(element: pointer(as: Int32.self)[0])
    case .uint8: return T(element: pointer(as: UInt8.self)[0])
    case .bool: return T(element: pointer(as: Bool.self)[0])
    }
  }
}

extension [Int] {
  /// Whether it ends with the other's elements; there are more here.
  fileprivate func hasSuffix(_ other: [Int]) -> Bool {
    let shift = count - other.count
    for index in other.indices where self[index + shift] != other[index] { return false }
    return true
  }
}
