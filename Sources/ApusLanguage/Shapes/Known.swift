import ApusTensor
import ApusText
import ApusValue

/// What is known of a value before the program runs.
indirect enum Known {
  case unknown
  case tensor(TensorFact)
  /// An Int, a Bool, a Double's bits, a case: the machine's word.
  case word(Int)
  /// An object that is there already, of a type that the program knows.
  case object(AnyObject)
  case list([Known])
  /// An array of so many elements of which all are alike.
  case copies(Known, count: Int)
  /// A tuple, a structure, a case with its payload.
  case record([Known])
  /// An optional with something in it, and one without.
  case some(Known)
  case absent
  case function(UserFunction)
  case closure(KnownClosure)
  /// An instance of a class, by where its fields are remembered.
  case instance(NominalType, InstanceKey)
}

/// The shape of a tensor, and what else messages say about it.
struct TensorFact: Equatable {
  var shape: [Int]
  var dtype: DType?
  var isWeak = false
  /// Where a tensor of this shape was made.
  var origin: Origin?

  /// What messages say about it: `Float32 [2, 3]`.
  var describe: String { "\(dtype?.typeName ?? "Tensor") \(shape)" }

  /// What inspection says about it: `Tensor, shape [2, 3], float32`.
  var summary: String {
    "Tensor, shape \(shape)" + (dtype.map { ", \($0.rawValue)" } ?? "")
  }

  /// Its level in type promotion.
  var promotionLevel: Int { isWeak ? 0 : shape.isEmpty ? 1 : 2 }

  /// The same tensor, wherever it was made.
  static func == (left: TensorFact, right: TensorFact) -> Bool {
    left.shape == right.shape && left.dtype == right.dtype && left.isWeak == right.isWeak
  }
}

/// A line of a program.
package struct Origin: Equatable, Sendable {
  package var source: String
  package var line: Int
}

/// A closure that this program has made, with the addresses of what it sees.
final class KnownClosure {
  let body: FunctionBody
  let environment: [ObjectIdentifier: Int]

  init(_ body: FunctionBody, _ environment: [ObjectIdentifier: Int]) {
    self.body = body
    self.environment = environment
  }
}

/// Which instance: an object that was there before, or a number for one that the program makes.
struct InstanceKey: Hashable {
  var object: Record?
  var number = 0

  static func == (left: InstanceKey, right: InstanceKey) -> Bool {
    left.object === right.object && left.number == right.number
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(object.map(ObjectIdentifier.init))
    hasher.combine(number)
  }
}

extension Known {
  /// A value that is there, as far as its type lets it be read.
  init(word: Int, object: AnyObject?, type: Type) {
    switch type {
    case .int, .bool, .enumeration, .double, .float: self = .word(word)
    case .tensor:
      guard let body = object as? TensorBody else {
        self = .unknown
        return
      }
      self = .tensor(TensorFact(shape: body.shape, dtype: body.dtype, isWeak: body.isWeak))
    case .optional(let wrapped):
      guard let object else {
        self = .absent
        return
      }
      if wrapped.isWord {
        self = .some((object as? WordBox).map { .word($0.word) } ?? .unknown)
      } else if wrapped.wrapped != nil {
        let inner = (object as? ObjectBox)?.object
        self = .some(Known(word: 0, object: inner, type: wrapped))
      } else {
        self = .some(Known(word: 0, object: object, type: wrapped))
      }
    case .nominal(let nominal) where nominal.isWord: self = .word(word)
    case .nominal(let nominal) where nominal.kind == .class:
      self =
        (object as? Record).map { .instance(nominal, InstanceKey(object: $0)) } ?? .unknown
    case .tuple(let elements) where elements.isEmpty: self = .record([])
    case .array, .tuple, .range, .nominal: self = object.map { .object($0) } ?? .unknown
    default: self = .unknown
    }
  }

  /// A field of a record.
  func field(_ index: Int, _ type: Type) -> Known {
    switch self {
    case .record(let fields) where fields.indices.contains(index): fields[index]
    case .object(let object):
      (object as? Record).map { record in
        guard record.words.indices.contains(index) else { return .unknown }
        return Known(word: record.words[index], object: record.objects[index], type: type)
      } ?? .unknown
    default: .unknown
    }
  }

