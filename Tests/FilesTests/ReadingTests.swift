import ApusTensor
import Foundation
import Testing

@testable import ApusFiles

/// Files that NumPy and the safetensors package wrote, which `Reference/make.py` makes.
@Suite struct ReadingTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Reference").path

  struct Expected {
    let shape: [Int]
    let dtype: DType
    let values: [Double]
  }

  /// What the reference says of each array.
  static let expected: [String: Expected] = {
    let file = URL(fileURLWithPath: "\(folder)/expected.json")
    guard let data = try? Data(contentsOf: file),
      let json = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return [:] }
    return json.compactMapValues { array in
      guard let shape = array["shape"] as? [Int], let kind = array["kind"] as? String,
        let width = array["width"] as? Int, let values = array["values"] as? [Any]
      else { return nil }
      let dtype: DType =
        switch (kind, width) {
        case ("f", 8): .float64
        case ("f", _): .float32
        case ("b", _): .bool
        case ("u", 1): .uint8
        case ("i", 8), ("u", 4), ("u", 8): .int64
        default: .int32
        }
      let numbers = values.map { value in
        switch value as? String {
        case "inf": Double.infinity
        case "-inf": -Double.infinity
        case "nan": Double.nan
        default: (value as? NSNumber)?.doubleValue ?? 0
        }
      }
      return Expected(shape: shape, dtype: dtype, values: numbers)
    }
  }()

  private func check(_ name: String, _ tensor: Tensor) {
    guard let wanted = Self.expected[name] else {
      Issue.record("nothing is known of \(name)")
      return
    }
    #expect(tensor.shape == wanted.shape, "\(name)")
    #expect(tensor.dtype == wanted.dtype, "\(name)")
    let agrees = zip(tensor.doubles(), wanted.values).allSatisfy {
      $0 == $1 || $0.isNaN && $1.isNaN
    }
    #expect(agrees && tensor.count == wanted.values.count, "\(name)")
  }

  @Test func `every array of NumPy's is read`() throws {
    #expect(Self.expected.count == 17)
    for name in Self.expected.keys { check(name, try NpyFile.read("\(Self.folder)/\(name).npy")) }
    let exact = try NpyFile.read("\(Self.folder)/int64.npy").integers()
    #expect(exact == [1 << 62, -1, 0])
  }

  @Test(arguments: ["plain", "packed"])
  func `every array of an archive is read`(archive: String) throws {
    let tensors = try NpzFile.read("\(Self.folder)/\(archive).npz")
    #expect(Set(tensors.map(\.name)) == Set(Self.expected.keys))
    for (name, tensor) in tensors { check(name, tensor) }
  }

  @Test func `every tensor of a safetensors file is read`() throws {
    let tensors = try SafetensorsFile.read("\(Self.folder)/all.safetensors")
    #expect(Set(tensors.map(\.name)) == Set(Self.expected.keys))
    for (name, tensor) in tensors { check(name, tensor) }
  }
}
