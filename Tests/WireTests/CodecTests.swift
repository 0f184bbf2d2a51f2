import ApusJSON
import Testing

@testable import ApusWire

@Suite struct CodecTests {
  private let signer: Signer
  private let codec: Codec

  init() throws {
    signer = try Signer(scheme: "hmac-sha256", key: Array("key".utf8))
    codec = Codec(signer: signer)
  }

  /// A multipart of these texts with the right signature.
  private func signed(
    header: String = #"{"msg_id":"1","session":"s","msg_type":"t"}"#, parent: String = "{}",
    metadata: String = "{}", content: String = "{}"
  ) -> [[UInt8]] {
    let parts = [header, parent, metadata, content].map { Array($0.utf8) }
    return [Frames.delimiter, signer.signature(of: parts)] + parts
  }

  @Test func `a message without user, date and version is taken`() throws {
    let message = try codec.decode(signed())
    #expect(message.header.id == "1")
    #expect(message.header.username == "")
  }

  @Test func `a header is repeated with what we do not know of it`() throws {
    let header = #"{"msg_id":"1","x":[1],"session":"s","msg_type":"t","subshell_id":null}"#
    let message = try codec.decode(signed(header: header))
    #expect(JSON.object(message.header.json).text() == header)
  }

  @Test func `a change to a received header is sent`() throws {
    var message = try codec.decode(signed())
    message.header.username = "ada"
    #expect(
      JSON.object(message.header.json).text()
        == #"{"msg_id":"1","session":"s","msg_type":"t","username":"ada"}"#)
  }

  @Test func `an unsigned message is refused`() {
    var frames = signed()
    frames[1] = []
    #expect(throws: WireError.unsigned) { try codec.decode(frames) }
  }

  @Test func `a wrong signature is refused wherever it differs`() {
    let frames = signed()
    for index in frames[1].indices {
      var wrong = frames
      wrong[1][index] ^= 1
      #expect(throws: WireError.wrongSignature) { try codec.decode(wrong) }
    }
    for wrong in [frames[1].dropLast(), frames[1] + [48], frames[1].map { $0 & 0xdf }] {
      #expect(throws: WireError.wrongSignature) {
        try codec.decode([frames[0], Array(wrong)] + frames[2...])
      }
    }
  }

  @Test func `each signed part is covered`() {
    for part in 2..<6 {
      var frames = signed()
      frames[part].append(UInt8(ascii: " "))
      #expect(throws: WireError.wrongSignature) { try codec.decode(frames) }
    }
  }

  @Test func `the signature is looked at before anything is parsed`() {
    var frames = signed(header: "no JSON")
    frames[1][0] ^= 1
    #expect(throws: WireError.wrongSignature) { try codec.decode(frames) }
  }

  @Test func `a message is taken once`() throws {
    let frames = signed()
    _ = try codec.decode(frames)
    #expect(throws: WireError.replayed) { try codec.decode(frames) }
    #expect(throws: WireError.replayed) { try codec.decode([[7]] + frames) }
  }

  @Test func `a refused signature is not remembered`() throws {
    let frames = signed()
    var wrong = frames
    wrong[5] = Array(#"{"a":1}"#.utf8)
    #expect(throws: WireError.wrongSignature) { try codec.decode(wrong) }
    _ = try codec.decode(frames)
  }

  @Test func `without a key everything is taken, as often as it comes`() throws {
    let open = Codec(signer: try Signer(scheme: "none", key: []))
    var frames = signed()
    frames[1] = Array("whatever".utf8)
    let bare = try Codec(signer: Signer(scheme: "", key: [])).encode(open.decode(frames))
    #expect(bare[1] == [])
    _ = try open.decode(bare)
    _ = try open.decode(bare)
  }

  @Test(arguments: ["", "[]", "3", "null", "{", #"{"a":}"#, "{} {}", "\"x\""])
  func `a part that is no object is refused`(text: String) {
    func part(of frames: [[UInt8]]) -> String? {
      do {
        // The signature does not tell where one part ends and the next begins.
        _ = try Codec(signer: signer).decode(frames)
        return nil
      } catch {
        guard case .malformed(let part, _) = error else { return nil }
        return part
      }
    }
    #expect(part(of: signed(header: text)) == "header")
    #expect(part(of: signed(parent: text)) == "parent header")
    #expect(part(of: signed(metadata: text)) == "metadata")
    #expect(part(of: signed(content: text)) == "content")
  }

  @Test(arguments: ["msg_id", "session", "msg_type"])
  func `a header needs`(field: String) {
    var header: JSONObject = ["msg_id": "1", "session": "s", "msg_type": "t"]
    header[field] = nil
    let frames = signed(header: JSON.object(header).text())
    #expect(throws: WireError.malformed(part: "header", reason: .missing(path: field))) {
      try codec.decode(frames)
    }
  }

  @Test func `nesting without end is refused`() {
    let deep = String(repeating: #"{"a":"#, count: 100_000)
    #expect(throws: WireError.self) { try codec.decode(signed(content: deep)) }
  }

  @Test func `sizes are bounded`() {
    let small = Codec(signer: signer, limits: Codec.Limits(frames: 8, bytes: 1000))
    #expect(throws: WireError.tooManyFrames(9)) {
      try small.decode(signed() + [[], [], []])
    }
    let frames = signed(content: "\"" + String(repeating: "x", count: 1000) + "\"")
    let size = frames.reduce(0) { $0 + $1.count }
    #expect(throws: WireError.tooLarge(bytes: size)) { try small.decode(frames) }
  }

  @Test func `random frames are refused as data`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      var frames = (0..<Int.random(in: 0..<10, using: &random)).map { _ in
        (0..<Int.random(in: 0..<40, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
      }
      if Bool.random(using: &random), !frames.isEmpty {
        frames[Int.random(in: 0..<frames.count, using: &random)] = Frames.delimiter
      }
      #expect(throws: WireError.self) { try codec.decode(frames) }
    }
  }

  @Test func `random signed bytes are refused as data`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<2000 {
      let parts = (0..<4).map { _ in
        (0..<Int.random(in: 0..<40, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
      }
      let frames = [Frames.delimiter, signer.signature(of: parts)] + parts
      #expect(throws: WireError.self) { try codec.decode(frames) }
    }
  }
}
