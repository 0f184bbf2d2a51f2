/// How much memory a command line or the environment allows.
enum MemorySize {
  /// The variable that holds where there is no option.
  static let variable = "APUS_MEMORY"

  /// `500M`, `8G`, `50%` of the machine, or a number of bytes; nil for anything else.
  static func bytes(_ text: String, machine: Int) -> Int? {
    let units: [Character: Double] = [
      "K": 0x1p10, "M": 0x1p20, "G": 0x1p30, "T": 0x1p40, "%": Double(machine) / 100,
    ]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = Double(digits), number > 0, digits.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    return Int(exactly: (number * (unit ?? 1)).rounded())
  }

  /// Sets the limit that an option or the environment asks for.
  static func apply(_ arguments: Arguments, _ context: Context) throws(CommandError) {
    guard let text = arguments[.memory] ?? context.environment(variable) else { return }
    guard let bytes = bytes(text, machine: context.machineMemory()) else {
      throw .badValue(.memory, text, expected: "a size such as 500M, 8G or 50%")
    }
    context.limitMemory(bytes)
  }
}
