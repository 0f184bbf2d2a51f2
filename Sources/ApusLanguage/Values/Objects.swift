import ApusDisplay
import ApusText
import ApusValue

/// A function as a value: what to run and what it captured.
package final class ClosureObject {
  package let chunk: Chunk
  package let words: [Int]
  package let objects: ContiguousArray<AnyObject?>
  /// What a compiled program's closure does instead of the chunk; only builtins call such a one.
  package let native: ((Registers) throws -> Void)?

  package init(chunk: Chunk, words: [Int], objects: ContiguousArray<AnyObject?>) {
    self.chunk = chunk
    self.words = words
    self.objects = objects
    native = nil
  }

  /// A function of a compiled program: it finds its arguments in the registers and leaves its
  /// result at index 0.
  package init(_ native: @escaping (Registers) throws -> Void) {
    chunk = Chunk(name: "closure", source: SourceText("", name: "program"))
    words = []
    objects = []
    self.native = native
  }
}

/// A value together with its type, as `Any` holds it.
package final class AnyObjectBox {
  package let type: Type
  package let word: Int
  package let object: AnyObject?

  package init(type: Type, word: Int, object: AnyObject?) {
    self.type = type
    self.word = word
    self.object = object
  }
}

/// A type that only the running program knows.
package final class TypeObject {
  package let type: Type

  package init(_ type: Type) {
    self.type = type
  }
}

/// What a `weak` or `unowned` variable holds.
package final class WeakReference {
  package private(set) weak var object: AnyObject?
  /// The type that the instance stood in a box with, where the variable is of protocol type.
  private let type: Type?

  package init(_ value: AnyObject?) {
    let box = value as? AnyObjectBox
    object = box.map(\.object) ?? value
    type = box?.type
  }

  /// The instance as the variable holds it; nil where it has gone.
  package var value: AnyObject? {
    guard let object, let type else { return object }
    return AnyObjectBox(type: type, word: 0, object: object)
  }
}

extension AnyObjectBox {
  /// Whether two references are to the same instance, which may be in a box.
  static func areSame(_ left: AnyObject?, _ right: AnyObject?) -> Bool {
    func instance(_ object: AnyObject?) -> AnyObject? {
      (object as? AnyObjectBox).map(\.object) ?? object
    }
    return instance(left) === instance(right)
  }
}

/// Something that is there to be shown, such as a plot.
package final class DisplayObject {
  package let bundle: MIMEBundle

  package init(_ bundle: MIMEBundle) {
    self.bundle = bundle
  }
}
