import ApusTensor
import Foundation
import Testing

@testable import ApusFiles

/// Pictures in files; `Tests/Notebooks/test_files.py` compares them with Pillow's.
@Suite struct PictureTests {
  private func picture(_ channels: Int) throws -> Tensor {
    let values = (0..<(9 * 14 * channels)).map { ($0 * 37 + $0 / 14) % 256 }
    return try Tensor(values, shape: [9, 14, channels]).to(.uint8)
  }

  private func file(_ ending: String) -> String {
    NSTemporaryDirectory() + "apus-\(UUID().uuidString).\(ending)"
  }

  @Test(arguments: 1...4)
  func `a PNG gives back what was written`(channels: Int) throws {
    let path = file("png")
    defer { unlink(path) }
    let wanted = try picture(channels)
    try ImageFile.write(wanted, to: path, quality: 90)
    let found = try ImageFile.read(path)
    #expect(found.shape == wanted.shape && found.dtype == .uint8)
    #expect(try found.integers() == wanted.integers())
    try ImageFile.write(wanted.selecting([.all, .all, .at(0)]), to: path, quality: 90)
    #expect(try ImageFile.read(path).shape == [9, 14, 1])
  }

  @Test(arguments: ["png", "jpg"])
  func `a damaged picture is refused or read, and nothing else`(ending: String) throws {
    let path = file(ending)
    defer { unlink(path) }
    try ImageFile.write(picture(3), to: path, quality: 90)
    let whole = try FileBytes.read(path)
    for count in stride(from: 0, to: whole.count - 2, by: whole.count / 97 + 1) {
      try FileBytes.write(Array(whole[..<count]), to: path)
      #expect(throws: TensorError.self, "\(count) bytes") { try ImageFile.read(path) }
    }
    var refused = 0
    for place in stride(from: 0, to: whole.count, by: whole.count / 211 + 1) {
      var changed = whole
      changed[place] ^= 0x55
      try FileBytes.write(changed, to: path)
      do {
        _ = try ImageFile.read(path)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func `what is no picture is refused`() throws {
    let path = file("png")
    for shape in [[3], [2, 2, 5], [0, 2, 3], [2, 2, 2, 3]] {
      #expect(throws: TensorError.self) {
        try ImageFile.write(Tensor.zeros(shape, dtype: .uint8), to: path, quality: 90)
      }
    }
    #expect(throws: TensorError.self) {
      try ImageFile.write(picture(3), to: file("gif"), quality: 90)
    }
    #expect(throws: TensorError.self) {
      try ImageFile.write(picture(3), to: file("jpg"), quality: 0)
    }
  }
}
