import ApusJSON

/// Why some bytes are no notebook that can be read.
package enum NotebookError: Error, Hashable, Sendable {
  case notJSON(JSONError)
  /// A version that is not 4.
  case version(Int)
  case malformed(JSONError)
}

extension NotebookError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .notJSON(let fault):
      "not a notebook, since it is no JSON: \(fault)"
    case .version(let version) where version < Notebook.version:
      "nbformat \(version) is too old; convert it with `jupyter nbconvert --to notebook`"
    case .version(let version):
      "nbformat \(version) is newer than the version that is known here, \(Notebook.version)"
    case .malformed(let fault):
      "not a valid notebook: \(fault)"
    }
  }
}
