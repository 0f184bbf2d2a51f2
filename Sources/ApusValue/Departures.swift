/// Instances whose last owner has let go of them, and whose classes still have something to do.
package final class Departures {
  /// What they held, each in a new object, in the order in which they went.
  private var arrived: [Record] = []
  fileprivate private(set) var isClosed = false

  package init() {}

  package var isEmpty: Bool { arrived.isEmpty }

  fileprivate func add(_ record: Record) { arrived.append(record) }

  /// Those that have come since this was last asked.
  package func take() -> [Record] {
    defer { arrived = [] }
    return arrived
  }

  /// No one asks any more: instances just go.
  package func close() {
    isClosed = true
    arrived = []
  }
}

/// An instance of a class that has something to do when it goes.
package final class MortalRecord: Record {
  private let departures: Departures

  package init(
    words: ContiguousArray<Int>, objects: ContiguousArray<AnyObject?>, _ departures: Departures
  ) {
    self.departures = departures
    super.init(words: words, objects: objects)
  }

  override var hasFarewell: Bool { !departures.isClosed }

  override func surrender(to rest: inout [Holder]) {
    if departures.isClosed { super.surrender(to: &rest) }
  }

  deinit {
    guard !departures.isClosed else { return }
    departures.add(Record(words: words, objects: objects))
    objects = []
  }
}
