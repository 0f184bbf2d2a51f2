import ApusLanguage

/// What came of running a notebook.
package struct RunReport: Sendable {
  package struct Failure: Sendable {
    /// The cell's place among all cells, from 0.
    package var cellIndex: Int
    package var executionCount: Int
    package var error: CellError
  }

  package var executedCells = 0
  /// Cells that failed without being allowed to by their tag.
  package var failures: [Failure] = []
}
