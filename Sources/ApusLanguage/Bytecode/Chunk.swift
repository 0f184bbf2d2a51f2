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
  /// Where errors go that are thrown here; of several that cover an instruction the first counts.
  package var handlers: [Handler] = []
  /// Chunks of the closures made here.
  package var closures: [Chunk] = []
  package var registerCount = 0
  package var parameterCount = 0
  /// What it is called with, without `self`, for messages.
  package var parameterNames: [String] = []
  /// Of a member function the type of `self`, which is in the first register.
  package var owner: Type?
  /// For each capture, which follow the parameters, whether it is a word.
  package var captures: [Bool] = []
  /// Parameters that keep their last value for the caller; the result then stands behind all
  /// parameters.
  package var inoutParameters: [Int] = []
  /// Whether any register ever holds an object, so that a return has to let them go.
  package var holdsObjects = false
  /// What a debugger has to know of it.
  package var landmarks = Landmarks()

  /// The instructions where the machine reads them, once the chunk is sealed.
  private(set) var code: UnsafePointer<Instruction>
  private var owned: UnsafeMutablePointer<Instruction>
  /// The constants and the calls there, too.
  private(set) var wordTable: UnsafeMutablePointer<Int>
  private(set) var siteTable: UnsafeMutablePointer<Unmanaged<CallSite>>
  private(set) var objectTable: UnsafeMutablePointer<AnyObject?>
  private var objectCount = 0
  /// The statements that the machine stops at.
  private var stops: Set<Int> = []

  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
    owned = .allocate(capacity: 0)
    code = UnsafePointer(owned)
    wordTable = .allocate(capacity: 0)
    siteTable = .allocate(capacity: 0)
    objectTable = .allocate(capacity: 0)
  }

  /// Fixes the instructions in memory.
  package func seal() {
    deallocate()
    wordTable = .allocate(capacity: words.count)
    wordTable.initialize(from: words, count: words.count)
    siteTable = .allocate(capacity: sites.count)
    for (index, site) in sites.enumerated() {
      (siteTable + index).initialize(to: .passUnretained(site))
    }
    objectTable = .allocate(capacity: objects.count)
    for (index, object) in objects.enumerated() { (objectTable + index).initialize(to: object) }
    objectCount = objects.count
    let fused = Fusion.fused(instructions)
    let room = fused.count + landmarks.statements.count * Chunk.detourLength
    owned = .allocate(capacity: room)
    owned.initialize(repeating: Instruction(.exit), count: room)
    owned.update(from: fused, count: fused.count)
    layDetours(at: owned + fused.count)
    code = UnsafePointer(owned)
  }

  /// Stops the machine at some statements, and at no others.
  ///
  /// Between stops no instructions are done together, since they would pass them by.
  func stop(atStatements numbers: Set<Int>) {
    guard numbers != stops else { return }
    stops = numbers
    owned.update(
      from: numbers.isEmpty ? Fusion.fused(instructions) : instructions, count: instructions.count)
    for number in numbers { owned[landmarks.statements[number].instruction].opcode = .stop }
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
    for case let descriptor as ClassDescriptor in objects {
      found += descriptor.functions + descriptor.deinitializers
    }
    return found + closures.flatMap(\.needed)
  }

  private func deallocate() {
    owned.deallocate()
    wordTable.deallocate()
    siteTable.deallocate()
    objectTable.deinitialize(count: objectCount)
    objectTable.deallocate()
  }

  deinit { deallocate() }
}

/// What is done with an error that instructions from `start` up to `end` throw.
package struct Handler {
  package var start: Int
  package var end: Int
  /// The instruction to go on with.
  package var target: Int
  /// Where the error is put, and behind it the way it came.
  ///
  /// From there on no register holds anything that is still needed.
  package var register: Int
  /// Whether it is the program's own `catch` or `try?`, and not what is done on an error's way.
  package var isCatch = false
}

/// A call of a prelude row: which, with which types, and where its arguments stand.
package final class CallSite: Sendable {
  package struct GenericBinding: Sendable {
    package let parameter: String
    package let type: Type

    package init(parameter: String, type: Type) {
      self.parameter = parameter
      self.type = type
    }
  }

  package let callable: Callable
  /// What the row's generic parameters are bound to; few enough to look through.
  package let bindings: [GenericBinding]
  /// The arguments in the first form's order; nil for an omitted one.
  package let arguments: [Span?]
  package let argumentCount: Int
  /// Registers behind the result that hold no argument any more after the call.
  let spent: Range<Int>

  package init(
    callable: Callable, bindings: [String: Type], arguments: [Span?], argumentCount: Int
  ) {
    self.callable = callable
    self.bindings = Self.list(bindings)
    self.arguments = arguments
    self.argumentCount = argumentCount
    spent = (callable.result.isWord ? 0 : 1)..<max(1, argumentCount)
  }

  package static func list(_ bindings: [String: Type]) -> [GenericBinding] {
    bindings.map { GenericBinding(parameter: $0, type: $1) }
  }
}
