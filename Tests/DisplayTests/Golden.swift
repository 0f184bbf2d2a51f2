import Foundation
import Testing

/// Compares a text with the file of that name in `Golden`.
///
/// With APUS_RECORD in the environment the file is written anew; one that is missing is written and
/// the test still fails once.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  let file = folder.appending(path: name)
  let data = Data((text + "\n").utf8)
  if ProcessInfo.processInfo.environment["APUS_RECORD"] != nil {
    try data.write(to: file)
    return
  }
  guard let expected = try? Data(contentsOf: file) else {
    try data.write(to: file)
    Issue.record("\(name) was missing and has been written", sourceLocation: sourceLocation)
    return
  }
  #expect(
    String(decoding: data, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
    "\(name) differs", sourceLocation: sourceLocation)
}
