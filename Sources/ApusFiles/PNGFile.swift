import ApusTensor
import CPNG

/// PNG through libpng's simplified interface, which reports errors without jumps.
enum PNGFile {
  static func decode(_ bytes: [UInt8], _ path: String) throws(TensorError) -> Tensor {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else {
      throw .damaged(path, text(of: image))
    }
    // Sixteen bits a channel become eight as they are, and a palette its colours.
    image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
    let layout = image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLOR)
    image.format = layout
    var picture = try Picture(
      height: Int(image.height), width: Int(image.width),
      channels: Int(layout) + 1)
    guard png_image_finish_read(&image, nil, &picture.bytes, 0, nil) != 0,
      image.warning_or_error & png_uint_32(PNG_IMAGE_ERROR) == 0
    else { throw .damaged(path, text(of: image)) }
    guard hasEnd(bytes) else { throw .damaged(path, "it ends too early") }
    return try picture.tensor()
  }

  /// Whether the chunk is there that ends a PNG, which libpng does not look for.
  private static func hasEnd(_ bytes: [UInt8]) -> Bool {
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
      if bytes[(place + 4)..<(place + 8)].elementsEqual("IEND".utf8) { return true }
      place += 12 + length
    }
    return false
  }

  static func encode(_ picture: Picture) throws(TensorError) -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    (image.width, image.height) = (png_uint_32(picture.width), png_uint_32(picture.height))
    image.format = png_uint_32(
      (picture.channels > 2 ? PNG_FORMAT_FLAG_COLOR : 0)
        | (picture.channels % 2 == 0 ? PNG_FORMAT_FLAG_ALPHA : 0))
    // What libpng promises to be enough: the rows unpacked, and room for the parts around them.
    var size = png_alloc_size_t(picture.bytes.count + picture.bytes.count / 100 + picture.height)
    size += 4096
    var result = [UInt8](repeating: 0, count: size)
    guard
      png_image_write_to_memory(&image, &result, &size, 0, picture.bytes, 0, nil) != 0,
      size <= result.count
    else { throw TensorError("file", "this picture cannot be a PNG: \(text(of: image))") }
    return Array(result[..<size])
  }

  /// What libpng says of it.
  private static func text(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
