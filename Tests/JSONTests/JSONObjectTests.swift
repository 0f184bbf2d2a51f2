import ApusJSON
import Testing

@Suite struct JSONObjectTests {
  @Test func `members keep the order in which they were set`() {
    var object: JSONObject = ["z": 1, "a": 2]
    object["m"] = 3
    object["z"] = 4
    #expect(object.keys == ["z", "a", "m"])
    #expect(object.values == [4, 2, 3])
  }

  @Test func `keys are told apart by code points, not by canonical equivalence`() {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let object: JSONObject = [composed: 1, decomposed: 2]
    #expect(object.count == 2)
    #expect(object[composed] == 1)
    #expect(object[decomposed] == 2)
  }

  @Test func `setting nil removes a member and keeps the order of the others`() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = nil
    #expect(object.keys == ["a", "c"])
    #expect(object.removeValue(forKey: "b") == nil)
    #expect(object.removeValue(forKey: "a") == 1)
    #expect(object["c"] == 3)
  }

  @Test func `a large object finds, replaces and removes as a small one does`() {
    var object = JSONObject()
    for number in 0..<500 { object["key \(number)"] = .int(number) }
    object["key 7"] = "seven"
    object["key 8"] = nil
    #expect(object.count == 499)
    #expect(object["key 7"] == "seven")
    #expect(object["key 8"] == nil)
    #expect(object["key 499"] == 499)
    #expect(object.keys.prefix(9).last == "key 9")
  }

  @Test func `a key that stands twice in a literal has its last value`() {
    let object: JSONObject = ["a": 1, "b": 2, "a": 3]
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == 3)
  }

  @Test func `the order of members does not matter for equality and hashing`() {
    let one: JSONObject = ["a": 1, "b": [2, 3]]
    let other: JSONObject = ["b": [2, 3], "a": 1]
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one != ["a": 1, "b": [3, 2]])
    #expect(one != ["a": 1])
  }

  @Test func `sorting goes by code point`() {
    let object: JSONObject = ["\u{1F426}": 1, "\u{FFFF}": 2, "b": 3, "B": 4, "é": 5]
    #expect(object.sorted().map(\.key) == ["B", "b", "é", "\u{FFFF}", "\u{1F426}"])
  }
}
