import ApusLanguage
import ApusValue
import Glibc

/// What a command finds outside of itself.
struct Context: Sendable {
  let console: Console
  let environment: @Sendable (String) -> String?
  /// The absolute path of the running program.
  let executablePath: @Sendable () -> String
  let makeEvaluator: @Sendable () -> any Evaluator
  /// In bytes.
  var machineMemory: @Sendable () -> Int = { MemoryLimit.machine }
  /// Lets variables take so many bytes and no more.
  var limitMemory: @Sendable (Int) -> Void = { MemoryLimit.set(bytes: $0) }

  /// That of the real process.
  static let process = Context(
    console: .process,
    environment: { name in getenv(name).map { String(cString: $0) } },
    executablePath: {
      guard let path = realpath("/proc/self/exe", nil) else { return "apus" }
      defer { free(path) }
      return String(cString: path)
    },
    // The kernel's threads and the one that runs a command's cells have deep stacks.
    makeEvaluator: { Session(usesCallersStack: true) })
}
