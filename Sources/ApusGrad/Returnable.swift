import ApusTensor
import ApusValue

/// A result of an operation, which knows how it lies in the machine's first register.
package protocol Returnable {
  func write(to registers: Registers)
}

extension Tensor: Returnable {
  package func write(to registers: Registers) { registers.set(body) }
}

extension Bool: Returnable {
  package func write(to registers: Registers) { registers.set(self) }
}

extension Int: Returnable {
  package func write(to registers: Registers) { registers.set(self) }
}

extension Double: Returnable {
  package func write(to registers: Registers) { registers.set(self) }
}

extension String: Returnable {
  package func write(to registers: Registers) { registers.set(self) }
}

extension Array: Returnable where Element: ArrayElement {
  package func write(to registers: Registers) { Element.write(self, to: registers) }
}

/// What an array that an operation returns consists of.
package protocol ArrayElement {
  static func write(_ elements: [Self], to registers: Registers)
}

extension Int: ArrayElement {
  package static func write(_ elements: [Int], to registers: Registers) { registers.set(elements) }
}

extension Double: ArrayElement {
  package static func write(_ elements: [Double], to registers: Registers) {
    registers.set(elements)
  }
}

extension Tensor: ArrayElement {
  package static func write(_ elements: [Tensor], to registers: Registers) {
    registers.set(ObjectArray(ContiguousArray(elements.lazy.map { $0.body as AnyObject? })))
  }
}

/// The result of an operation that returns nothing.
package struct Nothing: Returnable {
  package init() {}

  package func write(to registers: Registers) {}
}

/// Several tensors: a tuple, whose labels the row's form names.
package struct TensorTuple: Returnable {
  package let tensors: [Tensor]

  package init(_ tensors: Tensor...) {
    self.tensors = tensors
  }

  package func write(to registers: Registers) {
    registers.set(
      Record(
        words: ContiguousArray(repeating: 0, count: tensors.count),
        objects: ContiguousArray(tensors.lazy.map { $0.body as AnyObject? })))
  }
}

/// A case of an enumeration that signatures name: the word of its position.
package struct Case: Returnable {
  package let word: Int

  package init(_ dtype: DType) {
    word = DType.allCases.firstIndex(of: dtype) ?? 0
  }

  package func write(to registers: Registers) { registers.set(word) }
}
