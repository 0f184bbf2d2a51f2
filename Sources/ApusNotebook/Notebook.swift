import ApusJSON

/// A Jupyter notebook of nbformat 4, always in the form of its minor version 5 or newer.
///
/// What the format has no name for is kept as it was read.
/// https://nbformat.readthedocs.io/en/latest/format_description.html
package struct Notebook: Hashable, Sendable {
  /// The major version that is read and written.
  package static let version = 4
  /// The minor version that older notebooks are lifted to.
  package static let minorVersion = 5

  package var cells: [Cell]
  package var metadata: JSONObject
  package var minorVersion: Int
  /// Members of the document that nbformat does not define.
  package var unknown: JSONObject

  package init(
    cells: [Cell] = [], metadata: JSONObject = [:], minorVersion: Int = Notebook.minorVersion,
    unknown: JSONObject = [:]
  ) {
    self.cells = cells
    self.metadata = metadata
    self.minorVersion = minorVersion
    self.unknown = unknown
  }
}
