extension LibraryRow {
  static let iterators = [
    LibraryRow(
      "AnyIterator", summary: "Elements one after the other, by a function that gives the next.",
      example: """
        var number = 3
        let down = AnyIterator<Int> {
          number -= 1
          return number < 0 ? nil : number
        }
        print(Array(down))
        """,
      declaration: """
        struct AnyIterator<Element>: Sequence, IteratorProtocol {
          let _next: () -> Element?
          init(_ body: @escaping () -> Element?) { _next = body }
          init<I: IteratorProtocol>(_ base: I) where I.Element == Element {
            var iterator = base
            _next = { iterator.next() }
          }
          func next() -> Element? { _next() }
        }
        """),
    LibraryRow(
      "IndexingIterator", summary: "The elements of a collection one after the other.",
      example: """
        var iterator = [1, 2].makeIterator()
        while let x = iterator.next() { print(x) }
        """,
      declaration: """
        struct IndexingIterator<Elements: Sequence>: Sequence, IteratorProtocol {
          let _elements: [Elements.Element]
          var _position = 0
          mutating func next() -> Elements.Element? {
            if _position == _elements.count { return nil }
            _position += 1
            return _elements[_position - 1]
          }
        }
        """),
    LibraryRow(
      "AnySequence", summary: "A sequence of which only the elements are known.",
      example: "let all = AnySequence([1, 2])\nfor x in all { print(x) }",
      declaration: """
        struct AnySequence<Element>: Sequence {
          let _start: () -> AnyIterator<Element>
          init<I: IteratorProtocol>(
            _ makeUnderlyingIterator: @escaping () -> I
          ) where I.Element == Element {
            _start = { AnyIterator(makeUnderlyingIterator()) }
          }
          init<S: Sequence>(_ base: S) where S.Element == Element {
            _start = { AnyIterator(base.makeIterator()) }
          }
          func makeIterator() -> AnyIterator<Element> { _start() }
        }
        """),
    LibraryRow(
      "sequence", "UnfoldFirstSequence", "UnfoldSequence",
      summary: "Elements of which each follows from the one before, or from a state.",
      example: "for x in sequence(first: 1, next: { $0 * 2 }) where x > 4 { print(x); break }",
      declaration: """
        struct UnfoldFirstSequence<Element>: Sequence, IteratorProtocol {
          var _last: Element?
          var _isFirst = true
          let _successor: (Element) -> Element?
          mutating func next() -> Element? {
            if _isFirst {
              _isFirst = false
              return _last
            }
            guard let last = _last else { return nil }
            _last = _successor(last)
            return _last
          }
        }

        struct UnfoldSequence<Element, State>: Sequence, IteratorProtocol {
          var _state: State
          var _isDone = false
          let _successor: (inout State) -> Element?
          mutating func next() -> Element? {
            if _isDone { return nil }
            let element = _successor(&_state)
            if element == nil { _isDone = true }
            return element
          }
        }

        func sequence<T>(
          first: T, next: @escaping (T) -> T?
        ) -> UnfoldFirstSequence<T> {
          UnfoldFirstSequence(_last: first, _successor: next)
        }

        func sequence<T, State>(
          state: State, next: @escaping (inout State) -> T?
        ) -> UnfoldSequence<T, State> {
          UnfoldSequence(_state: state, _successor: next)
        }
        """),
    LibraryRow(
      "LazySequence", members: ["lazy"],
      summary: "A sequence whose elements are made when something asks for them.",
      example: "print(Array(sequence(first: 1) { $0 + 1 }.lazy.map { $0 * $0 }.prefix(3)))",
      declaration: """
        struct LazySequence<Element>: Sequence {
          let _start: () -> AnyIterator<Element>

          func makeIterator() -> AnyIterator<Element> { _start() }

          func map<T>(_ transform: @escaping (Element) -> T) -> LazySequence<T> {
            let start = _start
            return LazySequence<T>(_start: {
              let base = start()
              return AnyIterator { base.next().map(transform) }
            })
          }

          func filter(_ isIncluded: @escaping (Element) -> Bool) -> LazySequence<Element> {
            let start = _start
            return LazySequence(_start: {
              let base = start()
              return AnyIterator {
                while let element = base.next() {
                  if isIncluded(element) { return element }
                }
                return nil
              }
            })
          }

          func compactMap<T>(_ transform: @escaping (Element) -> T?) -> LazySequence<T> {
            let start = _start
            return LazySequence<T>(_start: {
              let base = start()
              return AnyIterator {
                while let element = base.next() {
                  if let result = transform(element) { return result }
                }
                return nil
              }
            })
          }

          func prefix(_ maxLength: Int) -> LazySequence<Element> {
            let start = _start
            return LazySequence(_start: {
              let base = start()
              var left = maxLength
              return AnyIterator {
                if left <= 0 { return nil }
                left -= 1
                return base.next()
              }
            })
          }

          func prefix(while predicate: @escaping (Element) -> Bool) -> LazySequence<Element> {
            let start = _start
            return LazySequence(_start: {
              let base = start()
              var isDone = false
              return AnyIterator {
                if isDone { return nil }
                if let element = base.next(), predicate(element) { return element }
                isDone = true
                return nil
              }
            })
          }
        }

        extension Sequence {
          var lazy: LazySequence<Element> {
            let base = self
            return LazySequence(_start: { AnyIterator(base.makeIterator()) })
          }
        }
        """),
    LibraryRow(
      "Zip2Sequence", summary: "Pairs of the elements of two sequences, as far as both go.",
      example: #"for (i, x) in zip(1..., ["a", "b"]) { print(i, x) }"#,
      declaration: """
        func zip<A: Sequence, B: Sequence>(
          _ a: A, _ b: B
        ) -> Zip2Sequence<A, B> {
          Zip2Sequence(_first: a, _second: b)
        }

        struct Zip2Sequence<A: Sequence, B: Sequence>: Sequence {
          let _first: A
          let _second: B
          func makeIterator() -> AnyIterator<(A.Element, B.Element)> {
            var first = _first.makeIterator()
            var second = _second.makeIterator()
            return AnyIterator<(A.Element, B.Element)> {
              guard let a = first.next(), let b = second.next() else { return nil }
              return (a, b)
            }
          }
        }
        """),
  ]

