import ApusJSON
import Testing

@Suite struct JSONReaderTests {
  let content = JSONReader(
    [
      "code": "1 + 1", "cursor_pos": "a", "cells": [["source": 4]], "nothing": nil, "ratio": 2,
      "flag": true,
    ] as JSONObject, path: "content")

  @Test func `a field is read as its type`() throws {
    #expect(try content.field("code").string() == "1 + 1")
    #expect(try content.field("ratio").double() == 2)
    #expect(try content.field("ratio").int() == 2)
    #expect(try content.field("flag").bool())
    #expect(try content.field("cells").array().count == 1)
  }

  @Test func `a wrong type is told with its path and what was found`() {
    #expect(
      message { try content.field("cursor_pos").int() }
        == #"content.cursor_pos: expected an integer, found "a""#)
    #expect(
      message { try content.field("flag").string() }
        == "content.flag: expected a string, found true")
    #expect(
      message { try content.field("cells").object() }
        == "content.cells: expected an object, found an array")
    #expect(
      message { try content.field("cells").array()[0].field("source").string() }
        == "content.cells[0].source: expected a string, found 4")
    #expect(message { try JSONReader(3).object() } == "expected an object, found 3")
  }

  @Test func `a long string is cut short in a message`() {
    let reader = JSONReader(.string(String(repeating: "x", count: 1000)), path: "a")
    #expect(
      message { try reader.int() }
        == "a: expected an integer, found \"\(String(repeating: "x", count: 40))\" and more")
  }

  @Test func `a missing field is told with its path`() {
    #expect(message { try content.field("silent").bool() } == "content.silent: missing")
  }

  @Test func `an optional field may be missing or null`() throws {
    #expect(try content.optional("silent") == nil)
    #expect(try content.optional("nothing") == nil)
    #expect(try content.optional("code")?.string() == "1 + 1")
    #expect(
      message { try content.field("code").optional("x") }
        == #"content.code: expected an object, found "1 + 1""#)
  }

  private func message<Value>(_ read: () throws -> Value) -> String {
    do {
      _ = try read()
      return "no error"
    } catch {
      return String(describing: error)
    }
  }
}
