import ApusTensor
import Foundation
import Testing

@testable import ApusFiles

/// Files that are cut off or changed: each is an error that names the file, and none traps.
@Suite struct DamageTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(ReadingTests.folder)/\(name)")))
  }

  private func read(_ name: String, _ bytes: [UInt8]) throws -> Int {
    let path = NSTemporaryDirectory() + "apus-\(UUID().uuidString)-\(name)"
    defer { unlink(path) }
    try FileBytes.write(bytes, to: path)
    do {
      switch name.split(separator: ".").last {
      case "npy": return try NpyFile.read(path).count
      case "npz": return try NpzFile.read(path).count
      default: return try SafetensorsFile.read(path).count
      }
    } catch {
      #expect(error.message.contains(path) || error.id == "memory" || error.id == "shape")
      throw error
    }
  }

  @Test(arguments: ["fortran.npy", "plain.npz", "packed.npz", "all.safetensors"])
  func `a file that is cut off is refused`(name: String) throws {
    let whole = try bytes(name)
    #expect(try read(name, whole) > 0)
    for count in stride(from: 0, to: whole.count, by: whole.count / 97 + 1) {
      #expect(throws: TensorError.self) { try read(name, Array(whole[..<count])) }
    }
  }

  @Test(arguments: ["fortran.npy", "plain.npz", "packed.npz", "all.safetensors"])
  func `a file with a changed byte is refused or read, and nothing else`(name: String) throws {
    let whole = try bytes(name)
    var refused = 0
    for place in stride(from: 0, to: whole.count, by: whole.count / 211 + 1) {
      var changed = whole
      changed[place] ^= 0x55
      do {
        _ = try read(name, changed)
      } catch is TensorError {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func `a file of something else is refused by its kind`() throws {
    let text = Array("name,value\n1,2\n".utf8)
    for name in ["a.npy", "a.npz", "a.safetensors"] {
      #expect(throws: TensorError.self) { try read(name, text) }
    }
    #expect(throws: TensorError.self) { try NpyFile.read("/nowhere/a.npy") }
  }

  @Test func `texts as elements are refused by name`() throws {
    var header = "{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }"
    header += String(repeating: " ", count: 60 - header.count) + "\n"
    var file: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    file.append(number: header.utf8.count, bytes: 2)
    file += Array(header.utf8) + [UInt8](repeating: 0, count: 12)
    #expect {
      try read("text.npy", file)
    } throws: {
      ($0 as? TensorError)?.message.contains("elements of NumPy's type '<U3'") == true
    }
  }
}
