/// The machine's calls, innermost first, each with the instruction at which it stands; nil where that
/// is not known, as below a `description` that the machine has called by itself.
struct CallsInProgress: Sequence, IteratorProtocol {
  private let machine: Machine
  private var frame: UnsafeMutablePointer<Machine.Frame>
  private var index: Int?
  /// The calls of rows through which functions were called from outside, outermost first.
  private var sites: ArraySlice<CallSite>

  /// The running call stands at an instruction; the rows are those around it.
  init(_ machine: Machine, at index: Int?, sites: ArraySlice<CallSite>) {
    self.machine = machine
    self.index = index
    self.sites = sites
    frame = machine.frame
  }

  mutating func next() -> (frame: UnsafeMutablePointer<Machine.Frame>, index: Int?)? {
    guard frame > machine.frames else { return nil }
    defer { stepOut() }
    return (frame, index)
  }

  private mutating func stepOut() {
    let back = frame.pointee.returnTo
    frame -= 1
    let caller = frame.pointee.chunk.takeUnretainedValue()
    if back != UnsafePointer(machine.exit + 1) {
      index = caller.index(of: back - 1)
    } else {
      index = sites.last.flatMap { caller.index(ofSite: $0) }
      if index != nil { sites.removeLast() }
    }
  }
}

extension Chunk {
  /// The instruction that calls a row at a site.
  func index(ofSite site: CallSite) -> Int? {
    instructions.firstIndex { $0.opcode == .callRow && sites[$0.wide] === site }
  }
}
