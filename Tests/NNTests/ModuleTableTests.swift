import Testing

/// Samples of PyTorch's own table of modules, with the results and gradients that PyTorch has in double
/// precision; `Reference/moduleinfo.py` draws them.
@Suite struct ModuleTableTests {
  /// A module of the table: how many samples are stored, how many are not by reason, and why none is.
  struct Entry: Decodable {
    var name: String
    var taken: Int
    var left: [String: Int]
    var reason: String?
  }

  private static let samples = (try? ReferenceFile.read("modules", as: [ReferenceLayer].self)) ?? []
  private static let table = (try? ReferenceFile.read("coverage", as: [Entry].self)) ?? []

  /// What is wrong with a list of modules and the samples that belong to it.
  static func faults(_ table: [Entry], _ samples: [ReferenceLayer]) -> [String] {
    let counts = Dictionary(grouping: samples, by: \.name).mapValues(\.count)
    var faults = table.compactMap { entry -> String? in
      if entry.taken != counts[entry.name, default: 0] {
        return "\(entry.name): \(entry.taken) samples, stored are \(counts[entry.name, default: 0])"
      }
      if (entry.taken == 0) != (entry.reason?.isEmpty == false) {
        return "\(entry.name) is neither taken nor left out with a reason"
      }
      return nil
    }
    for name in counts.keys where !table.contains(where: { $0.name == name }) {
      faults.append("\(name) is not in the table")
    }
    return faults
  }

  @Test(arguments: table.filter { $0.taken > 0 }.map(\.name), ["float64", "float32"])
  func `layers compute what PyTorch's table does, with their gradients`(
    name: String, dtype: String
  ) throws {
    let (relative, absolute) = dtype == "float64" ? (1e-9, 1e-10) : (1e-4, 1e-5)
    for (index, sample) in Self.samples.filter({ $0.name == name }).enumerated() {
      do {
        let found = try sample.found(dtype)
        #expect(
          isClose(found, sample.wanted, relative, absolute),
          "sample \(index), \(sample.code), \(sample.result)")
      } catch {
        Issue.record("sample \(index), \(sample.code), \(sample.result): \(error)")
      }
    }
  }

  @Test func `every module of PyTorch's table is taken or left out with a reason`() {
    let (table, samples) = (Self.table, Self.samples)
    #expect(Self.faults(table, samples) == [])
    let taken = table.count { $0.taken > 0 }
    // A file that has shrunk shows less than it says.
    #expect(table.count >= 114 && taken >= 79 && samples.count >= 240)
    let left = table.flatMap(\.left.values).reduce(0, +)
    print(
      "PyTorch's table of modules: \(table.count) modules, \(taken) taken,",
      "\(samples.count) samples, \(left) samples of taken modules left out")
    for entry in table {
      if let reason = entry.reason { print("  \(entry.name): \(reason)") }
    }
  }

  @Test func `a wrong number and a module without a reason are found`() throws {
    var sample = try #require(Self.samples.first { $0.name == "nn.Linear" })
    let found = try sample.found("float64")
    sample.inputGradients["input"]?.values[0].number += 1e-6
    #expect(!isClose(found, sample.wanted, 1e-9, 1e-10))
    let new = Entry(name: "nn.New", taken: 0, left: [:], reason: nil)
    #expect(Self.faults(Self.table + [new], Self.samples).count == 1)
  }
}
