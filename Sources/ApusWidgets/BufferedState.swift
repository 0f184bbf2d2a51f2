import ApusJSON

/// A widget's state, or a part of it: values, and bytes that travel beside the message that carries
/// them.
///
/// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
package struct BufferedState: Sendable, Equatable {
  /// Bytes, and the path to where they belong; it begins with an entry's key.
  package struct Buffer: Sendable, Equatable {
    package var path: [JSON]
    package var bytes: [UInt8]

    package init(path: [JSON], bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }

    /// The entry of the state that it belongs to.
    package var key: String? { path.first?.string }
  }

  package var values: JSONObject
  package var buffers: [Buffer]

  package init(_ values: JSONObject = [:], buffers: [Buffer] = []) {
    self.values = values
    self.buffers = buffers
  }

  /// Reads the state of a message's data.
  package init(_ data: JSONReader, buffers: [[UInt8]]) throws(JSONError) {
    values = try data.field("state").object()
    self.buffers = []
    let paths = try data.optional("buffer_paths")?.array() ?? []
    for (path, bytes) in zip(paths, buffers) {
      self.buffers.append(Buffer(path: try path.array().map(\.value), bytes: bytes))
    }
  }

  /// Takes an entry of another state, with its bytes.
  package mutating func take(_ key: String, from other: BufferedState) {
    values[key] = other.values[key]
    buffers.removeAll { $0.key == key }
    buffers += other.buffers.filter { $0.key == key }
  }

  /// The entries of some keys.
  package func only(_ keys: some Sequence<String>) -> BufferedState {
    var part = BufferedState()
    for key in keys { part.take(key, from: self) }
    return part
  }

  /// Whether two states agree in an entry.
  package func agrees(with other: BufferedState, in key: String) -> Bool {
    values[key] == other.values[key]
      && buffers.filter { $0.key == key } == other.buffers.filter { $0.key == key }
  }

  /// The members of a message's data, after those that stand there already.
  package func data(_ data: JSONObject = [:]) -> JSONObject {
    var data = data
    data["state"] = .object(values)
    data["buffer_paths"] = .array(buffers.map { .array($0.path) })
    return data
  }
}
