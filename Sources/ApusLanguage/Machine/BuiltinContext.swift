import ApusValue

/// What a builtin has around it: who shows its output, and who runs the functions it is given.
///
/// `Machine` is the one that programs run on; the tests have another.
package class BuiltinContext {
  /// Where what a cell prints and shows goes.
  package final var host: (any Host)?

  /// Who else may use the machine while it waits.
  final let turns = Turns()

  /// What it is told of types whose values are looked at when a cell runs.
  final var dynamic = DynamicTypes()
  /// What went wrong in a function that printing or comparing a value called.
  final var pendingError: (any Error)?

  /// Instances that have gone and whose `deinit` is still to run.
  package final let departures = Departures()

  /// The calls of rows in progress, outermost first, while it may be asked where they stand.
  final var rowSites: [CallSite] = []

  /// The widgets that front ends know; nil in a compiled program.
  final var widgets: WidgetList?
  /// Calls a function of the program later, in turn with the cells; nil in a compiled program.
  final var callBack: ((ClosureObject, any Host) -> Void)?

  package init() {}

  /// Where the running call of a row stands; nil where the program cannot be asked.
  var standing: AnyObject? { nil }

  /// Calls a function value; the arguments are put by `prepare` into the window's registers, where
  /// the result then is at index 0.
  package func call(
    _ closure: ClosureObject, prepare: (Registers) -> Void
  ) throws -> Registers {
    throw MachineError.earlyClosure
  }

  /// Calls one of the session's functions.
  package func call(function index: Int, _ arguments: [Slot]) throws -> Slot {
    throw MachineError.earlyClosure
  }

  /// The object in a slot for changing: itself where nothing else refers to it, otherwise a copy.
  private final func unique<T: AnyObject>(
    _ slot: UnsafeMutablePointer<AnyObject?>, copy: (T) -> T
  ) -> T {
    let isUnique = isKnownUniquelyReferenced(&slot.pointee)
    let object = held(slot.pointee, as: T.self)
    if isUnique { return object }
    let own = copy(object)
    slot.pointee = own
    return own
  }

  final func uniqueWords(_ slot: UnsafeMutablePointer<AnyObject?>) -> WordArray {
    unique(slot) { WordArray(copying: $0) }
  }

  final func uniqueObjects(_ slot: UnsafeMutablePointer<AnyObject?>) -> ObjectArray {
    unique(slot) { ObjectArray($0.elements, start: $0.start) }
  }

  final func uniqueRecord(_ slot: UnsafeMutablePointer<AnyObject?>) -> Record {
    unique(slot) { Record(words: $0.words, objects: $0.objects) }
  }

  final func uniqueString(_ slot: UnsafeMutablePointer<AnyObject?>) -> StringObject {
    unique(slot) { StringObject($0.string, start: $0.start) }
  }

  final func uniqueDictionary(_ slot: UnsafeMutablePointer<AnyObject?>) -> DictionaryObject {
    unique(slot) { DictionaryObject($0) }
  }
}
