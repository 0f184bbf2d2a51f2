import ApusGrad
import ApusTensor
import ApusValue

// The parts of instructions that work on objects.
extension Machine {
  func callRow(
    _ site: CallSite, _ registers: Registers, _ slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    switch site.callable.row {
    case .operation(let operation):
      try operation.apply(Call(registers))
    case .builtin(let builtin):
      try builtin.evaluate(
        BuiltinCall(
          registers: registers, bindings: site.bindings, machine: self,
          slot: site.callable.isMutating ? slot : nil))
    }
    try throwPending()
    // Arguments are let go at once, so that a value with one owner can be changed in place.
    for index in site.spent where registers.objects[index] != nil {
      registers.objects[index] = nil
    }
  }

  func makeClosure(
    _ chunk: Chunk, _ words: UnsafeMutablePointer<Int>, _ objects: UnsafeMutablePointer<AnyObject?>
  ) -> ClosureObject {
    ClosureObject(
      chunk: chunk, words: chunk.captures.indices.map { words[$0] },
      objects: chunk.captures.enumerated().map { $1 ? nil : objects[$0] })
  }

  func makeRecord(
    _ words: UnsafeMutablePointer<Int>, _ objects: UnsafeMutablePointer<AnyObject?>, count: Int
  ) -> Record {
    Record(
      words: ContiguousArray(UnsafeBufferPointer(start: words, count: count)),
      objects: ContiguousArray(UnsafeBufferPointer(start: objects, count: count)))
  }

