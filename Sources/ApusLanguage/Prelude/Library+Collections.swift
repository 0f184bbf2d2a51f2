extension LibraryRow {
  private static let squares = """
    struct Squares: RandomAccessCollection {
      let endIndex: Int
      var startIndex: Int { 0 }
      subscript(position: Int) -> Int { position * position }
    }

    """

  /// What comes with the positions of a collection.
  static let collectionMembers = [
    LibraryRow(
      members: ["count", "isEmpty", "first"],
      summary: "How many elements a collection has, and which comes first.",
      example: squares + "print(Squares(endIndex: 3).count, Squares(endIndex: 3).first ?? -1)",
      declaration: """
        extension Collection {
          func makeIterator() -> IndexingIterator<Self> {
            var all: [Element] = []
            var index = startIndex
            while index != endIndex {
              all.append(self[index])
              index = self.index(after: index)
            }
            return IndexingIterator(_elements: all)
          }
        }

        extension Collection {
          var count: Int {
            var count = 0
            var index = startIndex
            while index != endIndex {
              count += 1
              index = self.index(after: index)
            }
            return count
          }
        }

        extension Collection {
          var isEmpty: Bool { startIndex == endIndex }
        }

        extension Collection {
          var first: Element? { startIndex == endIndex ? nil : self[startIndex] }
        }
        """),
    LibraryRow(
      members: ["last"], summary: "The last element of a collection, or nil.",
      example: squares + "print(Squares(endIndex: 3).last ?? -1)",
      declaration: """
        extension BidirectionalCollection {
          var last: Element? { startIndex == endIndex ? nil : self[index(before: endIndex)] }
        }
        """),
    LibraryRow(
      members: ["firstIndex"], summary: "Where an element first occurs, or nil.",
      example: squares + "print(Squares(endIndex: 5).firstIndex(of: 9) ?? -1)",
      declaration: """
        extension Collection {
          func firstIndex(where predicate: (Element) throws -> Bool) rethrows -> Index? {
            var index = startIndex
            while index != endIndex {
              if try predicate(self[index]) { return index }
              index = self.index(after: index)
            }
            return nil
          }
        }

        extension Collection where Element: Equatable {
          func firstIndex(of element: Element) -> Index? { firstIndex { $0 == element } }
        }
        """),
    LibraryRow(
      members: ["randomElement"], summary: "An element drawn at random, or nil.",
      example: squares + "print(Squares(endIndex: 5).randomElement() ?? -1)",
      declaration: """
        extension Collection {
          func randomElement() -> Element? { Array(self).randomElement() }
        }
        """),
    LibraryRow(
      members: ["index", "indices", "distance"],
      summary: "The positions of a collection, and ways between those that are numbers.",
      example: squares + "for i in Squares(endIndex: 3).indices { print(i) }",
      declaration: """
        extension Collection {
          var indices: [Index] {
            var all: [Index] = []
            var index = startIndex
            while index != endIndex {
              all.append(index)
              index = self.index(after: index)
            }
            return all
          }
        }

        extension Collection where Index == Int {
          var indices: Range<Int> { startIndex..<endIndex }
        }

        extension Collection where Index == Int {
          func index(_ i: Int, offsetBy distance: Int) -> Int { i + distance }
        }

        extension Collection where Index == Int {
          func distance(from start: Int, to end: Int) -> Int { end - start }
        }

        extension RandomAccessCollection where Index == Int {
          func index(after i: Int) -> Int { i + 1 }
          func index(before i: Int) -> Int { i - 1 }
        }
        """),
  ]
}
