import Testing

@testable import ApusWire

@Suite struct QueueTests {
  @Test func `a queue gives back what it took, in order`() {
    var queue = Queue<Int>()
    var expected = 0
    for number in 0..<5000 {
      queue.append(number)
      if number % 3 != 0 {
        #expect(queue.popFirst() == expected)
        expected += 1
      }
    }
    #expect(queue.count == 5000 - expected)
    #expect(queue.popAll() == Array(expected..<5000))
    #expect(queue.isEmpty)
    #expect(queue.popFirst() == nil)
  }
}
