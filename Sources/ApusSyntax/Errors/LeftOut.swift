/// What Swift has and this language leaves out on purpose.
package enum LeftOut: CaseIterable, Sendable {
  case concurrency, pointers, macros, conditionalCompilation, sourcePlaces, selectors, entryPoints
  case propertyWrappers, dynamicMembers, regularExpressions, implicitlyUnwrapped
  case generators, typeValues, foundation

  /// What is said of it, and the words that it is known by.
  private struct Row {
    let subject: String
    let help: String
    var names: Set<String> = []
    /// How other names of its kind begin.
    var prefixes: [String] = []
    var attributes: Set<String> = []
    var directives: Set<String> = []
  }

  private var row: Row {
    switch self {
    case .concurrency:
      Row(
        subject: "concurrency (async, await, actor, Task)",
        help: "a cell runs from top to bottom: call the function directly",
        names: [
          "Task", "TaskGroup", "MainActor", "Actor", "AsyncStream", "AsyncSequence",
          "AsyncIteratorProtocol", "withTaskGroup", "withThrowingTaskGroup", "DispatchQueue",
          "DispatchGroup", "DispatchSemaphore", "Thread", "OperationQueue", "NSLock",
        ], prefixes: ["withChecked", "withUnsafeContinuation", "withUnsafeThrowing"],
        attributes: ["MainActor", "globalActor", "concurrent"])
    case .pointers:
      Row(
        subject: "pointers (UnsafePointer, withUnsafeBytes, …)",
        help: "use an array, or a parameter that is 'inout'",
        names: [
          "OpaquePointer", "AutoreleasingUnsafeMutablePointer", "Unmanaged", "ManagedBuffer",
          "unsafeBitCast", "unsafeDowncast", "MemoryLayout", "malloc", "free", "memcpy",
        ], prefixes: ["Unsafe", "withUnsafe"])
    case .macros:
      Row(
        subject: "macros", help: "write a function, or what the macro would write",
        attributes: ["attached", "freestanding", "Observable", "Model", "Test", "Suite"],
        directives: ["externalMacro", "Predicate", "Preview", "assert", "expect", "require"])
    case .conditionalCompilation:
      Row(
        subject: "conditional compilation ('#if', '#available')",
        help: "keep the lines that are meant for this machine; a plain 'if' chooses when it runs",
        directives: ["if", "else", "elseif", "endif", "available", "unavailable"])
    case .sourcePlaces:
      Row(
        subject: "what the compiler says of the source ('#line', '#file', '#warning')",
        help: "an error shows its cell and line by itself",
        directives: [
          "sourceLocation", "file", "fileID", "filePath", "line", "column", "function", "dsohandle",
          "warning", "error", "colorLiteral", "imageLiteral", "fileLiteral",
        ])
    case .selectors:
      Row(
        subject: "Objective-C's selectors ('#selector', '@objc')",
        help: "give the function itself, or a closure",
        attributes: ["objc", "objcMembers", "nonobjc", "IBAction", "IBOutlet", "NSManaged"],
        directives: ["selector", "keyPath"])
    case .entryPoints:
      Row(
        subject: "an entry point ('@main')",
        help: "a cell is run as it stands: call the function, as in App.main()",
        attributes: ["main", "UIApplicationMain", "NSApplicationMain"])
    case .propertyWrappers:
      Row(
        subject: "a property wrapper ('@propertyWrapper', '@State')",
        help: "give the property 'get' and 'set', or 'didSet'",
        attributes: ["propertyWrapper", "State", "Binding", "Published"])
    case .dynamicMembers:
      Row(
        subject: "a member that only the program knows ('@dynamicMemberLookup')",
        help: "declare the members, or a subscript",
        attributes: ["dynamicMemberLookup", "dynamicCallable"])
    case .regularExpressions:
      Row(
        subject: "a regular expression between '/'",
        help: "use `split`, `contains`, `hasPrefix` or a loop over the characters",
        names: ["Regex", "NSRegularExpression"])
    case .implicitlyUnwrapped:
      Row(
        subject: "an implicitly unwrapped optional 'T!'",
        help: "write `T?` and unwrap it with `if let` or `!`")
    case .generators:
      Row(
        subject: "a generator of random numbers of one's own ('RandomNumberGenerator')",
        help: "`seed(42)` makes all random numbers the same in every run",
        names: ["RandomNumberGenerator", "SystemRandomNumberGenerator"])
    case .typeValues:
      Row(
        subject: "a value that is any of several types ('any P.Type')",
        help: "keep closures that make or tell what you want, as in [{ Square(side: $0) }]")
    case .foundation:
      Row(
        subject: "what Foundation has beside texts, numbers, moments and files",
        help:
          "`String(format:)` writes numbers, `Date` is a moment, `String(contentsOfFile:)` reads",
        names: [
          "DateFormatter", "ISO8601DateFormatter", "Calendar", "DateComponents", "DateInterval",
          "Locale", "TimeZone", "JSONEncoder", "JSONDecoder", "JSONSerialization",
          "PropertyListEncoder", "URL", "URLSession", "URLRequest", "URLComponents", "Data",
          "Bundle", "UserDefaults", "NotificationCenter", "Timer", "RunLoop", "Process", "Pipe",
          "FileHandle", "NSObject", "NSString", "NSArray", "NSDictionary", "NSNumber",
          "AttributedString", "NSAttributedString", "Measurement", "IndexSet", "IndexPath",
          "ByteCountFormatter", "PersonNameComponents", "Scanner", "XMLParser",
        ])
    }
  }

  /// What it is called in a list.
  package var subject: String { row.subject }

  package var sentence: String {
    "\(row.subject) \(row.subject.isPlural ? "are" : "is") left out of this language on purpose"
  }

  /// What to do instead.
  package var help: String { row.help }

  /// What a name stands for that nothing here is called.
  package static func named(_ name: String) -> LeftOut? {
    allCases.first { part in
      part.row.names.contains(name) || part.row.prefixes.contains { name.hasPrefix($0) }
    }
  }

  /// What `@word` belongs to.
  static func attribute(_ word: String) -> LeftOut? {
    allCases.first { $0.row.attributes.contains(word) }
  }

  /// What `#word` belongs to.
  static func directive(_ word: String) -> LeftOut? {
    allCases.first { $0.row.directives.contains(word) }
  }

  /// Every word that has a meaning behind `#`.
  static let directives: Set<String> = allCases.reduce(into: []) { $0.formUnion($1.row.directives) }
}

extension String {
  /// Whether what it names is several things.
  fileprivate var isPlural: Bool {
    prefix { $0 != " " }.hasSuffix("s") || hasPrefix("Objective-C's")
  }
}
