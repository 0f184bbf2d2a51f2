/// First in, first out; both ends in constant time, amortised.
package struct Queue<Element> {
  private var elements: [Element?] = []
  private var first = 0

  package init() {}

  package var count: Int { elements.count - first }

  package var isEmpty: Bool { count == 0 }

  package mutating func append(_ element: Element) {
    elements.append(element)
  }

  package mutating func popFirst() -> Element? {
    guard first < elements.count else { return nil }
    let element = elements[first]
    elements[first] = nil
    first += 1
    if first == elements.count || first >= 1024 {
      elements.removeFirst(first)
      first = 0
    }
    return element
  }

  /// Takes everything, in order.
  package mutating func popAll() -> [Element] {
    defer {
      elements = []
      first = 0
    }
    return elements[first...].compactMap { $0 }
  }
}

extension Queue: Sendable where Element: Sendable {}
