import ApusJSON

extension Notebook {
  /// Reads a notebook file.
  ///
  /// A cell without an id, as all are before version 4.5, gets one made from its place and content,
  /// so that reading the same file twice gives the same notebook; so does a cell whose id has
  /// occurred already. Text in lines is joined. What must not be kept in a file is dropped.
  package init(parsing bytes: some Collection<UInt8>) throws(NotebookError) {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch { throw .notJSON(error) }
    try self.init(json)
  }

  package init(_ json: JSON) throws(NotebookError) {
    let major: Int
    do { major = try JSONReader(json).field("nbformat").int() } catch { throw .malformed(error) }
    guard major == Self.version else { throw .version(major) }
    do { try self.init(reading: JSONReader(json)) } catch { throw .malformed(error) }
  }

  private init(reading document: JSONReader) throws(JSONError) {
    minorVersion = max(Self.minorVersion, try document.field("nbformat_minor").int())
    metadata = try document.optional("metadata")?.object() ?? [:]
    for key in Self.transientMetadata { metadata[key] = nil }
    cells = []
    var ids: Set<String> = []
    for (index, reader) in try document.field("cells").array().enumerated() {
      var cell = try Cell(reading: reader)
      while cell.id.isEmpty || !ids.insert(cell.id).inserted {
        cell.id = cell.derivedID(at: index, salt: cell.id)
      }
      cells.append(cell)
    }
    unknown = try document.object().without(Self.members)
  }

  static let members = ["nbformat", "nbformat_minor", "metadata", "cells"]
  static let transientMetadata = ["orig_nbformat", "orig_nbformat_minor", "signature"]
}

extension Notebook.Cell {
  init(reading cell: JSONReader) throws(JSONError) {
    let type = try cell.field("cell_type")
    guard let kind = Kind(rawValue: try type.string()) else {
      throw type.mismatch(expected: #""code", "markdown" or "raw""#)
    }
    self.kind = kind
    id = try cell.optional("id")?.string() ?? ""
    source = try cell.field("source").joinedText()
    metadata = try cell.optional("metadata")?.object() ?? [:]
    for key in Self.transientMetadata { metadata[key] = nil }
    attachments = nil
    if let reader = try cell.optional("attachments") {
      var attachments = try reader.object()
      for name in attachments.keys {
        attachments[name] = .object(try reader.field(name).mimeBundle())
      }
      self.attachments = attachments
    }
    outputs = []
    if kind == .code, let readers = try cell.optional("outputs")?.array() {
      for reader in readers { outputs.append(try Notebook.Output(reading: reader)) }
    }
    executionCount = kind == .code ? try cell.optional("execution_count")?.int() : nil
    unknown = try cell.object().without(Self.members(of: kind))
  }

  static func members(of kind: Kind) -> [String] {
    ["cell_type", "id", "source", "metadata", "attachments"]
      + (kind == .code ? ["outputs", "execution_count"] : [])
  }

  static let transientMetadata = ["trusted"]

  /// An id made from what is known of the cell: FNV-1a over place, kind and source.
  func derivedID(at index: Int, salt: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(index) \(kind.rawValue) \(salt)\n\(source)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Notebook.Output {
  init(reading output: JSONReader) throws(JSONError) {
    let type = try output.field("output_type")
    guard let kind = Kind(rawValue: try type.string()) else {
      let known = Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw type.mismatch(expected: "one of \(known)")
    }
    switch kind {
    case .stream:
      content = .stream(
        name: try output.field("name").string(), text: try output.field("text").joinedText())
    case .displayData:
      content = .displayData(
        data: try output.field("data").mimeBundle(),
        metadata: try output.optional("metadata")?.object() ?? [:])
    case .executeResult:
      content = .executeResult(
        data: try output.field("data").mimeBundle(),
        metadata: try output.optional("metadata")?.object() ?? [:],
        executionCount: try output.optional("execution_count")?.int())
    case .error:
      var traceback: [String] = []
      for line in try output.field("traceback").array() { traceback.append(try line.string()) }
      content = .error(
        name: try output.field("ename").string(), value: try output.field("evalue").string(),
        traceback: traceback)
    }
    unknown = try output.object().without(kind.members)
  }

  /// The forms of an output by their `output_type`.
  enum Kind: String, CaseIterable {
    case stream
    case displayData = "display_data"
    case executeResult = "execute_result"
    case error

    /// The members that nbformat defines, all of them required.
    var members: [String] {
      switch self {
      case .stream: ["output_type", "name", "text"]
      case .displayData: ["output_type", "data", "metadata"]
      case .executeResult: ["output_type", "data", "metadata", "execution_count"]
      case .error: ["output_type", "ename", "evalue", "traceback"]
      }
    }
  }
}

extension JSONObject {
  fileprivate func without(_ keys: [String]) -> JSONObject {
    JSONObject(filter { !keys.contains($0.key) })
  }
}

extension JSONReader {
  /// A string, or the strings of an array put together.
  fileprivate func joinedText() throws(JSONError) -> String {
    if let text = value.string { return text }
    guard let lines = value.lines else {
      throw mismatch(expected: "a string or an array of strings")
    }
    return lines.joined()
  }

  /// An object of MIME types whose text, where it is in lines, is joined.
  fileprivate func mimeBundle() throws(JSONError) -> JSONObject {
    var bundle = try object()
    for (type, content) in bundle where !MIMEType.isJSON(type) {
      if let lines = content.lines { bundle[type] = .string(lines.joined()) }
    }
    return bundle
  }
}

extension JSON {
  /// The elements of an array that has nothing but strings.
  fileprivate var lines: [String]? {
    guard let array, let lines = array.map(\.string) as? [String] else { return nil }
    return lines
  }
}