  func instanceSlot(_ record: Record, _ index: Int) throws -> UnsafeMutablePointer<AnyObject?> {
    let slot = record.objects.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + index }
    }
    guard let slot, slot.pointee != nil else { throw MachineError.emptyField }
    return slot
  }

  func boxSlot(_ box: ObjectBox) -> UnsafeMutablePointer<AnyObject?> {
    // The box outlives the instruction that uses the slot, which follows at once.
    withUnsafeMutablePointer(to: &box.object) { $0 }
  }

  /// Sets a key's value from an optional of it.
  func storeValue(
    in slot: UnsafeMutablePointer<AnyObject?>, _ type: Type, _ key: Slot, _ value: Slot
  ) {
    guard case .dictionary(_, let wanted) = type else { return }
    let dictionary = uniqueDictionary(slot)
    guard let object = value.object else {
      dictionary.remove(key)
      return
    }
    if wanted.isWord {
      dictionary.update(key, (unsafeDowncast(object, to: WordBox.self).word, nil))
    } else if wanted.wrapped != nil {
      dictionary.update(key, (0, unsafeDowncast(object, to: ObjectBox.self).object))
    } else {
      dictionary.update(key, (0, object))
    }
  }

  func pairs(of dictionary: DictionaryObject) -> ObjectArray {
    ObjectArray(
      ContiguousArray(
        (0..<dictionary.count).map { index in
          BuiltinCall.record(dictionary.keys[index], dictionary.values[index])
        }))
  }

  func elementSlot(
    _ slot: UnsafeMutablePointer<AnyObject?>, _ index: Int
  ) throws -> UnsafeMutablePointer<AnyObject?> {
    let array = uniqueObjects(slot)
    guard array.elements.indices.contains(index) else {
      throw MachineError.index(index, count: array.elements.count)
    }
    return array.elements.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + index } ?? slot
    }
  }

  func fieldSlot(
    _ slot: UnsafeMutablePointer<AnyObject?>, _ index: Int
  ) -> UnsafeMutablePointer<AnyObject?> {
    uniqueRecord(slot).objects.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + index } ?? slot
    }
  }

  func storeWord(
    _ word: Int, in slot: UnsafeMutablePointer<AnyObject?>, at index: Int
  ) throws {
    let array = uniqueWords(slot)
    guard array.elements.indices.contains(index) else {
      throw MachineError.index(index, count: array.elements.count)
    }
    array.elements[index] = word
  }

  func storeObject(
    _ object: AnyObject?, in slot: UnsafeMutablePointer<AnyObject?>, at index: Int
  ) throws {
    let array = uniqueObjects(slot)
    guard array.elements.indices.contains(index) else {
      throw MachineError.index(index, count: array.elements.count)
    }
    array.elements[index] = object
  }

  func scalarTensor(_ word: Int, kind: Int) throws -> Tensor {
    switch kind {
    case 1: try Tensor(weak: Double(bitPattern: UInt64(bitPattern: Int64(word))))
    case 2: try Tensor(weak: word).to(.bool)
    default: try Tensor(weak: word)
    }
  }

  func stack(_ parts: ObjectArray) throws -> Tensor {
    try Differentiation.stacked(
      parts.elements.map { part in
        Tensor(held(part, as: TensorBody.self))
      })
  }

  func makeIndex(_ kind: IndexKind, _ word: Int, _ object: AnyObject?) throws -> AnyObject {
    func bound(_ index: Int) -> Int {
      held(object, as: Record.self).words[index]
    }
    let index: TensorIndex =
      switch kind {
      case .newAxis: .newAxis
      case .ellipsis: .ellipsis
      case .all: .all
      case .at: .at(word)
      case .range: .range(from: bound(0), to: bound(1), by: 1)
      case .closed: .through(from: bound(0), last: bound(1))
      case .from: .range(from: bound(0), to: nil, by: 1)
      case .upTo: .range(from: nil, to: bound(0), by: 1)
      case .through: .through(from: nil, last: bound(0))
      case .strideTo: .range(from: bound(0), to: bound(1), by: bound(2))
      case .strideThrough:
        // Beyond the first or the last position there is none, not one from the other end.
        .range(
          from: bound(0),
          to: bound(1) == (bound(2) < 0 ? 0 : -1) ? nil : bound(1) &+ bound(2).signum(),
          by: bound(2))
      case .tensor:
        .tensor(Tensor(held(object, as: TensorBody.self)))
      }
    return IndexList([index])
  }

  func makeIndexList(_ objects: UnsafeMutablePointer<AnyObject?>, count: Int) -> IndexList {
    IndexList(
      (0..<count).flatMap { index in
        held(objects[index], as: IndexList.self).indices
      })
  }

  func rangeToArray(_ range: Record, _ type: Type) throws -> WordArray {
    guard case .range(let kind, let bound) = type else { return WordArray([]) }
    let (from, to) = (range.words[0], range.words[1])
    switch kind {
    case .range: return WordArray(ContiguousArray(try limited(from, to)))
    case .closed:
      // The last Int has no successor.
      return WordArray(
        to == .max ? try closed(from, to) : ContiguousArray(try limited(from, to + 1)))
    case .strideTo, .strideThrough:
      if bound == .double { return try strideDoubles(range, isThrough: kind == .strideThrough) }
      let step = range.words[2]
      return kind == .strideTo
        ? WordArray(ContiguousArray(Swift.stride(from: from, to: to, by: step)))
        : WordArray(ContiguousArray(Swift.stride(from: from, through: to, by: step)))
    case .from, .upTo, .through: return WordArray([])
    }
  }

  private func limited(_ from: Int, _ to: Int) throws -> Range<Int> {
    let (count, isTooLarge) = to.subtractingReportingOverflow(from)
    guard !isTooLarge, count < 1 << 32 else {
      throw MachineError("memory", "an array of the numbers from \(from) to \(to) is too large")
    }
    return from..<max(from, to)
  }

  private func closed(_ from: Int, _ to: Int) throws -> ContiguousArray<Int> {
    var numbers = ContiguousArray(try limited(from, to))
    numbers.append(to)
    return numbers
  }

  private func strideDoubles(_ range: Record, isThrough: Bool) throws -> WordArray {
    let bounds = range.words.map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
    // A stride towards what is no number would not end.
    guard !bounds[1].isNaN, !((bounds[1] - bounds[0]) / bounds[2] >= 0x1p32) else {
      throw MachineError(
        "memory",
        "an array of the numbers from \(bounds[0]) to \(bounds[1]) by \(bounds[2]) is too large")
    }
    let values =
      isThrough
      ? Array(Swift.stride(from: bounds[0], through: bounds[1], by: bounds[2]))
      : Array(Swift.stride(from: bounds[0], to: bounds[1], by: bounds[2]))
    return WordArray(ContiguousArray(values.map { Int(Int64(bitPattern: $0.bitPattern)) }))
  }

  func rows(of tensor: Tensor) throws -> ObjectArray {
    ObjectArray(ContiguousArray(try Differentiation.rows(of: tensor).map { $0.body }))
  }
}
