import ApusTensor
import Foundation
import Testing

@testable import ApusFiles

@Suite struct BrainFloatTests {
  @Test func `bfloat16 is kept bit for bit, and NumPy's files say that they have none`() throws {
    let path = NSTemporaryDirectory() + "apus-\(UUID().uuidString)"
    defer { unlink(path) }
    let x = try Tensor([1, -2.5, 3.140625, .infinity], shape: [2, 2], dtype: .bfloat16)
    // The upper halves of the four numbers in single precision, least significant bytes first.
    #expect(try x.bytes() == [0x80, 0x3F, 0x20, 0xC0, 0x49, 0x40, 0x80, 0x7F])
    try SafetensorsFile.write([("x", x)], to: path)
    let read = try #require(try SafetensorsFile.read(path).first).tensor
    #expect(read.dtype == .bfloat16 && read.shape == [2, 2])
    #expect(try read.bytes() == x.bytes())
    #expect {
      try NpyFile.write(x, to: path)
    } throws: { ($0 as? TensorError)?.message == "NumPy's files have no bfloat16" }
  }
}
