import ApusJSON
import ApusTensor

/// A file of tensors by name: the length of a header, the header as JSON, the elements.
///
/// https://huggingface.co/docs/safetensors
package enum SafetensorsFile {
  package static func read(_ path: String) throws(TensorError) -> [(name: String, tensor: Tensor)] {
    let bytes = try FileBytes.read(path)[...]
    guard let length = bytes.number(at: 0, bytes: 8), length <= bytes.count - 8 else {
      throw .damaged(path, "its header ends too early")
    }
    guard let header = try? JSON(parsing: bytes[8..<(8 + length)]).object else {
      throw .damaged(path, "its header is no JSON object")
    }
    let elements = bytes[(8 + length)...]
    var places: [Place] = []
    for (name, value) in header where name != "__metadata__" {
      guard let place = Place(name, value) else {
        throw .damaged(path, "its header does not say type, shape and place of '\(name)'")
      }
      places.append(place)
    }
    var expected = 0
    for place in places.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard place.start == expected, place.end >= place.start, place.end <= elements.count else {
        throw .damaged(path, "'\(place.name)' does not lie behind what is before it")
      }
      expected = place.end
    }
    guard expected == elements.count else {
      throw .damaged(path, "\(elements.count - expected) bytes at its end belong to no tensor")
    }
    var tensors: [(name: String, tensor: Tensor)] = []
    for place in places {
      tensors.append((place.name, try place.tensor(elements, path)))
      try Interruption.check()
    }
    return tensors
  }

  /// What the header says of a tensor.
  private struct Place {
    let name: String
    let typeName: String
    let shape: [Int]
    let start: Int
    let end: Int

    init?(_ name: String, _ json: JSON) {
      guard let typeName = json["dtype"]?.string, let sizes = json["shape"]?.array,
        let offsets = json["data_offsets"]?.array, offsets.count == 2,
        let start = offsets[0].int, let end = offsets[1].int, start >= 0
      else { return nil }
      shape = sizes.compactMap { $0.int }
      guard shape.count == sizes.count else { return nil }
      (self.name, self.typeName, self.start, self.end) = (name, typeName, start, end)
    }

    func tensor(_ elements: ArraySlice<UInt8>, _ path: String) throws(TensorError) -> Tensor {
      guard let type = StoredType(name: typeName) else {
        throw TensorError(
          "file",
          "'\(name)' in the file '\(path)' has elements of type \(typeName), "
            + "which no tensor has")
      }
      let (needed, overflow) = try Shape.count(shape).multipliedReportingOverflow(by: type.width)
      guard !overflow, needed == end - start else {
        throw .damaged(
          path, "shape \(shape) of '\(name)' needs \(needed) bytes, and it has \(end - start)")
      }
      let first = elements.startIndex + start
      return try type.tensor(elements[first..<(first + needed)], shape: shape)
    }
  }

  package static func write(
    _ tensors: [(name: String, tensor: Tensor)], to path: String
  ) throws(TensorError) {
    var header = JSONObject()
    var elements: [UInt8] = []
    // The widest elements first, so that each begins at a multiple of its width.
    let ordered = tensors.sorted {
      ($1.tensor.dtype.byteCount, $0.name) < ($0.tensor.dtype.byteCount, $1.name)
    }
    for (name, tensor) in ordered {
      let start = elements.count
      elements += try tensor.bytes()
      header[name] = .object(
        JSONObject([
          ("dtype", .string(tensor.dtype.safetensorsName)),
          ("shape", .array(tensor.shape.map { .int($0) })),
          ("data_offsets", .array([.int(start), .int(elements.count)])),
        ]))
    }
    var text = JSON.object(header).bytes()
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.append(number: text.count, bytes: 8)
    try FileBytes.write(bytes + text + elements, to: path)
  }
}
