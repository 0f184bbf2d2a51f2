extension LibraryRow {
  private static let row = """
    struct Row: MutableCollection, RandomAccessCollection {
      var values: [Int]
      var startIndex: Int { 0 }
      var endIndex: Int { values.count }
      subscript(position: Int) -> Int {
        get { values[position] }
        set { values[position] = newValue }
      }
    }
    var row = Row(values: [3, 1, 2])

    """

  /// Changes of the elements of a collection.
  static let changes = [
    LibraryRow(
      members: ["swapAt"], summary: "Exchanges two elements of a collection.",
      example: row + "row.swapAt(0, 2)\nprint(row.values)",
      declaration: """
        extension MutableCollection {
          mutating func swapAt(_ i: Index, _ j: Index) {
            let first = self[i]
            self[i] = self[j]
            self[j] = first
          }
        }
        """),
    LibraryRow(
      members: ["sort"], summary: "Brings the elements of a collection into their order.",
      example: row + "row.sort()\nprint(row.values)",
      declaration: """
        extension MutableCollection where Self: RandomAccessCollection {
          mutating func sort(by areInIncreasingOrder: (Element, Element) throws -> Bool) rethrows {
            let sorted = try Array(self).sorted(by: areInIncreasingOrder)
            var index = startIndex
            for element in sorted {
              self[index] = element
              index = self.index(after: index)
            }
          }
        }

        extension MutableCollection where Self: RandomAccessCollection, Element: Comparable {
          mutating func sort() {
            self.sort { $0 < $1 }
          }
        }
        """),
    LibraryRow(
      members: ["reverse", "shuffle"],
      summary: "Puts the elements of a collection in another order.",
      example: row + "row.reverse()\nprint(row.values)",
      declaration: """
        extension MutableCollection where Self: BidirectionalCollection {
          mutating func reverse() {
            var index = startIndex
            for element in Array(self).reversed() {
              self[index] = element
              index = self.index(after: index)
            }
          }
        }

        extension MutableCollection where Self: RandomAccessCollection {
          mutating func shuffle() {
            var index = startIndex
            for element in Array(self).shuffled() {
              self[index] = element
              index = self.index(after: index)
            }
          }
        }
        """),
  ]
}
