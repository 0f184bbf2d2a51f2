/// Matrices one behind the other, each column by column, as LAPACK wants and changes them.
struct MatrixBatch<T: LapackReal> {
  /// The axes before the last two.
  let front: [Int]
  let rows: Int
  let columns: Int
  let count: Int
  /// `[front, columns, rows]`, in storage of its own.
  let storage: Tensor

  init(_ tensor: Tensor) throws(TensorError) {
    guard tensor.ndim >= 2 else { throw .tooFewAxes(2, tensor.ndim) }
    let columnwise = try tensor.to(T.dtype).transposed(-2, -1).copied()
    try self.init(columnwise, front: tensor.shape.dropLast(2).map { $0 })
  }

  /// Room for matrices of a size.
  init(front: [Int], rows: Int, columns: Int) throws(TensorError) {
    try self.init(Tensor.zeros(front + [columns, rows], dtype: T.dtype), front: front)
  }

  private init(_ storage: Tensor, front: [Int]) throws(TensorError) {
    self.front = front
    self.storage = storage
    rows = storage.shape[front.count + 1]
    columns = storage.shape[front.count]
    count = try Shape.count(front)
    guard rows < Int32.max, columns < Int32.max else { throw .memory(shape: storage.shape) }
  }

  func matrix(_ index: Int) -> UnsafeMutablePointer<T> {
    storage.pointer(as: T.self) + index &* rows &* columns
  }

  /// The matrices as a tensor again.
  var tensor: Tensor {
    get throws(TensorError) { try storage.transposed(-2, -1).contiguous() }
  }

  /// The message's words for a matrix.
  func name(_ index: Int) -> String {
    front.isEmpty ? "the matrix" : "matrix \(index) of the batch"
  }

  /// Throws where an element is not a finite number: LAPACK might not come to an end.
  func requireFinite() throws(TensorError) {
    for index in 0..<count {
      let matrix = UnsafeBufferPointer(start: matrix(index), count: rows &* columns)
      guard matrix.allSatisfy(\.isFinite) else {
        throw TensorError("argument", "\(name(index)) has an element that is not finite")
      }
    }
  }

  /// How many numbers a routine asks for, from its answer to a question of size -1.
  static func room(_ ask: (UnsafeMutablePointer<T>) -> Int32) -> [T] {
    var answer = T.zero
    _ = ask(&answer)
    return [T](repeating: 0, count: Swift.max(Int(answer), 1))
  }
}

extension TensorError {
  static func singular(_ name: String, _ column: Int) -> TensorError {
    TensorError(
      "singular", "\(name) is singular: column \(column) depends on those before it",
      help: "use `pinv` or `lstsq` where that may be")
  }
}
