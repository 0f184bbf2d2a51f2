import ApusJSON
import ApusNotebook
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: ["v4.0", "v4.1", "v4.2", "v4.3", "v4.4", "v4.5", "empty"])
  func `a notebook is written to the byte as nbformat writes it`(name: String) throws {
    let notebook = try Notebook(parsing: try Reference.bytes("\(name).ipynb"))
    let expected = String(decoding: try Reference.bytes("\(name).written.ipynb"), as: UTF8.self)
    #expect(String(decoding: notebook.bytes(), as: UTF8.self) == expected)
  }

  @Test func `what is written reads back as the same notebook`() throws {
    let notebook = try Notebook(parsing: try Reference.bytes("v4.5.ipynb"))
    #expect(try Notebook(parsing: notebook.bytes()) == notebook)
    #expect(try Notebook(notebook.json(inLines: false)) == notebook)
  }

  @Test func `texts in lines are joined in the model`() throws {
    let notebook = try Notebook(parsing: try Reference.bytes("v4.5.ipynb"))
    #expect(notebook.cells[0].source == "# Title\n\nText")
    #expect(notebook.cells[1].outputs[0] == .stream("stdout", "one\ntwo"))
    guard case .displayData(let data, _) = notebook.cells[1].outputs[2].content else {
      Issue.record("the third output is no display_data")
      return
    }
    #expect(data["text/plain"] == "a\nb")
    #expect(data["application/json"]?[0] == "x")
    #expect(notebook.cells[1].tags == ["raises-exception"])
  }

  @Test func `members that the format does not define are kept`() throws {
    let json: JSON = [
      "nbformat": 4, "nbformat_minor": 5, "metadata": [:], "future": [1],
      "cells": [
        [
          "cell_type": "code", "id": "a", "source": "x", "metadata": [:], "execution_count": nil,
          "later": true,
          "outputs": [["output_type": "stream", "name": "stdout", "text": "t", "extra": 2]],
        ]
      ],
    ]
    let notebook = try Notebook(json)
    #expect(notebook.json(inLines: false) == json)
  }

  @Test func `cells without ids get the same ones at each reading`() throws {
    let bytes = try Reference.bytes("v4.2.ipynb")
    let first = try Notebook(parsing: bytes)
    #expect(try Notebook(parsing: bytes) == first)
    #expect(Set(first.cells.map(\.id)).count == first.cells.count)
    #expect(first.minorVersion == 5)
    #expect(first.faults().isEmpty)
  }

  @Test func `the second cell of an id gets one of its own`() throws {
    let cell: JSON = ["cell_type": "raw", "id": "a", "source": "x", "metadata": [:]]
    let notebook = try Notebook([
      "nbformat": 4, "nbformat_minor": 5, "metadata": [:], "cells": [cell, cell, cell],
    ])
    #expect(notebook.cells[0].id == "a")
    #expect(Set(notebook.cells.map(\.id)).count == 3)
  }
}
