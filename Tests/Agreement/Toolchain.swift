import Foundation
import Synchronization

/// Swift's own compiler with the public module, whose answers are kept from one run to the next.
final class Toolchain: Sendable {
  struct Answer: Sendable {
    var isGood: Bool
    /// What it said on the standard error.
    var messages: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Where everything made natively lies, and below it a folder for this state of the module.
  private let folder: URL
  private let build: URL
  private let root: URL
  private let modules: [String]

  /// Compiles the public module and what stands between cells, if they have changed.
  init(root: URL, build: URL, face: String) throws {
    self.root = root
    self.build = build
    let maps = try FileManager.default.subpathsOfDirectory(atPath: "\(root.path)/Sources")
      .filter { $0.hasSuffix("module.modulemap") }.sorted()
    let clang = maps.flatMap { map in
      ["-Xcc", "-fmodule-map-file=\(root.path)/Sources/\(map)"]
    }
    let support = try Self.swiftFiles(root.appending(path: "Sources/Apus"))
    let cells = root.appending(path: "Tests/Agreement/Native/Cells.swift")
    let texts = try (support + [cells]).map { try String(contentsOf: $0, encoding: .utf8) }
    let version = Self.run(["swiftc", "--version"]).messages
    let key = Self.key(texts + [face, version])
    folder = build.appending(path: "native/\(key)")
    modules = ["-I", folder.path, "-I", build.appending(path: "Modules").path] + clang
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try prepare(face: face, support: support, cells: cells)
  }

  private func prepare(face: String, support: [URL], cells: URL) throws {
    let package = root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
    let path = folder.appending(path: "Face.swift")
    try face.write(to: path, atomically: true, encoding: .utf8)
    // The engine's own layout may have changed, so the module is always compiled anew.
    try module(
      "Apus", support + [path],
      ["-swift-version", "6", "-warnings-as-errors", "-package-name", String(package)])
    try module("Cells", [cells], ["-swift-version", "5"])
  }

  private func module(_ name: String, _ sources: [URL], _ options: [String]) throws {
    let path = folder.appending(path: name).path
    let answer = Self.run(
      ["swiftc", "-parse-as-library", "-wmo", "-module-name", name]
        + ["-emit-module", "-emit-module-path", path + ".swiftmodule", "-c", "-o", path + ".o"]
        + options + modules + sources.map(\.path))
    guard answer.isGood else { throw Failure(description: answer.messages) }
  }

  /// Compiles a program to an object file, whose main function is called by the module's name.
  func compile(_ program: String, as module: String) -> Answer {
    kept(program, module, "c") { source, object in
      ["-c", "-o", object, "-entry-point-function-name", "run_\(module)", source]
    }
  }

  /// Checks a program without making code: types only, or everything that can be refused.
  func check(_ program: String, as module: String, typesOnly: Bool) -> Answer {
    kept(program, module, typesOnly ? "t" : "s") { source, output in
      typesOnly ? ["-typecheck", source] : ["-emit-sil", "-o", "/dev/null", source]
    }
  }

  private func kept(
    _ program: String, _ module: String, _ kind: String,
    _ options: (_ source: String, _ output: String) -> [String]
  ) -> Answer {
    let base = folder.appending(path: "\(Self.key([program, module]))-\(kind)").path
    let (source, said, object) = (base + ".swift", base + ".txt", base + ".o")
    if let messages = try? String(contentsOfFile: said, encoding: .utf8),
      let verdict = messages.first
    {
      return Answer(isGood: verdict == "+", messages: String(messages.dropFirst()))
    }
    do {
      try program.write(toFile: source, atomically: true, encoding: .utf8)
    } catch {
      return Answer(isGood: false, messages: "\(error)")
    }
    let answer = Self.run(
      ["swiftc", "-frontend", "-module-name", module, "-swift-version", "5"] + modules
        + options(source, object))
    // A compiler that was killed has said nothing about the program.
    if answer.isGood || answer.messages.contains("error:") {
      try? ((answer.isGood ? "+" : "-") + answer.messages).write(
        toFile: said, atomically: true, encoding: .utf8)
    }
    return answer
  }

  private func object(of program: String, _ module: String) -> String {
    folder.appending(path: "\(Self.key([program, module]))-c.o").path
  }

  /// Links compiled programs into one executable, which runs the one that its argument names.
  func link(_ programs: [(module: String, program: String)]) throws -> URL {
    let declarations = programs.map { module, _ in
      "@_silgen_name(\"run_\(module)\") func run_\(module)(_: Int32, _: Arguments) -> Int32"
    }
    let choices = programs.map { module, _ in "\"\(module)\": run_\(module)," }
    let main = """
      import Glibc
      typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
      \(declarations.joined(separator: "\n"))
      setvbuf(stdout, nil, _IONBF, 0)
      dup2(1, 2)
      let programs: [String: (Int32, Arguments) -> Int32] = [
      \(choices.joined(separator: "\n"))
      ]
      let run = programs[CommandLine.arguments[1]]!
      exit(run(CommandLine.argc, CommandLine.unsafeArgv))
      """
    let answer = compile(main, as: "Main")
    guard answer.isGood else { throw Failure(description: answer.messages) }
    let start = "run_Main"
    let engine = try Self.engine.flatMap { name in
      // Objects of files that have gone may still lie there.
      try Self.swiftFiles(root.appending(path: "Sources/\(name)")).filter { file in
        !file.path.contains("/ApusNN/Library/")
      }.map { file in
        build.appending(path: "\(name).build/\(file.lastPathComponent).o").path
      }
    }
    // The library's files are compiled with the public module; here they are this table of texts.
    let library = [build.appending(path: "ApusNN.build/LibraryFiles.swift.o").path]
    let result = folder.appending(path: "cases")
    let list = folder.appending(path: "objects").path
    let objects =
      ["Apus", "Cells"].map { folder.appending(path: "\($0).o").path }
      + programs.map { object(of: $1, $0) } + [object(of: main, "Main")] + engine + library
    try objects.map { "\"\($0)\"" }.joined(separator: "\n")
      .write(toFile: list, atomically: true, encoding: .utf8)
    let linked = Self.run(
      ["swiftc", "-o", result.path, "@\(list)", "-Xlinker", "--defsym=main=\(start)"])
    guard linked.isGood else { throw Failure(description: linked.messages) }
    return result
  }

  /// The modules that the public one stands on.
  private static let engine = [
    "ApusText", "ApusValue", "ApusLoops", "ApusLoopsV3", "ApusLoopsV4", "ApusTensor", "ApusSyntax",
    "ApusJSON", "ApusFiles", "ApusGrad",
    "ApusDisplay", "ApusWidgets", "ApusNN", "ApusLanguage",
  ]

  private static func swiftFiles(_ folder: URL) throws -> [URL] {
    let folder = folder.resolvingSymlinksInPath()
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
  }

  /// FNV-1a over texts, twice with other beginnings, so that names of files do not meet.
  private static func key(_ texts: [String]) -> String {
    var (a, b): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15)
    for byte in texts.joined(separator: "\u{0}").utf8 {
      a = (a ^ UInt64(byte)) &* 0x100_0000_01B3
      b = (b ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return String(a, radix: 36) + String(b, radix: 36)
  }

  /// Runs a program to its end.
  static func run(_ words: [String]) -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1"], uniquingKeysWith: { $1 }
    )
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return Answer(isGood: false, messages: "\(error)")
    }
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let isGood = process.terminationReason == .exit && process.terminationStatus == 0
    return Answer(isGood: isGood, messages: String(decoding: bytes, as: UTF8.self))
  }
}
