import ApusValue

/// Whether two values of one type are equal, as Swift's `==` has it.
package enum Equality {
  package static func holds(
    _ type: Type, _ left: (word: Int, object: AnyObject?), _ right: (word: Int, object: AnyObject?)
  ) -> Bool {
    switch type {
    case .double:
      Double(bitPattern: UInt64(bitPattern: Int64(left.word)))
        == Double(bitPattern: UInt64(bitPattern: Int64(right.word)))
    case .float:
      Float(bitPattern: UInt32(truncatingIfNeeded: left.word))
        == Float(bitPattern: UInt32(truncatingIfNeeded: right.word))
    case .string, .character, .substring:
      downcast(left.object, StringObject.self)?.string
        == downcast(right.object, StringObject.self)?.string
    case .array(let element), .slice(let element):
      arrays(element, left.object, right.object)
    case .set: sets(left.object, right.object)
    case .opaque:
      downcast(left.object, WordBox.self)?.word == downcast(right.object, WordBox.self)?.word
    case .dictionary(_, let value): dictionaries(value, left.object, right.object)
    case .optional(let wrapped): optionals(wrapped, left.object, right.object)
    case .tuple(let elements):
      records(elements.map(\.type), left.object, right.object)
    case .nominal(let type) where type.hasOwn("=="):
      type.callOwn("==", left, right).map { $0.word != 0 } ?? false
    case .nominal(let type) where !type.isWord: nominals(type, left.object, right.object)
    case .range(_, let bound):
      records([bound, bound], left.object, right.object)
    default: left.word == right.word
    }
  }

  private static func downcast<T: AnyObject>(_ object: AnyObject?, _ type: T.Type) -> T? {
    object.map { unsafeDowncast($0, to: type) }
  }

  private static func arrays(_ element: Type, _ left: AnyObject?, _ right: AnyObject?) -> Bool {
    if element.isWord {
      guard let a = downcast(left, WordArray.self), let b = downcast(right, WordArray.self) else {
        return false
      }
      return a.elements.count == b.elements.count
        && zip(a.elements, b.elements).allSatisfy { holds(element, ($0, nil), ($1, nil)) }
    }
    guard let a = downcast(left, ObjectArray.self), let b = downcast(right, ObjectArray.self)
    else { return false }
    return a.elements.count == b.elements.count
      && zip(a.elements, b.elements).allSatisfy { holds(element, (0, $0), (0, $1)) }
  }

  private static func dictionaries(
    _ value: Type, _ left: AnyObject?, _ right: AnyObject?
  ) -> Bool {
    guard let a = downcast(left, DictionaryObject.self),
      let b = downcast(right, DictionaryObject.self), a.count == b.count
    else { return false }
    return (0..<a.count).allSatisfy { index in
      b.value(for: a.keys[index]).map { holds(value, a.values[index], $0) } ?? false
    }
  }

  private static func sets(_ left: AnyObject?, _ right: AnyObject?) -> Bool {
    guard let a = downcast(left, DictionaryObject.self),
      let b = downcast(right, DictionaryObject.self), a.count == b.count
    else { return false }
    return (0..<a.count).allSatisfy { b.contains(a.keys[$0]) }
  }

  private static func optionals(_ wrapped: Type, _ left: AnyObject?, _ right: AnyObject?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    if wrapped.isWord {
      let (a, b) = (
        unsafeDowncast(left, to: WordBox.self), unsafeDowncast(right, to: WordBox.self)
      )
      return holds(wrapped, (a.word, nil), (b.word, nil))
    }
    if wrapped.wrapped != nil {
      let (a, b) = (
        unsafeDowncast(left, to: ObjectBox.self), unsafeDowncast(right, to: ObjectBox.self)
      )
      return holds(wrapped, (0, a.object), (0, b.object))
    }
    return holds(wrapped, (0, left), (0, right))
  }

  private static func nominals(
    _ type: NominalType, _ left: AnyObject?, _ right: AnyObject?
  ) -> Bool {
    guard type.kind == .enum else { return records(type.fields.map(\.type), left, right) }
    guard let a = downcast(left, Record.self), let b = downcast(right, Record.self),
      a.words[0] == b.words[0]
    else { return false }
    return records([.int] + type.cases[a.words[0]].payload.map(\.type), left, right)
  }

  private static func records(_ types: [Type], _ left: AnyObject?, _ right: AnyObject?) -> Bool {
    guard let a = downcast(left, Record.self), let b = downcast(right, Record.self) else {
      return false
    }
    return types.indices.allSatisfy { index in
      index >= a.words.count
        || holds(
          types[index], (a.words[index], a.objects[index]), (b.words[index], b.objects[index]))
    }
  }
}
