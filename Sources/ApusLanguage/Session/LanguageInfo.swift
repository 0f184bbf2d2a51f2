import ApusJSON

/// What the language and its kernel are called, in `kernel_info`, in kernel specifications and in
/// notebooks.
package enum LanguageInfo {
  /// The version of Apus.
  package static let implementationVersion = "0.1.0"

  /// The version of Swift that the language is a subset of.
  package static let version = "6.0"
  package static let fileExtension = ".swift"

  /// `language_info` of a kernel and of a notebook.
  package static let json: JSONObject = [
    "name": "swift",
    "version": .string(version),
    "mimetype": "text/x-swift",
    "file_extension": .string(fileExtension),
    "pygments_lexer": "swift",
    "codemirror_mode": "swift",
    "nbconvert_exporter": "script",
  ]

  /// `kernelspec` of a notebook.
  package static let kernelspec: JSONObject = [
    "display_name": "Apus (Swift)",
    "language": "swift",
    "name": "apus",
  ]
}
