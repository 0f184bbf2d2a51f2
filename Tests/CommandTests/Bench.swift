import Foundation
import Synchronization

@testable import ApusCommand

/// A command line tool with captured output, an environment of its own and a temporary folder.
final class Bench: Sendable {
  private struct Written {
    var output = ""
    var error = ""
  }

  let folder: String
  private let written = Mutex(Written())
  private let environment: [String: String]
  private let limitMemory: @Sendable (Int) -> Void

  init(
    environment: [String: String] = [:], limitMemory: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    folder = NSTemporaryDirectory() + "apus-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.environment = environment
    self.limitMemory = limitMemory
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var output: String { written.withLock { $0.output } }
  var error: String { written.withLock { $0.error } }

  func run(_ words: String...) -> ExitStatus { run(words) }

  func run(_ words: [String]) -> ExitStatus {
    let console = Console(
      columns: { _ in nil },
      put: { bytes, stream in
        let text = String(decoding: bytes, as: UTF8.self)
        self.written.withLock { written in
          if stream == .output { written.output += text } else { written.error += text }
        }
      })
    let context = Context(
      console: console, environment: { self.environment[$0]?.replacing("~", with: self.folder) },
      executablePath: { "/opt/apus" }, makeEvaluator: { EchoEvaluator() },
      limitMemory: limitMemory)
    return CommandLineTool(context: context).run(words)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
