import ApusTensor
import CTurboJPEG

/// JPEG through libturbojpeg.
enum JPEGFile {
  static func decode(_ bytes: [UInt8], _ path: String) throws(TensorError) -> Tensor {
    guard let handle = tjInitDecompress() else { throw .noTurboJPEG }
    defer { tjDestroy(handle) }
    var (width, height, sampling, colours): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    let size = UInt(bytes.count)
    guard tjDecompressHeader3(handle, bytes, size, &width, &height, &sampling, &colours) == 0 else {
      throw .damaged(path, text(handle))
    }
    let isGrey = colours == CInt(TJCS_GRAY.rawValue)
    var picture = try Picture(
      height: Int(height), width: Int(width), channels: isGrey ? 1 : 3)
    let format = CInt((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue)
    guard
      tjDecompress2(handle, bytes, size, &picture.bytes, width, 0, height, format, 0) == 0
    else { throw .damaged(path, text(handle)) }
    return try picture.tensor()
  }

  static func encode(_ picture: Picture, quality: Int) throws(TensorError) -> [UInt8] {
    guard picture.channels == 1 || picture.channels == 3 else {
      throw TensorError(
        "shape", "a JPEG has 1 or 3 channels and no opacity, got \(picture.channels)",
        help: "save it as .png, or leave out the opacity: x[..., ..<\(picture.channels - 1)]")
    }
    guard let handle = tjInitCompress() else { throw .noTurboJPEG }
    defer { tjDestroy(handle) }
    let (width, height) = (CInt(picture.width), CInt(picture.height))
    let isGrey = picture.channels == 1
    let sampling = CInt((isGrey ? TJSAMP_GRAY : TJSAMP_420).rawValue)
    let format = CInt((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue)
    var size = tjBufSize(width, height, sampling)
    guard size != UInt.max else {
      throw TensorError("shape", "this picture is too large for a JPEG")
    }
    var result = [UInt8](repeating: 0, count: Int(size))
    let status = result.withUnsafeMutableBufferPointer { target in
      var start = target.baseAddress
      return tjCompress2(
        handle, picture.bytes, width, 0, height, format, &start, &size, sampling, CInt(quality),
        TJFLAG_NOREALLOC)
    }
    guard status == 0 else {
      throw TensorError("file", "this picture cannot be a JPEG: \(text(handle))")
    }
    return Array(result[..<Int(size)])
  }

  /// What libturbojpeg says of it.
  private static func text(_ handle: tjhandle) -> String {
    tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no reason is given"
  }
}

extension TensorError {
  fileprivate static let noTurboJPEG = TensorError("memory", "there is no room for reading a JPEG")
}
