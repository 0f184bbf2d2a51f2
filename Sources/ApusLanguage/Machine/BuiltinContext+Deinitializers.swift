import ApusValue

// What instances do when they go: the `deinit` of their class and of those it inherits from, and
// then what they held goes, in the order in which it is declared.
extension BuiltinContext {
  /// Runs what the instances that have gone have still to do; of a long list one after the other.
  final func endInstances() throws {
    var waiting = arrived()
    while let (record, first) = waiting.popLast() {
      if first == 0 { try deinitialize(record) }
      for index in first..<record.objects.count where record.objects[index] != nil {
        record.objects[index] = nil
        guard !departures.isEmpty else { continue }
        // What went with this property has its turn before the next one goes.
        if index + 1 < record.objects.count { waiting.append((record, index + 1)) }
        waiting += arrived()
        break
      }
    }
  }

  /// Those that have gone, the first one last, and which of their properties goes next.
  private func arrived() -> [(Record, Int)] { departures.take().reversed().map { ($0, 0) } }

  private func deinitialize(_ record: Record) throws {
    let descriptor = held(record.objects[0], as: ClassDescriptor.self)
    for function in descriptor.deinitializers {
      _ = try call(function: function, [(0, record)])
    }
  }

  /// Where an error of the program ends a cell, what went on its way is done; a mistake ends all.
  final func endAfterFailure(_ error: any Error, isThrown: Bool) {
    if isThrown { try? endInstances() }
    while !departures.isEmpty { _ = departures.take() }
  }
}
