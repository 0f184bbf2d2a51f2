import ApusValue

/// An error of the program on its way to a `catch`.
struct Thrown: Error, @unchecked Sendable {
  let error: AnyObjectBox
  /// Whether the way it has come already says where the running call stands.
  var isNoted = false
}

extension Thrown {
  /// What a `catch` gets of an error: what the program throws, and what is wrong with a file; nil
  /// where nothing can be caught.
  init?(caught error: any Error) {
    if let thrown = error as? Thrown {
      self = thrown
      return
    }
    guard let fault = error as? MachineError, fault.id == MachineError.file else { return nil }
    let text = StringObject(fault.message)
    self.init(error: AnyObjectBox(type: .fileError, word: 0, object: text))
  }
}

extension Machine {
  /// The handler for an error thrown at an instruction, in the calls above `depth`; its call is
  /// then the running one, and the error is where the handler wants it.
  func catches(
    _ error: any Error, from start: UnsafePointer<Instruction>,
    above depth: UnsafeMutablePointer<Frame>
  ) -> Handler? {
    guard let thrown = Thrown(caught: error) else { return nil }
    var address = start
    var place = frame
    while place > depth {
      let chunk = place.pointee.chunk.takeUnretainedValue()
      let offset = chunk.index(of: address)
      if let handler = chunk.handlers.first(where: { $0.start <= offset && offset < $0.end }) {
        if place < frame { giveBackLoans(from: place[1].base) }
        let end = note(downTo: place, from: start, isNoted: thrown.isNoted)
        let base = place.pointee.base
        clear(from: base + handler.register, to: end)
        let objects = Machine.objects(beside: base)
        objects[handler.register] = thrown.error
        objects[handler.register + 1] = Way(failure)
        failure = []
        frame = place
        return handler
      }
      address = place.pointee.returnTo - 1
      place -= 1
    }
    return nil
  }

  /// Takes the running call and those above `depth` off after an error, noting where each one
  /// stood and letting go of what their registers hold.
  func uncaught(
    _ error: any Error, from start: UnsafePointer<Instruction>,
    above depth: UnsafeMutablePointer<Frame>
  ) -> any Error {
    guard frame > depth else { return error }
    let thrown = error as? Thrown
    giveBackLoans(from: depth[1].base)
    let end = note(downTo: depth + 1, from: start, isNoted: thrown?.isNoted ?? false)
    clear(from: depth[1].base, to: end)
    frame = depth
    return thrown.map { Thrown(error: $0.error) } ?? error
  }

  /// The error in a handler's register, with the way it came.
  func again(_ error: AnyObject?, _ way: AnyObject?) -> Thrown {
    failure = held(way, as: Way.self).points
    return Thrown(error: held(error, as: AnyObjectBox.self), isNoted: true)
  }

  /// Notes where the running call and those down to a place stand; the end of their registers.
  private func note(
    downTo place: UnsafeMutablePointer<Frame>, from start: UnsafePointer<Instruction>,
    isNoted: Bool
  ) -> UnsafeMutablePointer<Int> {
    var (address, current, isNoted) = (start, frame, isNoted)
    var end = place.pointee.base
    while current >= place {
      let chunk = current.pointee.chunk.takeUnretainedValue()
      if !isNoted { failure.append(point(in: current, at: chunk.index(of: address))) }
      isNoted = false
      end = max(end, current.pointee.base + chunk.registerCount + 8)
      address = current.pointee.returnTo - 1
      current -= 1
    }
    return min(end, words + Machine.capacity)
  }

  /// Where a call stands, and whose it is.
  func point(in frame: UnsafeMutablePointer<Frame>, at index: Int) -> FailurePoint {
    let chunk = frame.pointee.chunk.takeUnretainedValue()
    let owner = chunk.owner == nil ? nil : Machine.objects(beside: frame.pointee.base).pointee
    return FailurePoint(chunk: chunk, index: index, owner: owner)
  }

  /// After an error, variables have back what calls from a register on had taken.
  private func giveBackLoans(from register: UnsafeMutablePointer<Int>) {
    let first = Machine.objects(beside: register)
    while let loan = loans.last, loan.register >= first {
      loan.slot.pointee = loan.register.pointee
      loans.removeLast()
    }
  }

  private func clear(from first: UnsafeMutablePointer<Int>, to end: UnsafeMutablePointer<Int>) {
    let objects = Machine.objects(beside: first)
    for register in (0..<max(0, end - first)).reversed() where objects[register] != nil {
      objects[register] = nil
    }
  }
}
