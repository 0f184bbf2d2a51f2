import ApusTensor
import Foundation
import Testing

@testable import ApusFiles

@Suite struct TableTests {
  private func read(_ text: String, header: Bool = false) throws -> Tensor {
    let path = NSTemporaryDirectory() + "apus-\(UUID().uuidString).csv"
    defer { unlink(path) }
    try FileBytes.write(Array(text.utf8), to: path)
    return try CSVFile.read(path, header: header, separator: ",", dtype: .float64)
  }

  @Test func `numbers, names, spaces and empty lines`() throws {
    let x = try read("a,b\n1, 2.5\r\n\n-3e2,inf\n", header: true)
    #expect(x.shape == [2, 2])
    #expect(x.doubles() == [1, 2.5, -300, .infinity])
    #expect(try read("").shape == [0, 0])
  }

  @Test func `what is no number is said by line and column`() throws {
    #expect {
      try read("1,2\n3,x\n")
    } throws: {
      let message = ($0 as? TensorError)?.message ?? ""
      return message.hasPrefix("line 2, column 2 of the file") && message.hasSuffix("'x'")
    }
    #expect {
      try read("1,2\n3\n")
    } throws: { ($0 as? TensorError)?.message.contains("line 2 has 1 value, ") == true }
  }

  @Test func `what is written is read again, to the last digit`() throws {
    let path = NSTemporaryDirectory() + "apus-\(UUID().uuidString).csv"
    defer { unlink(path) }
    let x = try Tensor([1 / 3, -0.1, 1e300, .nan, 5, 6], shape: [3, 2], dtype: .float64)
    try CSVFile.write(x, to: path, header: ["a", "b"], separator: ";")
    let y = try CSVFile.read(path, header: true, separator: ";", dtype: .float64)
    #expect(y.shape == x.shape)
    #expect(zip(x.doubles(), y.doubles()).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
  }
}
