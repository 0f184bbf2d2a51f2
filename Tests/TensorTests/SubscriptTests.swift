import Testing

@testable import ApusTensor

@Suite struct SubscriptTests {
  @Test func `subscripts read and write what PyTorch's and NumPy's do`() throws {
    let cases: [[String: Any]] = try Stored.cases("selections")
    #expect(cases.count == 200)
    for stored in cases {
      let specification = try #require(stored["index"] as? [[String: Any]])
      let indices = try specification.map(index)
      let x = try Tensor.arange(0, 120, step: 1, dtype: .int64).reshaped([2, 3, 4, 5])
      let y = try x.selecting(indices)
      #expect(y.shape == stored["shape"] as? [Int], "\(specification)")
      #expect(try y.integers() == stored["values"] as? [Int], "\(specification)")
      guard let written = stored["written"] as? [Int] else { continue }
      let last = y.shape.last ?? 1
      var value = try Tensor.arange(-1, -1 - last, step: -1, dtype: .int64)
      if y.ndim == 0 { value = try value.reshaped([]) }
      var slot: AnyObject? = x.body
      try Tensor.assign(to: &slot, indices: IndexList(indices), value: value)
      let body = try #require(slot as? TensorBody)
      #expect(try Tensor(body).integers() == written, "\(specification)")
      #expect(try x.integers() == Array(0..<120), "a shared tensor changed: \(specification)")
    }
  }

  private func index(_ json: [String: Any]) throws -> TensorIndex {
    if let position = json["at"] as? Int { return .at(position) }
    if json["newAxis"] != nil { return .newAxis }
    if json["ellipsis"] != nil { return .ellipsis }
    if let shape = json["shape"] as? [Int] {
      if let positions = json["positions"] as? [Int] {
        return .tensor(try Tensor(positions, shape: shape))
      }
      let mask = (json["mask"] as? [Any] ?? []).map(Stored.number)
      return .tensor(try Tensor(mask, shape: shape, dtype: .bool))
    }
    return .range(from: json["from"] as? Int, to: json["to"] as? Int, by: json["by"] as? Int ?? 1)
  }

  @Test func `a closed range reaches the position it names, also from the end`() throws {
    let x = try Tensor.arange(0, 5, step: 1, dtype: .int64)
    #expect(try x.selecting([.through(from: 0, last: 2)]).integers() == [0, 1, 2])
    #expect(try x.selecting([.through(from: 0, last: -1)]).integers() == [0, 1, 2, 3, 4])
    #expect(try x.selecting([.through(from: 1, last: -2)]).integers() == [1, 2, 3])
    #expect(try x.selecting([.through(from: nil, last: .max)]).count == 5)
  }

  @Test func `a tensor with one owner changes in place`() throws {
    var slot: AnyObject? = try Tensor.zeros([3]).body
    let storage = try #require(slot as? TensorBody).storage.base
    for value in [1.0, 2.0] {
      let index = IndexList([.at(1)])
      try Tensor.assign(to: &slot, indices: index, value: Tensor(weak: value))
    }
    let body = try #require(slot as? TensorBody)
    #expect(body.storage.base == storage)
    #expect(Tensor(body).doubles() == [0, 2, 0])
  }

  @Test func `writing through a view leaves the original alone`() throws {
    let original = try Tensor.zeros([2, 2])
    var slot: AnyObject? = original.transposed().body
    try Tensor.assign(to: &slot, indices: IndexList([.at(0)]), value: Tensor(weak: 1))
    #expect(original.doubles() == [0, 0, 0, 0])
    let body = try #require(slot as? TensorBody)
    #expect(Tensor(body).doubles() == [1, 1, 0, 0])
  }

  @Test func `a broadcast tensor gets elements of its own before it is written to`() throws {
    var slot: AnyObject? = try Tensor.zeros([1]).broadcast(to: [3]).body
    try Tensor.assign(to: &slot, indices: IndexList([.at(0)]), value: Tensor(weak: 7))
    let body = try #require(slot as? TensorBody)
    #expect(Tensor(body).doubles() == [7, 0, 0])
  }

  @Test func `a failed assignment leaves the slot as it was`() throws {
    var slot: AnyObject? = try Tensor.zeros([2]).body
    #expect(throws: TensorError.self) {
      try Tensor.assign(to: &slot, indices: IndexList([.at(5)]), value: Tensor(weak: 1))
    }
    let body = try #require(slot as? TensorBody)
    #expect(Tensor(body).doubles() == [0, 0])
  }

  @Test(arguments: [
    ([TensorIndex.at(3)], "index 3 is out of range: axis 0 has size 2, so an index is -2 to 1"),
    ([.ellipsis, .ellipsis], "`...` may stand once in a subscript"),
    ([.at(0), .at(0), .at(0)], "3 indices for a tensor with 2 axes"),
    ([.range(from: nil, to: nil, by: 0)], "the step of a slice is not 0"),
  ])
  func `a wrong index is refused`(indices: [TensorIndex], sentence: String) throws {
    let x = try Tensor.zeros([2, 3])
    #expect { try x.selecting(indices) } throws: { ($0 as? TensorError)?.message == sentence }
  }
}
