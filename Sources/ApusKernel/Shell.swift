import ApusWire

/// A queue of cells with a thread, a count and a past of its own: the main one, or a subshell.
final class Shell: Sendable {
  /// The name that the front end gives in its messages; the main shell has none.
  let id: String?
  let cells: Worker
  /// What the thread has done so far.
  let progress = Monitor(Progress())

  init(_ id: String?, stack: Int) {
    self.id = id
    cells = Worker(id == nil ? "apus-cells" : "apus-subshell", stack: stack)
  }
}

/// The main shell and the subshells that front ends have made.
///
/// https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html
final class Shells: Sendable {
  /// More would only be made by a front end that has gone mad.
  static let limit = 64

  private struct Subshell {
    let shell: Shell
    /// It takes no new cells, and goes when it has done those it has.
    var isDeleted = false
  }

  let main: Shell
  /// Where functions are called that widgets and their kin ask for: beside the cells of all shells,
  /// so that a button is heard while a cell runs.
  let callbacks: Shell
  private let stack: Int
  private let subshells = Monitor<[Subshell]>([])

  init(stack: Int) {
    self.stack = stack
    main = Shell(nil, stack: stack)
    callbacks = Shell("callbacks", stack: stack)
  }

  /// The shell that a message is for; nil where there is none of that name.
  subscript(id: String?) -> Shell? {
    guard let id else { return main }
    return subshells.withLock { $0.first { $0.shell.id == id && !$0.isDeleted }?.shell }
  }

  /// All that may have a cell to run.
  var all: [Shell] { [main, callbacks] + subshells.withLock { $0.map(\.shell) } }

  /// The names of the subshells, the oldest first.
  var names: [String] {
    subshells.withLock { $0.compactMap { $0.isDeleted ? nil : $0.shell.id } }
  }

  /// Makes a subshell and gives its name; nil where there are too many.
  func create() -> String? {
    subshells.withLock { subshells in
      guard subshells.count < Self.limit else { return nil }
      let id = UUID().description
      subshells.append(Subshell(shell: Shell(id, stack: stack)))
      return id
    }
  }

  /// Deletes a subshell, whose cells that were sent are still done; false where there is none.
  func delete(_ id: String) -> Bool {
    let shell: Shell? = subshells.withLock { subshells in
      let index = subshells.firstIndex { $0.shell.id == id && !$0.isDeleted }
      guard let index else { return nil }
      subshells[index].isDeleted = true
      return subshells[index].shell
    }
    guard let shell else { return false }
    shell.cells.add { [subshells] in
      shell.cells.finish()
      subshells.withLock { $0.removeAll { $0.shell === shell } }
    }
    return true
  }

  /// Waits until no cell runs and none is queued; false where that took too long.
  func waitUntilIdle(nanoseconds: UInt64) -> Bool {
    let deadline = Timekeeper.system.uptime() + nanoseconds
    return all.allSatisfy { shell in
      let now = Timekeeper.system.uptime()
      return shell.cells.waitUntilIdle(nanoseconds: deadline > now ? deadline - now : 0)
    }
  }

  func finish() {
    for shell in all { shell.cells.finish() }
  }
}
