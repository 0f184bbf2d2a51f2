// How the machine holds values: a scalar (Int, Double, Float, Bool, a case of a payload-free enum)
// is one word; everything else is an object. A register, a field and a captured variable each have
// a word and an object under the same index, and the static type says which of the two is meant.

/// A string.
package final class StringObject {
  package var string: String

  package init(_ string: String) {
    self.string = string
  }
}

/// An array whose elements are words.
package final class WordArray {
  package var elements: ContiguousArray<Int>

  package init(_ elements: ContiguousArray<Int>) {
    self.elements = elements
  }
}

/// An array whose elements are objects.
package final class ObjectArray {
  package var elements: ContiguousArray<AnyObject?>

  package init(_ elements: ContiguousArray<AnyObject?>) {
    self.elements = elements
  }
}

/// A tuple, a range, a structure: field `i` is `words[i]` or `objects[i]`.
package final class Record {
  package var words: ContiguousArray<Int>
  package var objects: ContiguousArray<AnyObject?>

  package init(words: ContiguousArray<Int>, objects: ContiguousArray<AnyObject?>) {
    self.words = words
    self.objects = objects
  }
}

/// A word on the heap: a captured variable, or an optional's payload.
package final class WordBox {
  package var word: Int

  package init(_ word: Int) {
    self.word = word
  }
}

/// An object reference on the heap: a captured variable, or the payload of a nested optional.
package final class ObjectBox {
  package var object: AnyObject?

  package init(_ object: AnyObject?) {
    self.object = object
  }
}
