import ApusJSON
import Testing

@Suite struct WritingTests {
  @Test func `floats are written as Python writes them`() throws {
    let rows = try Reference.rows("floats.txt")
    #expect(rows.count > 800)
    for (bits, text) in rows {
      let value = Double(bitPattern: try #require(UInt64(bits, radix: 16)))
      #expect(JSON.double(value).text() == text)
    }
  }

  @Test func `characters are escaped as Python escapes them`() throws {
    let rows = try Reference.rows("escapes.txt")
    #expect(rows.count > 256)
    for (point, hexadecimal) in rows {
      let scalar = try #require(UInt32(point, radix: 16).flatMap(Unicode.Scalar.init))
      let bytes = JSON.string(String(Character(scalar))).bytes()
      let written = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(written == hexadecimal)
    }
  }

  @Test func `a document of Python's is read and written back byte by byte in both styles`() throws
  {
    let compact = try Reference.bytes("document.compact.json")
    let notebook = try Reference.bytes("document.notebook.json")
    let value = try JSON(parsing: compact)
    #expect(value.bytes(.compact) == compact)
    #expect(value.bytes(.notebook) == notebook)
    #expect(try JSON(parsing: notebook) == value)
  }

  @Test func `what is written reads back as the same value`() throws {
    var random = RandomJSON(state: 11)
    for _ in 0..<500 {
      let value = random.value(depth: 4)
      #expect(try JSON(parsing: value.bytes(.compact)) == value)
      #expect(try JSON(parsing: value.bytes(.notebook)) == value)
    }
  }

  @Test func `numbers that JSON has no word for become null`() {
    #expect(
      JSON.array([.double(.nan), .double(.infinity), .double(-.infinity)]).text()
        == "[null,null,null]")
  }

  @Test func `empty lists stand on one line in a notebook`() {
    let value: JSON = ["b": [:], "a": [], "c": [[]]]
    #expect(value.text(.notebook) == "{\n \"a\": [],\n \"b\": {},\n \"c\": [\n  []\n ]\n}\n")
  }
}
