import ApusTensor
import ApusValue

/// Why the machine stopped, as data; `RuntimeErrors` and the call's place make a diagnostic of it.
package struct MachineError: Error {
  package var id: String
  /// One sentence without a full stop.
  package var message: String
  package var help: String?
  /// What to say under argument `i` of the call that failed.
  package var operands: [Int: String] = [:]
  /// Message and help with marks where they name arguments.
  package var marked: TensorError.Marked?

  package init(
    _ id: String, _ message: String, help: String? = nil, operands: [Int: String] = [:]
  ) {
    self.id = id
    self.message = message
    self.help = help
    self.operands = operands
  }
}

extension MachineError {
  /// What is wrong with a file.
  static let file = "file"

  static let interrupted = MachineError("interrupted", "the cell was interrupted")
  static let outOfSteps = MachineError("steps", "the cell did more steps than it may")
  static let overflow = MachineError(
    "overflow", "the result is too large for an Int",
    help: "Int goes to \(Int.max); a Double goes further")
  static let divisionByZero = MachineError("division-by-zero", "division by zero")
  static let unwrappedNil = MachineError(
    "unwrapped-nil", "this is nil, so there is nothing to unwrap",
    help: "use 'if let' or '??' where it may be nil")
  static let tooDeep = MachineError(
    "recursion", "the calls go too deep: more than \(Machine.frameLimit) of them",
    help: "does the function call itself without an end?")
  static let tooNested = MachineError(
    "recursion",
    "the calls go too deep: more than \(Machine.nestingLimit) of them through map and its kin",
    help: "does the function call itself without an end?")
  static func tooLarge(_ what: String) -> MachineError {
    MachineError("memory", "this \(what) would be too large for the memory")
  }

  /// Refuses what would take so many bytes more than there are, before they are taken.
  static func checkRoom(for what: @autoclosure () -> String, bytes: Int) throws {
    guard !MemoryLimit.allows(bytes) else { return }
    throw MachineError(
      "memory",
      "\(what()) needs \(MemoryLimit.amount(bytes)) of memory; "
        + "Apus may use \(MemoryLimit.amount(MemoryLimit.bytes)) in all", help: memoryHelp)
  }

  /// The cell has grown bit by bit.
  static var outOfMemory: MachineError {
    MachineError(
      "memory",
      "the variables hold more memory than Apus may use, "
        + MemoryLimit.amount(MemoryLimit.bytes), help: memoryHelp)
  }

  private static let memoryHelp =
    "what was there before this cell is still there; APUS_MEMORY sets the limit"

  static let earlyClosure = MachineError(
    "used-early", "this function is called before the line that declares it")

  static let inUse = MachineError(
    "in-use", "this variable has no value now: it is not set yet, or a call is changing it",
    help: "a call that changes a variable has it for itself")
  static let emptyField = MachineError(
    "used-early", "this property has no value yet", help: "assign it in the initialiser first")

  /// `try!` on a call that threw.
  static func unexpected(_ error: AnyObjectBox) -> MachineError {
    MachineError(
      "unexpected-error", "'try!' met an error: \(ValueText.qualified(error))",
      help: "catch it with do { try … } catch { … }")
  }

  static func uncaught(_ error: AnyObjectBox) -> MachineError {
    MachineError(
      "uncaught-error", "this error was thrown and not caught: \(ValueText.qualified(error))")
  }

  static func index(_ index: Int, count: Int, from start: Int = 0) -> MachineError {
    guard start == 0 else {
      return MachineError(
        "index-out-of-range",
        "index \(index) is out of range: this part of an array goes from \(start) to "
          + "\(start + count - 1)",
        help: "a part keeps the array's indices; Array(…) makes an array that counts from 0")
    }
    return MachineError(
      "index-out-of-range",
      count == 0
        ? "the array is empty, so there is no index \(index)"
        : "index \(index) is out of range: the array has \(count) element\(count == 1 ? "" : "s")",
      help: index < 0 && count > 0
        ? "an array counts from 0; its last element is .last, or [x.count - 1]" : nil)
  }

  /// An index that a collection of some type does not have.
  static func index(_ index: Int, of type: Type, _ all: Elements) -> MachineError {
    guard type.index == .stringIndex else {
      return .index(index, count: all.count, from: all.start)
    }
    return MachineError(
      "index-out-of-range",
      "there is no character at this index: the text has \(all.count) "
        + (all.count == 1 ? "character" : "characters"))
  }

  /// A range of indices that a collection of some type does not have.
  static func range(
    _ kind: RangeKind, _ bounds: ContiguousArray<Int>, of type: Type, _ all: Elements
  ) -> MachineError {
    let range =
      switch kind {
      case .range: "\(bounds[0])..<\(bounds[1])"
      case .closed: "\(bounds[0])...\(bounds[1])"
      case .from: "\(bounds[0])..."
      case .upTo: "..<\(bounds[0])"
      case .through: "...\(bounds[0])"
      case .strideTo, .strideThrough: "\(kind.rawValue)"
      }
    if type.index == .stringIndex {
      return MachineError("index-out-of-range", "this range goes beyond the ends of the text")
    }
    guard all.start == 0 else {
      return MachineError(
        "index-out-of-range",
        "the range \(range) is out of range: this part of an array goes from \(all.start) to "
          + "\(all.start + all.count - 1)")
    }
    return MachineError(
      "index-out-of-range",
      "the range \(range) is out of range: the array has \(all.count) "
        + (all.count == 1 ? "element" : "elements"))
  }

  static func range(_ lower: Int, _ upper: Int) -> MachineError {
    range("\(lower)", "\(upper)", isNumber: true, isInt: true)
  }

  /// A range whose bounds are in the wrong order, or no numbers.
  static func range(
    _ lower: String, _ upper: String, isNumber: Bool, isInt: Bool
  ) -> MachineError {
    MachineError(
      "range",
      isNumber
        ? "a range goes upwards, but \(lower) is greater than \(upper)"
        : "a range goes from one number to another, not from \(lower) to \(upper)",
      help: isInt ? "count down with stride(from: \(lower), to: \(upper), by: -1)" : nil)
  }

  static func notAnInt(_ value: Double) -> MachineError {
    MachineError(
      "conversion",
      value.isFinite ? "\(value) is outside what an Int can hold" : "\(value) is no Int")
  }

  static func unset(_ name: String) -> MachineError {
    MachineError("used-early", "'\(name)' has no value yet", help: "run the line that declares it")
  }

  static func hole(_ text: String) -> MachineError {
    MachineError("hole", text)
  }

  /// The engine's refusal; its operation is named by the sentence.
  package init(_ error: TensorError) {
    self.init(
      error.id,
      error.operation.isEmpty || error.operation == "subscript"
        || error.message.hasPrefix(error.operation)
        ? error.message : "\(error.operation): \(error.message)",
      help: error.help, operands: error.operands)
    marked = error.marked
  }

  static func cast(_ type: Type, to wanted: Type) -> MachineError {
    MachineError(
      "cast", "a value of type '\(type)' is no '\(wanted)'",
      help: "ask first: 'if let x = value as? \(wanted)'")
  }
}