  /// What comes with a conformance; what stops before the end works on a sequence without one.
  static let sequenceMembers = [
    LibraryRow(
      members: ["makeIterator"], summary: "Of a sequence that is its own iterator, a copy of it.",
      example: """
        struct Down: Sequence, IteratorProtocol {
          var left: Int
          mutating func next() -> Int? {
            left -= 1
            return left < 0 ? nil : left
          }
        }
        var iterator = Down(left: 2).makeIterator()
        print(iterator.next() ?? 0)
        """,
      declaration: "extension IteratorProtocol { func makeIterator() -> Self { self } }"),
    LibraryRow(
      members: ["prefix"], summary: "The first elements of a sequence.",
      example: "print(sequence(first: 1) { $0 * 2 }.prefix(4).reduce(0, +))",
      declaration: """
        extension Sequence {
          func prefix(_ maxLength: Int) -> [Element] {
            var found: [Element] = []
            var iterator = makeIterator()
            while found.count < maxLength, let element = iterator.next() { found.append(element) }
            return found
          }

          func prefix(while predicate: (Element) throws -> Bool) rethrows -> [Element] {
            var found: [Element] = []
            var iterator = makeIterator()
            while let element = iterator.next(), try predicate(element) { found.append(element) }
            return found
          }
        }
        """),
    LibraryRow(
      members: ["first"], summary: "The first element for which a condition holds, or nil.",
      example: "print(sequence(first: 1) { $0 * 2 }.first { $0 > 50 } ?? 0)",
      declaration: """
        extension Sequence {
          func first(where predicate: (Element) throws -> Bool) rethrows -> Element? {
            var iterator = makeIterator()
            while let element = iterator.next() {
              if try predicate(element) { return element }
            }
            return nil
          }
        }
        """),
    LibraryRow(
      members: ["contains"], summary: "Whether a condition holds for an element.",
      example: "print(sequence(first: 1) { $0 * 2 }.contains { $0 > 50 })",
      declaration: """
        extension Sequence {
          func contains(where predicate: (Element) throws -> Bool) rethrows -> Bool {
            var iterator = makeIterator()
            while let element = iterator.next() {
              if try predicate(element) { return true }
            }
            return false
          }
        }

        extension Sequence where Element: Equatable {
          func contains(_ element: Element) -> Bool { contains { $0 == element } }
        }
        """),
    LibraryRow(
      members: ["allSatisfy"], summary: "Whether a condition holds for all elements.",
      example: "print(sequence(first: 1) { $0 * 2 }.allSatisfy { $0 < 50 })",
      declaration: """
        extension Sequence {
          func allSatisfy(_ predicate: (Element) throws -> Bool) rethrows -> Bool {
            try !contains { try !predicate($0) }
          }
        }
        """),
    LibraryRow(
      members: ["dropFirst"], summary: "The elements behind the first ones.",
      example: "print(sequence(first: 1) { $0 * 2 }.dropFirst(2).prefix(2).reduce(0, +))",
      declaration: """
        extension Sequence {
          func dropFirst(_ k: Int = 1) -> AnySequence<Element> {
            let base = self
            return AnySequence {
              var iterator = base.makeIterator()
              var left = k
              while left > 0, iterator.next() != nil { left -= 1 }
              return AnyIterator(iterator)
            }
          }
        }
        """),
    LibraryRow(
      members: ["enumerated"], summary: "Pairs of position and element.",
      example:
        "for (i, x) in sequence(first: 1, next: { $0 * 2 }).enumerated() where i > 2 { print(x); break }",
      declaration: """
        extension Sequence {
          func enumerated() -> AnySequence<(offset: Int, element: Element)> {
            let base = self
            return AnySequence {
              var iterator = base.makeIterator()
              var offset = -1
              return AnyIterator<(offset: Int, element: Element)> {
                guard let element = iterator.next() else { return nil }
                offset += 1
                return (offset: offset, element: element)
              }
            }
          }
        }
        """),
  ]
}
