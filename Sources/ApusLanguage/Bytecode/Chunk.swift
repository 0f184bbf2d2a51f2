import ApusText
import ApusValue

/// The compiled form of a cell or a function.
package final class Chunk {
  package let name: String
  package let source: SourceText
  package var instructions: [Instruction] = []
  /// Where each instruction comes from.
  package var spans: [Span] = []
  package var words: [Int] = []
  package var objects: [AnyObject] = []
  package var types: [Type] = []
  package var sites: [CallSite] = []
  /// Chunks of the closures made here.
  package var closures: [Chunk] = []
  package var registerCount = 0
  package var parameterCount = 0
  /// For each capture, which follow the parameters, whether it is a word.
  package var captures: [Bool] = []
  /// Parameters that keep their last value for the caller; the result then stands behind all
  /// parameters.
  package var inoutParameters: [Int] = []
  /// Whether any register ever holds an object, so that a return has to let them go.
  package var holdsObjects = false

  /// The instructions where the machine reads them, once the chunk is sealed.
  private(set) var code: UnsafePointer<Instruction>
  private var owned: UnsafeMutablePointer<Instruction>

  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
    owned = .allocate(capacity: 0)
    code = UnsafePointer(owned)
  }

  /// Fixes the instructions in memory.
  package func seal() {
    owned.deallocate()
    owned = .allocate(capacity: instructions.count)
    owned.initialize(from: instructions, count: instructions.count)
    code = UnsafePointer(owned)
  }

  /// Indices of functions that its code may call.
  package var needed: [Int] {
    var found: [Int] = []
    for instruction in instructions {
      switch instruction.opcode {
      case .callFunction, .functionValue: found.append(instruction.wide)
      default: break
      }
    }
    for case let descriptor as ClassDescriptor in objects { found += descriptor.functions }
    return found + closures.flatMap(\.needed)
  }

  deinit {
    owned.deallocate()
  }
}

/// A call of a prelude row: which, with which types, and where its arguments stand.
package struct CallSite {
  package struct GenericBinding {
    package var parameter: String
    package var type: Type
  }

  package var callable: Callable
  /// What the row's generic parameters are bound to; few enough to look through.
  package var bindings: [GenericBinding]
  /// The arguments in the first form's order; nil for an omitted one.
  package var arguments: [Span?]
  package var argumentCount: Int

  package init(
    callable: Callable, bindings: [String: Type], arguments: [Span?], argumentCount: Int
  ) {
    self.callable = callable
    self.bindings = Self.list(bindings)
    self.arguments = arguments
    self.argumentCount = argumentCount
  }

  package static func list(_ bindings: [String: Type]) -> [GenericBinding] {
    bindings.map { GenericBinding(parameter: $0, type: $1) }
  }
}
