import ApusJSON

/// Collects a notebook's faults; each method is a part of nbformat's schema.
struct NotebookCheck {
  private(set) var faults: [JSONError] = []
  private var ids: Set<String> = []

  mutating func document(_ document: JSONReader, unknown: JSONObject) {
    noMembers(unknown, of: "")
    object(document, "metadata") { check, metadata in
      check.object(metadata, "kernelspec") { check, kernelspec in
        check.required(kernelspec, "name", "a string", Self.isString)
        check.required(kernelspec, "display_name", "a string", Self.isString)
      }
      check.object(metadata, "language_info") { check, language in
        check.required(language, "name", "a string", Self.isString)
        for key in ["file_extension", "mimetype", "pygments_lexer"] {
          check.optional(language, key, "a string", Self.isString)
        }
        check.optional(language, "codemirror_mode", "a string or an object") {
          $0.string != nil || $0.object != nil
        }
      }
      check.optional(metadata, "title", "a string", Self.isString)
      check.optional(metadata, "authors", "an array") { $0.array != nil }
    }
  }

  mutating func cell(_ cell: Notebook.Cell, _ reader: JSONReader) {
    noMembers(cell.unknown, of: reader.path)
    required(reader, "id", "1 to 64 letters, digits, - and _", Self.isID)
    if !ids.insert(cell.id).inserted {
      faults.append(
        .mismatch(
          path: "\(reader.path).id", expected: "an id of its own",
          found: "that of an earlier cell, \"\(cell.id)\""))
    }
    if cell.kind == .code, let attachments = cell.attachments {
      noMembers(["attachments": .object(attachments)], of: reader.path)
    }
    metadata(of: cell.kind, reader)
    object(reader, "attachments") { check, attachments in
      for name in attachments.keys { check.mimeBundle(attachments, name) }
    }
    if let count = cell.executionCount, cell.kind == .code { nonNegative(count, reader.path) }
    for (index, output) in cell.outputs.enumerated() where cell.kind == .code {
      let path = "\(reader.path).outputs[\(index)]"
      self.output(output, JSONReader(output.json(inLines: false), path: path))
    }
  }

  private mutating func metadata(of kind: Notebook.Cell.Kind, _ cell: JSONReader) {
    object(cell, "metadata") { check, metadata in
      check.optional(metadata, "name", "one line of text") { name in
        name.string.map { !$0.isEmpty && !$0.unicodeScalars.contains("\n") } ?? false
      }
      check.optional(metadata, "tags", "an array of different strings without commas", Self.areTags)
      check.optional(metadata, "jupyter", "an object") { $0.object != nil }
      switch kind {
      case .raw:
        check.optional(metadata, "format", "a string", Self.isString)
      case .markdown:
        break
      case .code:
        check.optional(metadata, "collapsed", "true or false") { $0.bool != nil }
        check.optional(metadata, "scrolled", "true, false or \"auto\"") {
          $0.bool != nil || $0 == "auto"
        }
        check.object(metadata, "execution") { check, execution in
          for key in execution.keys { check.required(execution, key, "a string", Self.isString) }
        }
      }
    }
  }

  private mutating func output(_ output: Notebook.Output, _ reader: JSONReader) {
    noMembers(output.unknown, of: reader.path)
    switch output.content {
    case .stream, .error: break
    case .displayData: mimeBundle(reader, "data")
    case .executeResult(_, _, let count):
      mimeBundle(reader, "data")
      if let count { nonNegative(count, reader.path) }
    }
  }

  private mutating func mimeBundle(_ owner: JSONReader, _ key: String) {
    object(owner, key) { check, bundle in
      for type in bundle.keys where !MIMEType.isJSON(type) {
        check.required(bundle, type, "a string or an array of strings") { content in
          content.string != nil || content.array?.allSatisfy { $0.string != nil } ?? false
        }
      }
    }
  }

  private static func isString(_ value: JSON) -> Bool { value.string != nil }

  private static func isID(_ value: JSON) -> Bool {
    guard let id = value.string else { return false }
    return 1...64 ~= id.utf8.count
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private static func areTags(_ value: JSON) -> Bool {
    guard let tags = value.array else { return false }
    return Set(tags).count == tags.count
      && tags.allSatisfy { $0.string.map { !$0.isEmpty && !$0.contains(",") } ?? false }
  }

  private mutating func noMembers(_ unknown: JSONObject, of path: String) {
    for (key, value) in unknown {
      let reader = JSONReader(value, path: path.isEmpty ? key : "\(path).\(key)")
      faults.append(reader.mismatch(expected: "no member of that name"))
    }
  }

  private mutating func nonNegative(_ count: Int, _ path: String) {
    guard count < 0 else { return }
    let reader = JSONReader(.int(count), path: "\(path).execution_count")
    faults.append(reader.mismatch(expected: "0 or more"))
  }

  /// Looks into a member that must be an object where it is there at all.
  private mutating func object(
    _ owner: JSONReader, _ key: String, then look: (inout NotebookCheck, JSONReader) -> Void
  ) {
    guard owner.value[key] != nil else { return }
    optional(owner, key, "an object") { $0.object != nil }
    if let member = try? owner.field(key), member.value.object != nil { look(&self, member) }
  }

  private mutating func optional(
    _ owner: JSONReader, _ key: String, _ expected: String, _ isValid: (JSON) -> Bool
  ) {
    guard owner.value[key] != nil else { return }
    required(owner, key, expected, isValid)
  }

  private mutating func required(
    _ owner: JSONReader, _ key: String, _ expected: String, _ isValid: (JSON) -> Bool
  ) {
    do throws(JSONError) {
      let member = try owner.field(key)
      if !isValid(member.value) { throw member.mismatch(expected: expected) }
    } catch {
      faults.append(error)
    }
  }
}

extension JSONReader {
  fileprivate var keys: [String] { value.object?.keys ?? [] }
}
