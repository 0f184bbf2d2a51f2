import ApusNotebook
import Testing

@Suite struct ReadingErrorTests {
  @Test(arguments: [
    ("{", "not a notebook, since it is no JSON: line 1, column 1: "),
    ("[]", "not a valid notebook: expected an object, found an empty array"),
    ("{}", "not a valid notebook: nbformat: missing"),
    (#"{"nbformat": 3}"#, "nbformat 3 is too old; convert it with `jupyter nbconvert"),
    (#"{"nbformat": 5}"#, "nbformat 5 is newer than the version that is known here, 4"),
    (#"{"nbformat": 4, "cells": []}"#, "not a valid notebook: nbformat_minor: missing"),
    (#"{"nbformat": 4, "nbformat_minor": 2}"#, "not a valid notebook: cells: missing"),
    (
      #"{"nbformat": 4, "nbformat_minor": 2, "cells": [{"cell_type": "heading"}]}"#,
      #"cells[0].cell_type: expected "code", "markdown" or "raw", found "heading""#
    ),
    (
      #"{"nbformat": 4, "nbformat_minor": 2, "cells": [{"cell_type": "raw", "source": ["a", 1]}]}"#,
      "cells[0].source: expected a string or an array of strings, found an array"
    ),
    (
      #"""
      {"nbformat": 4, "nbformat_minor": 2, "cells": [{"cell_type": "code", "source": "",
        "outputs": [{"output_type": "pyout"}]}]}
      """#,
      #"cells[0].outputs[0].output_type: expected one of "stream", "display_data", "#
    ),
  ])
  func `what cannot be read is told with its place`(text: String, message: String) {
    let error = #expect(throws: NotebookError.self) { try Notebook(parsing: Array(text.utf8)) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
  }
}
