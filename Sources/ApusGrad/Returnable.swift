import ApusTensor
import ApusValue

/// A result of an operation, which knows how it lies in the machine's first register.
package protocol Returnable {
  func write(to registers: Registers)
  /// Itself with each of its tensors, which are counted from 0, replaced.
  func replacingTensors(_ replace: (Int, Tensor) -> Tensor) -> any Returnable
}

extension Returnable {
  package func replacingTensors(_ replace: (Int, Tensor) -> Tensor) -> any Returnable { self }
}

extension Tensor: Returnable {
  package func replacingTensors(_ replace: (Int, Tensor) -> Tensor) -> any Returnable {
    replace(0, self)
  }

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

  package func replacingTensors(_ replace: (Int, Tensor) -> Tensor) -> any Returnable {
    Element.replacingTensors(in: self, replace)
  }
}

/// What an array that an operation returns consists of.
package protocol ArrayElement {
  static func write(_ elements: [Self], to registers: Registers)
  static func replacingTensors(in elements: [Self], _ replace: (Int, Tensor) -> Tensor) -> [Self]
}

extension ArrayElement {
  package static func replacingTensors(
    in elements: [Self], _ replace: (Int, Tensor) -> Tensor
  ) -> [Self] { elements }
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

  package static func replacingTensors(
    in elements: [Tensor], _ replace: (Int, Tensor) -> Tensor
  ) -> [Tensor] {
    elements.enumerated().map { replace($0, $1) }
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

  private init(all tensors: [Tensor]) {
    self.tensors = tensors
  }

  package func replacingTensors(_ replace: (Int, Tensor) -> Tensor) -> any Returnable {
    TensorTuple(all: tensors.enumerated().map { replace($0, $1) })
  }

  package func write(to registers: Registers) {
    registers.set(
      Record(
        words: ContiguousArray(repeating: 0, count: tensors.count),
        objects: ContiguousArray(tensors.lazy.map { $0.body as AnyObject? })))
  }
}

/// A tensor, or nil, whose history is already the one it is to have.
package struct Settled: Returnable {
  package let tensor: Tensor?

  package init(_ tensor: Tensor?) {
    self.tensor = tensor
  }

  package func write(to registers: Registers) { registers.set(tensor?.body) }
}

/// A case of an enumeration that signatures name: the word of its position.
package struct Case: Returnable {
  package let word: Int

  package init(_ dtype: DType) {
    word = DType.allCases.firstIndex(of: dtype) ?? 0
  }

  package func write(to registers: Registers) { registers.set(word) }
}
