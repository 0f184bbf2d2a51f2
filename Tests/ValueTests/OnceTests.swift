import Dispatch
import Synchronization
import Testing

@testable import ApusValue

@Suite struct OnceTests {
  private final class Made: Sendable {
    let number: Int

    init(_ number: Int) { self.number = number }
  }

  @Test func `all threads get one object, whoever makes it`() {
    let once = Once<Made>()
    let made = Atomic(0)
    let seen = Mutex<Set<Int>>([])
    DispatchQueue.concurrentPerform(iterations: 64) { index in
      let object = once.object {
        made.add(1, ordering: .relaxed)
        return Made(index)
      }
      seen.withLock { _ = $0.insert(object.number) }
    }
    #expect(made.load(ordering: .relaxed) >= 1)
    #expect(seen.withLock(\.count) == 1)
  }

  @Test func `the object is not made again, and goes with its place`() {
    weak var object: Made?
    do {
      let once = Once<Made>()
      object = once.object { Made(1) }
      #expect(object?.number == 1)
      #expect(once.object { Made(2) } === object)
    }
    #expect(object == nil)
  }
}
