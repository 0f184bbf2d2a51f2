import ApusJSON
import ApusNotebook
import Testing

@Suite struct ValidationTests {
  @Test func `the verdict on changed notebooks is nbformat's`() throws {
    let rows = try #require(try JSON(parsing: try Reference.bytes("verdicts.json")).array)
    #expect(rows.count > 50)
    for row in rows {
      let expected = try #require(row["valid"]?.bool as Bool?)
      let place = row["path"]?.text() ?? ""
      guard let notebook = try? Notebook(try #require(row["notebook"])) else {
        #expect(!expected, "\(place) could not be read")
        continue
      }
      // A reading makes a second id good, so what is checked is the model it gives.
      #expect(notebook.faults().isEmpty == expected, "\(place): \(notebook.faults())")
    }
  }

  @Test func `a fault names the place`() {
    let cell = Notebook.Cell(.code, id: "a b", source: "", metadata: ["tags": ["x,y"]])
    let notebook = Notebook(
      cells: [cell], metadata: ["kernelspec": ["name": "apus"]], unknown: ["more": 1])
    #expect(
      notebook.faults().map(\.description) == [
        "more: expected no member of that name, found 1",
        "metadata.kernelspec.display_name: missing",
        "cells[0].id: expected 1 to 64 letters, digits, - and _, found \"a b\"",
        "cells[0].metadata.tags: expected an array of different strings without commas, "
          + "found an array",
      ])
  }

  @Test func `two cells of one id are a fault`() {
    let cell = Notebook.Cell(.raw, id: "a", source: "")
    #expect(
      Notebook(cells: [cell, cell]).faults().map(\.description)
        == ["cells[1].id: expected an id of its own, found that of an earlier cell, \"a\""])
  }
}
