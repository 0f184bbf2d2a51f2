import ApusJSON

extension Notebook {
  /// What nbformat's schema for version 4.5 has against the notebook; empty where it is valid.
  ///
  /// An id that occurs twice is reported as well, though only nbformat's checks beyond the schema
  /// see it.
  package func faults() -> [JSONError] {
    var check = NotebookCheck()
    check.document(JSONReader(json(inLines: false)), unknown: unknown)
    for (index, cell) in cells.enumerated() {
      check.cell(cell, JSONReader(cell.json(inLines: false), path: "cells[\(index)]"))
    }
    return check.faults
  }
}
