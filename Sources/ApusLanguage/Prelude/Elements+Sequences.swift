import ApusGrad
import ApusTensor
import ApusValue

// Any sequence as its elements, and back.
extension Elements {
  /// The elements of a value; not more than the first few of those that have to be made.
  init(of sequence: Type, _ object: AnyObject?, first: Int = .max) throws {
    let element = sequence.element ?? .invalid
    switch sequence {
    case .set, .dictionary:
      self = Self.elements(held(object, as: DictionaryObject.self), sequence, first)
    case .string, .substring:
      let text = held(object, as: StringObject.self)
      self.init(
        element,
        objects: ContiguousArray(text.string.prefix(first).map { StringObject(String($0)) }),
        start: text.start)
    case .range:
      let range = held(object, as: Record.self)
      self.init(element, words: try Self.numbers(range, sequence, first), start: range.words[0])
    case .tensor:
      let rows = try Differentiation.rows(of: Tensor(held(object, as: TensorBody.self)))
      self.init(element, objects: ContiguousArray(rows.map { $0.body }))
    default: self.init(element, object)
    }
  }

  private static func elements(
    _ all: DictionaryObject, _ type: Type, _ first: Int
  ) -> Elements {
    guard case .dictionary = type else { return all.keys }
    var pairs = Elements(type.element ?? .invalid)
    for index in 0..<Swift.min(all.count, first) {
      pairs.append((0, BuiltinCall.record(all.keys[index], all.values[index])))
    }
    return pairs
  }

  /// How many elements a value has, without making them.
  static func count(of sequence: Type, _ object: AnyObject?) throws -> Int {
    switch sequence {
    case .set, .dictionary: return held(object, as: DictionaryObject.self).count
    case .string, .substring: return held(object, as: StringObject.self).characterCount
    case .range(let kind, .int) where kind == .range || kind == .closed:
      let bounds = held(object, as: Record.self).words
      let (steps, isTooLarge) = bounds[1].subtractingReportingOverflow(bounds[0])
      guard !isTooLarge, kind == .range || steps < Int.max else { throw MachineError.overflow }
      return kind == .range ? steps : steps + 1
    default: return try Elements(of: sequence, object).count
    }
  }

  /// A sequence of a type with these elements, as the machine holds it.
  func object(as sequence: Type) -> AnyObject {
    switch sequence {
    case .slice: return slice
    case .string: return StringObject(joined(""))
    case .substring: return StringObject(joined(""), start: start)
    case .set(let element):
      let set = DictionaryObject(keys: element, values: .void)
      for index in 0..<count { set.update(self[index], (0, nil)) }
      return set
    case .range:
      // A part of a range without numbers still has its place.
      let end = count == 0 ? start : words[count - 1] &+ 1
      return Record(words: [count == 0 ? start : words[0], end], objects: [nil, nil])
    default: return object
    }
  }

  /// The texts one after the other.
  func joined(_ separator: String) -> String {
    var text = ""
    for (index, part) in objects.enumerated() {
      if index > 0 { text += separator }
      text += held(part, as: StringObject.self).string
    }
    return text
  }

  /// The index of a position, in the collection that they come from.
  func index(of position: Int, in collection: Type) -> Int {
    guard collection.index == .stringIndex else { return start + position }
    return objects[..<position].reduce(start) {
      $0 + held($1, as: StringObject.self).string.utf8.count
    }
  }

  /// The position of an index; nil where there is none, but the end is one.
  func position(of index: Int, in collection: Type) -> Int? {
    guard collection.index == .stringIndex else {
      let (position, isTooLarge) = index.subtractingReportingOverflow(start)
      return isTooLarge || position < 0 || position > count ? nil : position
    }
    var place = start
    for (position, part) in objects.enumerated() {
      if place >= index { return place == index ? position : nil }
      place += held(part, as: StringObject.self).string.utf8.count
    }
    return place == index ? count : nil
  }
}

// The numbers of ranges and strides.
extension Elements {
  private static func numbers(
    _ range: Record, _ type: Type, _ first: Int
  ) throws -> ContiguousArray<Int> {
    guard case .range(let kind, let bound) = type else { return [] }
    let (from, to) = (range.words[0], range.words[1])
    switch kind {
    case .range:
      return ContiguousArray(try limited(from, first < to &- from ? from + first : to))
    case .closed:
      // The last Int has no successor.
      if to &- from >= first, first < .max { return ContiguousArray(from..<(from + first)) }
      guard to == .max else { return ContiguousArray(try limited(from, to + 1)) }
      var numbers = ContiguousArray(try limited(from, to))
      numbers.append(to)
      return numbers
    case .strideTo, .strideThrough:
      if bound == .double { return try strideDoubles(range, isThrough: kind == .strideThrough) }
      let step = range.words[2]
      let steps = Double(to) / Double(step) - Double(from) / Double(step)
      guard steps < 0x1p32 else {
        throw MachineError(
          "memory", "an array of the numbers from \(from) to \(to) by \(step) is too large")
      }
      return kind == .strideTo
        ? ContiguousArray(Swift.stride(from: from, to: to, by: step))
        : ContiguousArray(Swift.stride(from: from, through: to, by: step))
    case .from, .upTo, .through: return []
    }
  }

  private static func limited(_ from: Int, _ to: Int) throws -> Range<Int> {
    let (count, isTooLarge) = to.subtractingReportingOverflow(from)
    guard !isTooLarge, count < 1 << 32 else {
      throw MachineError("memory", "an array of the numbers from \(from) to \(to) is too large")
    }
    try MachineError.checkRoom(
      for: "an array of the numbers from \(from) to \(to)", bytes: 8 * Swift.max(count, 0))
    return from..<Swift.max(from, to)
  }

  private static func strideDoubles(
    _ range: Record, isThrough: Bool
  ) throws -> ContiguousArray<Int> {
    let bounds = range.words.map { Double(bits: $0) }
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
    return ContiguousArray(values.map(\.word))
  }
}

extension Double {
  /// The number that a word of the machine holds.
  init(bits word: Int) {
    self.init(bitPattern: UInt64(bitPattern: Int64(word)))
  }

  /// As the machine holds it.
  var word: Int { Int(Int64(bitPattern: bitPattern)) }
}

extension Float {
  init(bits word: Int) {
    self.init(bitPattern: UInt32(truncatingIfNeeded: word))
  }

  var word: Int { Int(bitPattern) }
}
