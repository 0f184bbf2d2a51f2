import ApusJSON

extension Notebook {
  /// The notebook file, to the byte as nbformat's own writer makes it.
  package func bytes() -> [UInt8] { json(inLines: true).bytes(.notebook) }

  /// The document; `inLines` has long texts as arrays of lines, as in a file.
  package func json(inLines: Bool) -> JSON {
    var document = unknown
    document["nbformat"] = .int(Self.version)
    document["nbformat_minor"] = .int(minorVersion)
    var metadata = metadata
    for key in Self.transientMetadata { metadata[key] = nil }
    document["metadata"] = .object(metadata)
    document["cells"] = .array(cells.map { $0.json(inLines: inLines) })
    return .object(document)
  }
}

extension Notebook.Cell {
  func json(inLines: Bool) -> JSON {
    var cell = unknown
    cell["cell_type"] = .string(kind.rawValue)
    cell["id"] = .string(id)
    var metadata = metadata
    for key in Self.transientMetadata { metadata[key] = nil }
    cell["metadata"] = .object(metadata)
    cell["source"] = JSON(text: source, inLines: inLines)
    if let attachments {
      var written = attachments
      for (name, bundle) in attachments {
        if case .object(let bundle) = bundle {
          written[name] = JSON(mimeBundle: bundle, inLines: inLines)
        }
      }
      cell["attachments"] = .object(written)
    }
    if kind == .code {
      cell["outputs"] = .array(outputs.map { $0.json(inLines: inLines) })
      cell["execution_count"] = executionCount.map(JSON.int) ?? .null
    }
    return .object(cell)
  }
}

extension Notebook.Output {
  func json(inLines: Bool) -> JSON {
    var output = unknown
    switch content {
    case .stream(let name, let text):
      output["output_type"] = .string(Kind.stream.rawValue)
      output["name"] = .string(name)
      output["text"] = JSON(text: text, inLines: inLines)
    case .displayData(let data, let metadata):
      output["output_type"] = .string(Kind.displayData.rawValue)
      output["data"] = JSON(mimeBundle: data, inLines: inLines)
      output["metadata"] = .object(metadata)
    case .executeResult(let data, let metadata, let executionCount):
      output["output_type"] = .string(Kind.executeResult.rawValue)
      output["data"] = JSON(mimeBundle: data, inLines: inLines)
      output["metadata"] = .object(metadata)
      output["execution_count"] = executionCount.map(JSON.int) ?? .null
    case .error(let name, let value, let traceback):
      output["output_type"] = .string(Kind.error.rawValue)
      output["ename"] = .string(name)
      output["evalue"] = .string(value)
      output["traceback"] = .array(traceback.map(JSON.string))
    }
    return .object(output)
  }
}

extension JSON {
  fileprivate init(text: String, inLines: Bool) {
    self = inLines ? .array(text.pythonLines().map(JSON.string)) : .string(text)
  }

  fileprivate init(mimeBundle: JSONObject, inLines: Bool) {
    var bundle = mimeBundle
    for (type, content) in mimeBundle where MIMEType.isStoredInLines(type) {
      if case .string(let text) = content { bundle[type] = JSON(text: text, inLines: inLines) }
    }
    self = .object(bundle)
  }
}
