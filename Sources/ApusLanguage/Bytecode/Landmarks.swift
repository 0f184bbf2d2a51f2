import ApusText

/// What a debugger has to know of a chunk: where its statements begin, and where its variables stand.
///
/// The library has none, so that no one steps into it.
package struct Landmarks {
  /// Where a statement, or another turn of a loop, begins.
  struct Statement {
    let instruction: Int
    /// Where it begins in the text, in UTF-8 bytes.
    let offset: Int
    let isTurn: Bool
  }

  /// Where the value of a variable is found in a call's registers.
  enum Home {
    case register(Int)
    case box(Int)
    /// A tuple whose parts have registers of their own, from this one on.
    case parts(Int)
  }

  struct Variable {
    let name: String
    let type: Type
    let isConstant: Bool
    let home: Home
    /// The instructions at which it has its value, or may have.
    var start: Int
    var end = Int.max
  }

  /// In the order of the instructions, each at one of its own.
  private(set) var statements: [Statement] = []
  private(set) var variables: [Variable] = []
  /// Whether the chunk is a whole cell.
  package var isCell = false

  var isEmpty: Bool { statements.isEmpty }

  /// Notes a statement; of several at one instruction the last one counts, since the others do
  /// nothing.
  mutating func begin(_ statement: Statement) {
    if let last = statements.last, last.instruction == statement.instruction {
      if statement.isTurn, !last.isTurn { return }
      statements.removeLast()
    }
    statements.append(statement)
  }

  mutating func declare(_ variable: Variable) { variables.append(variable) }

  /// A variable that was declared without a value has one from here on.
  mutating func set(_ index: Int, from instruction: Int) {
    if variables[index].start == .max { variables[index].start = instruction }
  }

  /// Variables that were declared since there were so many are there no longer.
  mutating func endVariables(since count: Int, at instruction: Int) {
    for index in count..<max(count, variables.count) where variables[index].end == .max {
      variables[index].end = instruction
    }
  }

  /// Variables that have begun since an instruction are there no longer.
  mutating func endVariables(startedAfter first: Int, at instruction: Int) {
    for index in variables.indices
    where variables[index].end == .max && variables[index].start > first {
      variables[index].end = instruction
    }
  }

  /// Variables that were declared since there were so many are there again, with the same values.
  mutating func resumeVariables(_ indices: Range<Int>, at instruction: Int) {
    for index in indices {
      var variable = variables[index]
      (variable.start, variable.end) = (instruction, .max)
      variables.append(variable)
    }
  }

  /// Which statement an instruction begins.
  func index(at instruction: Int) -> Int? {
    var (low, high) = (0, statements.count)
    while low < high {
      let middle = (low + high) / 2
      if statements[middle].instruction < instruction { low = middle + 1 } else { high = middle }
    }
    let isThere = low < statements.count && statements[low].instruction == instruction
    return isThere ? low : nil
  }

  /// The variables that have their values at an instruction, those of inner blocks last.
  func variables(at instruction: Int) -> [Variable] {
    variables.filter { $0.start <= instruction && instruction < $0.end }
  }
}
