import ApusTensor
import ApusValue

/// Arguments of types that only tensor operations have.
extension Call {
  package func dtype(_ index: Int) -> DType { DType.allCases[int(index)] }

  package func optionalDType(_ index: Int) -> DType? {
    optionalInt(index).map { DType.allCases[$0] }
  }

  package func indices(_ index: Int) -> IndexList { registers.object(index) }

  /// The pairs of a `[(Int, Int)]`.
  package func pairs(_ index: Int) -> [(Int, Int)] {
    registers.object(index, as: ObjectArray.self).elements.compactMap { element in
      (element as? Record).map { ($0.words[0], $0.words[1]) }
    }
  }

  /// The ends of a `Range<Int>`.
  package func range(_ index: Int) -> (lower: Int, upper: Int) {
    let record = registers.object(index, as: Record.self)
    return (record.words[0], record.words[1])
  }

  /// The ends of a `Range<Double>`.
  package func doubleRange(_ index: Int) -> (lower: Double, upper: Double) {
    let (lower, upper) = range(index)
    return (
      Double(bitPattern: UInt64(bitPattern: Int64(lower))),
      Double(bitPattern: UInt64(bitPattern: Int64(upper)))
    )
  }
}
