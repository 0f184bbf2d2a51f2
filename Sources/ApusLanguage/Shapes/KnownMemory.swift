/// What is known of every variable at one point of a path through the program.
struct KnownMemory {
  /// Local variables, by their address; what is missing is not known.
  var locals: [Int: Known] = [:]
  /// The session's variables that this program has changed, by their index.
  var globals: [Int: Known] = [:]
  /// Fields that this program has given to instances.
  var fields: [InstanceKey: [Int: Known]] = [:]
  /// Whether fields of instances that were there before may have changed.
  var hasLostInstances = false

  /// What is known after either of two paths.
  func merged(with other: KnownMemory) -> KnownMemory {
    var result = self
    result.locals = Self.merge(locals, other.locals)
    // A variable that only one path has changed is, on the other, what it was at the start.
    for (index, value) in globals {
      result.globals[index] = other.globals[index].map { value.merged(with: $0) } ?? .unknown
    }
    for index in other.globals.keys where globals[index] == nil {
      result.globals[index] = .unknown
    }
    for (key, mine) in fields {
      let theirs = other.fields[key] ?? [:]
      var merged: [Int: Known] = [:]
      for index in Set(mine.keys).union(theirs.keys) {
        if let a = mine[index], let b = theirs[index] {
          merged[index] = a.merged(with: b)
        } else {
          merged[index] = .unknown
        }
      }
      result.fields[key] = merged
    }
    for (key, theirs) in other.fields where fields[key] == nil {
      result.fields[key] = theirs.mapValues { _ in .unknown }
    }
    result.hasLostInstances = hasLostInstances || other.hasLostInstances
    return result
  }

  /// An address that one path does not know belongs to a variable of the other alone.
  private static func merge(_ a: [Int: Known], _ b: [Int: Known]) -> [Int: Known] {
    a.merging(b) { $0.merged(with: $1) }
  }

  /// Whether the same is known of all that the other one knows; new local variables do not count.
  func isSame(as other: KnownMemory) -> Bool {
    hasLostInstances == other.hasLostInstances
      && other.locals.allSatisfy { address, value in
        locals[address]?.isSame(as: value) ?? false
      }
      && globals.count == other.globals.count
      && globals.allSatisfy { other.globals[$0]?.isSame(as: $1) ?? false }
      && other.fields.allSatisfy { key, fields in
        let mine = self.fields[key] ?? [:]
        return mine.count == fields.count
          && fields.allSatisfy { mine[$0]?.isSame(as: $1) ?? false }
      }
      && self.fields.keys.allSatisfy { $0.object == nil || other.fields[$0] != nil }
  }

  /// Forgets what instances hold.
  mutating func forgetInstances() {
    fields = [:]
    hasLostInstances = true
  }
}
