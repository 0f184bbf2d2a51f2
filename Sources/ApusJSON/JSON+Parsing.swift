import CJansson

extension JSON {
  /// Reads one JSON text (RFC 8259) of any kind, in UTF-8.
  ///
  /// An integer beyond 64 bits becomes the nearest Double. Where a key stands twice, the last value
  /// holds. Nesting deeper than 2048 levels is an error, as are a number beyond Double's range, a
  /// lone surrogate and a NUL in a key.
  package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    self = try JSONParser(text: Array(bytes)).parse()
  }

  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8)
  }

  /// Copies a tree of jansson's; its depth is bounded by jansson's own limit.
  init(copying node: UnsafeMutablePointer<json_t>) {
    switch node.pointee.type {
    case JSON_TRUE: self = .bool(true)
    case JSON_FALSE: self = .bool(false)
    case JSON_INTEGER: self = .int(Int(json_integer_value(node)))
    case JSON_REAL: self = .double(json_real_value(node))
    case JSON_STRING:
      self = .string(String(copying: json_string_value(node), count: json_string_length(node)))
    case JSON_ARRAY:
      self = .array(
        (0..<json_array_size(node)).compactMap { json_array_get(node, $0).map(JSON.init(copying:)) }
      )
    case JSON_OBJECT:
      var members: [JSONObject.Element] = []
      members.reserveCapacity(json_object_size(node))
      var iterator = json_object_iter(node)
      while iterator != nil, let value = json_object_iter_value(iterator) {
        let key = String(
          copying: json_object_iter_key(iterator), count: json_object_iter_key_len(iterator))
        members.append((key, JSON(copying: value)))
        iterator = json_object_iter_next(node, iterator)
      }
      self = .object(JSONObject(distinct: members))
    default: self = .null
    }
  }
}

extension String {
  fileprivate init(copying start: UnsafePointer<CChar>?, count: Int) {
    let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