  /// The number of elements of an array.
  var count: Int? {
    switch self {
    case .list(let elements): elements.count
    case .copies(_, let count): count
    case .object(let object as WordArray): object.elements.count
    case .object(let object as ObjectArray): object.elements.count
    default: nil
    }
  }

  /// An element of an array whose index is known to be in range.
  func element(_ index: Int, _ type: Type) -> Known {
    switch self {
    case .list(let elements): elements[index]
    case .copies(let element, _): element
    case .object(let object as WordArray): .word(object.elements[index])
    case .object(let object as ObjectArray):
      Known(word: 0, object: object.elements[index], type: type)
    default: .unknown
    }
  }

  /// Array elements that are Ints, all of them known.
  var ints: [Int]? {
    switch self {
    case .object(let object as WordArray): return Array(object.elements)
    case .list(let elements):
      var result: [Int] = []
      for element in elements {
        guard case .word(let word) = element else { return nil }
        result.append(word)
      }
      return result
    default: return nil
    }
  }

  /// The numbers of an array of pairs of Ints, one behind the other, all of them known.
  var pairs: [Int]? {
    guard let count, count <= 1000 else { return nil }
    let pair = Type.tuple([Type.Element(nil, .int), Type.Element(nil, .int)])
    var result: [Int] = []
    for index in 0..<count {
      for position in 0..<2 {
        guard case .word(let word) = element(index, pair).field(position, .int) else { return nil }
        result.append(word)
      }
    }
    return result
  }

  /// What is known where the value is one or the other.
  func merged(with other: Known) -> Known {
    switch (self, other) {
    case (.tensor(let mine), .tensor(let theirs)) where mine.shape == theirs.shape:
      var fact = mine
      if mine.dtype != theirs.dtype { fact.dtype = nil }
      if mine.isWeak != theirs.isWeak { return .unknown }
      if mine.origin != theirs.origin { fact.origin = nil }
      return .tensor(fact)
    case (.word(let mine), .word(let theirs)) where mine == theirs: return self
    case (.object(let mine), .object(let theirs)) where mine === theirs: return self
    case (.list(let mine), .list(let theirs)) where mine.count == theirs.count:
      return .list(zip(mine, theirs).map { $0.merged(with: $1) })
    case (.record(let mine), .record(let theirs)) where mine.count == theirs.count:
      return .record(zip(mine, theirs).map { $0.merged(with: $1) })
    case (.copies(let mine, let count), .copies(let theirs, let other)) where count == other:
      return .copies(mine.merged(with: theirs), count: count)
    case (.some(let mine), .some(let theirs)): return .some(mine.merged(with: theirs))
    case (.absent, .absent): return .absent
    case (.function(let mine), .function(let theirs)) where mine === theirs: return self
    case (.closure(let mine), .closure(let theirs)) where mine === theirs: return self
    case (.instance(_, let mine), .instance(_, let theirs)) where mine == theirs: return self
    default: return .unknown
    }
  }
}

extension Known {
  /// Whether the same is known.
  func isSame(as other: Known) -> Bool {
    switch (self, other) {
    case (.unknown, .unknown), (.absent, .absent): true
    case (.tensor(let mine), .tensor(let theirs)): mine == theirs
    case (.word(let mine), .word(let theirs)): mine == theirs
    case (.object(let mine), .object(let theirs)): mine === theirs
    case (.list(let mine), .list(let theirs)), (.record(let mine), .record(let theirs)):
      mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
    case (.copies(let mine, let count), .copies(let theirs, let other)):
      count == other && mine.isSame(as: theirs)
    case (.some(let mine), .some(let theirs)): mine.isSame(as: theirs)
    case (.function(let mine), .function(let theirs)): mine === theirs
    case (.closure(let mine), .closure(let theirs)): mine === theirs
    case (.instance(_, let mine), .instance(_, let theirs)): mine == theirs
    default: false
    }
  }
}
