import ApusGrad
import ApusTensor
import ApusValue

// The parts of instructions that work on objects.
extension Machine {
  func callRow(
    _ site: CallSite, _ registers: Registers, _ slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    guard Anomalies.isOn || isWatched else { return try evaluate(site, registers, slot) }
    try evaluateInPlace(site, registers, slot)
  }

  /// The same while someone may ask where the calls stand.
  @inline(never)
  private func evaluateInPlace(
    _ site: CallSite, _ registers: Registers, _ slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    openSites.append(site)
    rowSites.append(site)
    defer {
      _ = openSites.popLast()
      _ = rowSites.popLast()
    }
    try evaluate(site, registers, slot)
  }

  private func evaluate(
    _ site: CallSite, _ registers: Registers, _ slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    switch site.callable.row {
    case .operation(let operation):
      try operation.apply(Call(registers))
    case .builtin(let builtin):
      try builtin.evaluate(
        BuiltinCall(
          registers: registers, bindings: site.bindings, machine: self, site: site,
          slot: site.callable.isMutating ? slot : nil))
    }
    if pendingError != nil { try throwPending() }
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
      objects: ContiguousArray(chunk.captures.enumerated().map { $1 ? nil : objects[$0] }))
  }

  func makeRecord(
    _ words: UnsafeMutablePointer<Int>, _ objects: UnsafeMutablePointer<AnyObject?>, count: Int
  ) -> Record {
    Record(
      words: ContiguousArray(UnsafeBufferPointer(start: words, count: count)),
      objects: ContiguousArray(UnsafeBufferPointer(start: objects, count: count)))
  }

  func makeInstance(
    _ words: UnsafeMutablePointer<Int>, _ objects: UnsafeMutablePointer<AnyObject?>, count: Int
  ) -> Record {
    MortalRecord(
      words: ContiguousArray(UnsafeBufferPointer(start: words, count: count)),
      objects: ContiguousArray(UnsafeBufferPointer(start: objects, count: count)), departures)
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

  @inline(never)
  func wordAt(_ index: Int, in slot: UnsafeMutablePointer<AnyObject?>) throws -> Int {
    let array = held(slot.pointee, as: WordArray.self)
    guard index >= 0, index < array.count else {
      throw MachineError.index(index, count: array.count)
    }
    return array[index]
  }

  @inline(never)
  func objectAt(_ index: Int, in slot: UnsafeMutablePointer<AnyObject?>) throws -> AnyObject? {
    let array = held(slot.pointee, as: ObjectArray.self)
    if !array.elements.indices.contains(index) {
      throw MachineError.index(index, count: array.elements.count)
    }
    return array.elements[index]
  }

  /// Before the first number of a stride, and how many there are.
  func startStride(
    _ from: UnsafeMutablePointer<Int>, _ end: UnsafeMutablePointer<Int>, _ step: Int,
    isThrough: Bool
  ) throws {
    if step == 0 { throw MachineError("range", "the step of a stride is not zero") }
    let (first, last) = (from.pointee, end.pointee)
    from.pointee = first &- step
    guard step > 0 ? first < last : first > last else {
      end.pointee = isThrough && first == last ? 1 : 0
      return
    }
    // Nobody comes to the last of 2^64 turns.
    let way = UInt(bitPattern: step > 0 ? last &- first : first &- last)
    let steps = (isThrough ? way : way - 1) / step.magnitude
    end.pointee = Int(bitPattern: steps == .max ? steps : steps + 1)
  }

  /// The value of the key in a register, where there is one.
  @inline(never)
  func lookUp(
    _ key: UnsafeMutablePointer<Int>, in slot: UnsafeMutablePointer<AnyObject?>,
    _ target: UnsafeMutablePointer<Int>
  ) {
    borrowing(slot, as: DictionaryObject.self) { dictionary in
      guard let place = dictionary.place(key.pointee, Machine.objects(beside: key)) else { return }
      if dictionary.holdsWords {
        target.pointee = dictionary.values.word(place)
      } else {
        Machine.objects(beside: target).pointee = dictionary.values.objects[place]
      }
    }
  }

  @inline(never)
  func setValue(
    in slot: UnsafeMutablePointer<AnyObject?>, _ key: UnsafeMutablePointer<Int>,
    _ value: UnsafeMutablePointer<Int>
  ) {
    let (keyObject, object) = (Machine.objects(beside: key), Machine.objects(beside: value))
    if layout.isAlone(slot) {
      let isSet = borrowing(slot, as: DictionaryObject.self) { dictionary in
        guard dictionary.holdsWords, let place = dictionary.place(key.pointee, keyObject) else {
          return false
        }
        dictionary.values.set(place, value.pointee)
        return true
      }
      if isSet { return }
    }
    uniqueDictionary(slot).update(
      (key.pointee, keyObject.pointee), (value.pointee, object.pointee))
  }

  func push(_ word: Int, to slot: UnsafeMutablePointer<AnyObject?>) throws {
    let array = uniqueWords(slot)
    let count = array.elements.count
    if count == array.elements.capacity { try checkGrowth(count) }
    array.elements.append(word)
  }

  func push(_ object: AnyObject?, to slot: UnsafeMutablePointer<AnyObject?>) throws {
    let array = uniqueObjects(slot)
    let count = array.elements.count
    if count == array.elements.capacity { try checkGrowth(count) }
    array.elements.append(object)
  }

  /// An array that is full takes twice its room when it grows.
  private func checkGrowth(_ count: Int) throws {
    guard count < Elements.limit else { throw MachineError.tooLarge("array") }
    try MachineError.checkRoom(for: "room for \(2 * count) elements", bytes: 16 * count)
  }

  @inline(never)
  func push(
    text: UnsafeMutablePointer<AnyObject?>, to slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    if !layout.isAlone(slot) { _ = uniqueString(slot) }
    try borrowing(text, as: StringObject.self) { text in
      try borrowing(slot, as: StringObject.self) { whole in
        if whole.wait(for: text) { return }
        let (count, added) = (whole.byteCount, text.byteCount)
        let size = count + added
        guard size <= Elements.limit else { throw MachineError.tooLarge("text") }
        if size >> 20 != count >> 20 {
          try MachineError.checkRoom(for: "room for a text of \(2 * size) bytes", bytes: 2 * size)
        }
        whole.append(text)
      }
    }
  }

  func elementSlot(
    _ slot: UnsafeMutablePointer<AnyObject?>, _ index: Int
  ) throws -> UnsafeMutablePointer<AnyObject?> {
    let array = uniqueObjects(slot)
    let position = try position(index, array.start, array.elements.count)
    return array.elements.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + position } ?? slot
    }
  }

  func fieldSlot(
    _ slot: UnsafeMutablePointer<AnyObject?>, _ index: Int
  ) -> UnsafeMutablePointer<AnyObject?> {
    uniqueRecord(slot).objects.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + index } ?? slot
    }
  }

  func valueSlot(
    _ slot: UnsafeMutablePointer<AnyObject?>, _ key: Slot
  ) throws -> UnsafeMutablePointer<AnyObject?> {
    let dictionary = uniqueDictionary(slot)
    guard let place = dictionary.place(of: key) else { throw MachineError.unwrappedNil }
    return dictionary.values.objects.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { $0 + place } ?? slot
    }
  }

  func storeWord(
    _ word: Int, in slot: UnsafeMutablePointer<AnyObject?>, at index: Int
  ) throws {
    let array = uniqueWords(slot)
    array[try position(index, array.start, array.count)] = word
  }

  func storeObject(
    _ object: AnyObject?, in slot: UnsafeMutablePointer<AnyObject?>, at index: Int
  ) throws {
    let array = uniqueObjects(slot)
    array.elements[try position(index, array.start, array.elements.count)] = object
  }

  /// Where an element of an array, or of a part of one, stands in memory.
  private func position(_ index: Int, _ start: Int, _ count: Int) throws -> Int {
    let position = index &- start
    guard position >= 0, position < count else {
      throw MachineError.index(index, count: count, from: start)
    }
    return position
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
}
