import ApusValue

/// An error of the program on its way to a `catch`.
struct Thrown: Error, @unchecked Sendable {
  let error: AnyObjectBox
  /// Whether the way it has come already says where the running call stands.
  var isNoted = false
}

extension Machine {
  /// The handler for an error thrown at an instruction, in the calls above `depth`; the calls
  /// above the handler's are taken off, and the error is where the handler wants it.
  func catches(
    _ error: any Error, from start: UnsafePointer<Instruction>, above depth: Int
  ) -> Handler? {
    guard let thrown = error as? Thrown else { return nil }
    var address = start
    var index = frames.count
    while index > depth {
      index -= 1
      let chunk = frames[index].chunk.takeUnretainedValue()
      let offset = address - chunk.code
      if let handler = chunk.handlers.first(where: { $0.start <= offset && offset < $0.end }) {
        let end = takeOff(downTo: index, at: start, isNoted: thrown.isNoted)
        let first = frames[index].base
        clear(from: first + handler.top, to: end)
        frames.removeLast(frames.count - index - 1)
        objects[first + handler.register] = thrown.error
        objects[first + handler.register + 1] = Way(failure)
        failure = []
        return handler
      }
      if let returnTo = frames[index].returnTo { address = returnTo - 1 }
    }
    return nil
  }

  /// Takes the calls above `depth` off after an error, noting where each one stood and letting go
  /// of what their registers hold.
  func uncaught(
    _ error: any Error, from start: UnsafePointer<Instruction>, above depth: Int
  ) -> any Error {
    guard frames.count > depth else { return error }
    let thrown = error as? Thrown
    let end = takeOff(downTo: depth, at: start, isNoted: thrown?.isNoted ?? false)
    clear(from: frames[depth].base, to: end)
    frames.removeLast(frames.count - depth)
    return thrown.map { Thrown(error: $0.error) } ?? error
  }

  /// The error in a handler's register, with the way it came.
  func again(_ error: AnyObject?, _ way: AnyObject?) -> Thrown {
    failure = held(way, as: Way.self).points
    return Thrown(error: held(error, as: AnyObjectBox.self), isNoted: true)
  }

  /// Notes where the calls from `index` on stand and gives back what those above it have borrowed;
  /// the end of their registers.
  private func takeOff(
    downTo index: Int, at start: UnsafePointer<Instruction>, isNoted: Bool
  ) -> Int {
    if index + 1 < frames.count { giveBackLoans(from: objects + frames[index + 1].base) }
    var address = start
    var end = 0
    var isNoted = isNoted
    for frame in frames[index...].reversed() {
      let chunk = frame.chunk.takeUnretainedValue()
      if !isNoted { failure.append(FailurePoint(chunk: chunk, index: address - chunk.code)) }
      isNoted = false
      end = max(end, frame.base + chunk.registerCount + 8)
      if let returnTo = frame.returnTo { address = returnTo - 1 }
    }
    return min(end, Machine.capacity)
  }

  /// After an error, variables have back what calls above a register had taken.
  private func giveBackLoans(from register: UnsafeMutablePointer<AnyObject?>) {
    while let loan = loans.last, loan.register >= register {
      loan.slot.pointee = loan.register.pointee
      loans.removeLast()
    }
  }

  private func clear(from first: Int, to end: Int) {
    guard first < end else { return }
    for register in first..<end where objects[register] != nil { objects[register] = nil }
  }
}
