/// The indices of a subscript as an object, so that a register of the machine can hold them.
package final class IndexList: Sendable {
  package let indices: [TensorIndex]

  package init(_ indices: [TensorIndex]) {
    self.indices = indices
  }
}

extension IndexList: Equatable {
  /// Whether they are the same object; what they select is not compared.
  package static func == (left: IndexList, right: IndexList) -> Bool { left === right }
}
