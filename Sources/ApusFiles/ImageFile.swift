import ApusTensor
import ApusValue

/// Pictures: elements of type `uint8` in the shape `[height, width, channels]`, rows from the top.
///
/// One channel is grey, two are grey with opacity, three are red, green and blue, four these with
/// opacity.
package enum ImageFile {
  /// The picture in a PNG or a JPEG file, whichever its first bytes say.
  package static func read(_ path: String) throws(TensorError) -> Tensor {
    let bytes = try FileBytes.read(path)
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return try PNGFile.decode(bytes, path) }
    if bytes.starts(with: [0xFF, 0xD8]) { return try JPEGFile.decode(bytes, path) }
    throw TensorError("file", "the file '\(path)' is no PNG and no JPEG")
  }

  /// Writes a picture, `[height, width]` or `[height, width, channels]`, in the form that the name's
  /// ending says; `quality` is for JPEG.
  package static func write(
    _ tensor: Tensor, to path: String, quality: Int
  ) throws(TensorError) {
    let picture = try Picture(tensor)
    guard (1...100).contains(quality) else {
      throw TensorError("argument", "quality is from 1 to 100, got \(quality)")
    }
    switch path.split(separator: ".").last?.lowercased() {
    case "png": try FileBytes.write(PNGFile.encode(picture), to: path)
    case "jpg", "jpeg": try FileBytes.write(JPEGFile.encode(picture, quality: quality), to: path)
    default:
      throw TensorError(
        "argument", "the name of a picture ends in .png, .jpg or .jpeg, got '\(path)'")
    }
  }
}

/// The bytes of a picture, row by row.
struct Picture {
  let height: Int
  let width: Int
  let channels: Int
  var bytes: [UInt8]

  /// An empty one to be filled.
  ///
  /// Throws `memory` where there is no room for it.
  init(height: Int, width: Int, channels: Int) throws(TensorError) {
    let count = try Shape.count([height, width, channels])
    guard MemoryLimit.allows(count) else {
      throw TensorError(
        "memory",
        "a picture of \(width) by \(height) needs \(MemoryLimit.amount(count)) of memory")
    }
    (self.height, self.width, self.channels) = (height, width, channels)
    bytes = [UInt8](repeating: 0, count: count)
  }

  init(_ tensor: Tensor) throws(TensorError) {
    guard tensor.dtype == .uint8 else {
      throw TensorError(
        "dtype", "a picture's elements are UInt8 from 0 to 255, got \(tensor.describe)",
        help: "of numbers from 0 to 1: (x * 255).to(.uint8)")
    }
    let shape = tensor.ndim == 2 ? tensor.shape + [1] : tensor.shape
    guard shape.count == 3, shape[0] > 0, shape[1] > 0, (1...4).contains(shape[2]),
      shape[0] < 1 << 30, shape[1] < 1 << 30
    else {
      throw TensorError(
        "shape", "a picture is [height, width, channels] with 1 to 4 channels, got \(tensor.shape)",
        help: tensor.ndim == 3 && tensor.shape[0] < 5
          ? "with the channels first: x.permuted(1, 2, 0)" : nil)
    }
    (height, width, channels) = (shape[0], shape[1], shape[2])
    bytes = try tensor.bytes()
  }

  func tensor() throws(TensorError) -> Tensor {
    try Tensor(bytes: bytes[...], shape: [height, width, channels], dtype: .uint8)
  }
}
