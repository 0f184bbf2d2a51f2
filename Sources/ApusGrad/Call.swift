import ApusTensor
import ApusValue

/// The arguments of one call of an operation, in the order of its first form.
///
/// Whatever form the user wrote, the caller has brought the arguments into the first form's types:
/// scalars beside tensors have become zero-dimensional weak tensors, omitted arguments their
/// defaults, variadic ones arrays, and `self` is argument 0.
package struct Call {
  package let registers: Registers

  package init(_ registers: Registers) {
    self.registers = registers
  }

  package func tensor(_ index: Int) -> Tensor {
    Tensor(registers.object(index, as: TensorBody.self))
  }

  package func optionalTensor(_ index: Int) -> Tensor? {
    registers.objects[index] == nil ? nil : tensor(index)
  }

  package func tensors(_ index: Int) -> [Tensor] {
    registers.object(index, as: ObjectArray.self).elements.compactMap { element in
      element.map { Tensor(unsafeDowncast($0, to: TensorBody.self)) }
    }
  }

  /// Whether the tensor at an index, if there is one, has a history.
  @inline(__always)
  func isTracked(_ index: Int) -> Bool {
    guard registers.objects[index] != nil else { return false }
    return borrowing(registers.objects + index, as: TensorBody.self) { $0.history != nil }
  }

  /// Whether two tensors have the same shape, or one of them no axes.
  @inline(__always)
  func plainlyBroadcasts(_ index: Int, _ other: Int) -> Bool {
    borrowing(registers.objects + index, as: TensorBody.self) { a in
      borrowing(registers.objects + other, as: TensorBody.self) { b in
        a.shape.isEmpty || b.shape.isEmpty || a.shape == b.shape
      }
    }
  }

  package func int(_ index: Int) -> Int { registers.int(index) }
  package func double(_ index: Int) -> Double { registers.double(index) }
  package func bool(_ index: Int) -> Bool { registers.bool(index) }
  package func string(_ index: Int) -> String { registers.string(index) }
  package func ints(_ index: Int) -> [Int] { registers.ints(index) }
  package func doubles(_ index: Int) -> [Double] { registers.doubles(index) }
  package func optionalInt(_ index: Int) -> Int? { registers.optionalInt(index) }
  package func optionalInts(_ index: Int) -> [Int]? { registers.optionalInts(index) }
  package func optionalDouble(_ index: Int) -> Double? { registers.optionalDouble(index) }
}
