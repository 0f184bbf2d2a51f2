import ApusJSON
import Testing

@Suite struct ParsingTests {
  @Test func `each kind of value is read as what it is`() throws {
    let text = #"{"n": null, "b": [true, false], "i": -12, "d": 1.5, "e": 1e2, "s": "h\u00e9\n"}"#
    let value = try JSON(parsing: text)
    #expect(
      value == ["n": nil, "b": [true, false], "i": -12, "d": 1.5, "e": 100.0, "s": "h\u{E9}\n"])
    #expect(value.object?.keys == ["n", "b", "i", "d", "e", "s"])
  }

  @Test func `a text may be a single value`() throws {
    #expect(try JSON(parsing: "42") == 42)
    #expect(try JSON(parsing: " \"a\" ") == "a")
    #expect(try JSON(parsing: [0x6E, 0x75, 0x6C, 0x6C][...]) == nil)
  }

  @Test func `integers keep all 64 bits`() throws {
    #expect(
      try JSON(parsing: "[9223372036854775807, -9223372036854775808]") == [.int(.max), .int(.min)])
  }

  @Test func `an integer beyond 64 bits becomes a Double and the others stay integers`() throws {
    let value = try JSON(
      parsing: #"{"a": 1, "s": "\"99999999999999999999", "b": 18446744073709551616}"#)
    #expect(value["a"] == .int(1))
    #expect(value["s"] == "\"99999999999999999999")
    #expect(value["b"] == .double(18446744073709551616))
  }

  @Test func `the last of two members with one key holds, in the place of the first`() throws {
    let value = try JSON(parsing: #"{"a": 1, "b": 2, "a": 3}"#)
    #expect(value.object?.keys == ["a", "b"])
    #expect(value["a"] == 3)
  }

  @Test func `a string may hold NUL`() throws {
    #expect(try JSON(parsing: #""a\u0000b""#) == "a\u{0}b")
  }

  @Test(arguments: [
    ("", 1, 1, "empty"),
    ("{\"a\": }", 1, 7, "'}'"),
    ("[1,\n 2,\n x]", 3, 2, "'x'"),
    ("{\"é\": \"ü\", 1}", 1, 12, "'1'"),
    ("[1, 2", 1, 5, "end of file"),
    ("[1] 2", 1, 5, "end of file expected"),
    ("\"\\ud800\"", 1, 8, "Unicode"),
    ("NaN", 1, 3, "NaN"),
    ("{\"a\\u0000\": 1}", 1, 10, "NUL"),
    ("[1e999]", 1, 6, "overflow"),
    ("[99999999999999999999,\n99999999999999999999, x]", 2, 23, "'x'"),
  ])
  func `a fault is told with its line and column`(
    text: String, line: Int, column: Int, part: String
  ) throws {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    guard case .syntax(let message, let faultLine, let faultColumn) = error else {
      Issue.record("\(String(describing: error)) is no syntax error")
      return
    }
    #expect(message.contains(part))
    #expect(faultLine == line)
    #expect(faultColumn == column)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0x22]) }
  }

  @Test func `nesting without end is an error and not a crash`() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.self) { try JSON(parsing: deep) }
    let allowed = String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000)
    #expect(try JSON(parsing: allowed).text() == allowed)
  }

  @Test func `random bytes are read or refused`() {
    var random = RandomJSON(state: 3)
    var refused = 0
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        Array("[]{}\",:0123456789eE+-.truefalsn\\u \n\u{e9}".utf8).randomElement(using: &random)
          ?? 0
      }
      if (try? JSON(parsing: bytes)) == nil { refused += 1 }
    }
    #expect(refused > 1500)
  }
}
