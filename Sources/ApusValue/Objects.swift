// How the machine holds values: a scalar (Int, Double, Float, Bool, a case of a payload-free enum)
// is one word; everything else is an object. A register, a field and a captured variable each have
// a word and an object under the same index, and the static type says which of the two is meant.

/// An array whose elements are objects; of a part of an array, `start` is the first one's index.
package final class ObjectArray: Holder {
  package var elements: ContiguousArray<AnyObject?>
  package let start: Int

  package init(_ elements: ContiguousArray<AnyObject?>, start: Int = 0) {
    self.elements = elements
    self.start = start
  }

  override func surrender(to rest: inout [Holder]) { Self.surrender(&elements, to: &rest) }

  deinit { letGo() }
}

/// A tuple, a range, a structure: field `i` is `words[i]` or `objects[i]`.
package class Record: Holder {
  package final var words: ContiguousArray<Int>
  package final var objects: ContiguousArray<AnyObject?>

  package init(words: ContiguousArray<Int>, objects: ContiguousArray<AnyObject?>) {
    self.words = words
    self.objects = objects
  }

  override func surrender(to rest: inout [Holder]) { Self.surrender(&objects, to: &rest) }

  deinit { letGo() }
}

/// A word on the heap: a captured variable, or an optional's payload.
package final class WordBox {
  package var word: Int

  package init(_ word: Int) {
    self.word = word
  }
}

/// An object reference on the heap: a captured variable, or the payload of a nested optional.
package final class ObjectBox: Holder {
  package var object: AnyObject?

  package init(_ object: AnyObject?) {
    self.object = object
  }

  override func surrender(to rest: inout [Holder]) { Self.surrender(&object, to: &rest) }

  deinit { letGo() }
}
