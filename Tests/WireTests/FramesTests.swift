import Testing

@testable import ApusWire

@Suite struct FramesTests {
  @Test func `the captured messages are there`() {
    #expect(CapturedFrames.all.count == 70)
  }

  @Test(arguments: CapturedFrames.all)
  func `frames are taken apart and put together again`(captured: CapturedFrames) throws {
    let frames = try Frames(captured.frames)
    #expect(frames.identities == [Array("front-end".utf8)])
    #expect(frames.multipart == captured.frames)
  }

  @Test(arguments: CapturedFrames.all)
  func `we sign as jupyter_client does`(captured: CapturedFrames) throws {
    let frames = try Frames(captured.frames)
    let signer = try Signer(scheme: captured.scheme, key: captured.key)
    #expect(signer.signature(of: frames.signed) == frames.signature)
  }

  @Test(arguments: CapturedFrames.all)
  func `a captured message is read`(captured: CapturedFrames) throws {
    let message = try captured.codec().decode(captured.frames)
    #expect(message.header.type == captured.type)
    #expect(message.header.session == "s")
    #expect(message.header.username == "ada")
    #expect(message.header.date == "2026-11-21T09:56:00.123456Z")
    #expect(message.parent["msg_type"]?.string == captured.type)
  }

  @Test(arguments: CapturedFrames.all.filter(\.isCompact))
  func `a message is written as the bytes it was read from`(captured: CapturedFrames) throws {
    let codec = try captured.codec()
    #expect(codec.encode(try codec.decode(captured.frames)) == captured.frames)
  }

  @Test func `without a delimiter there is no message`() {
    #expect(throws: WireError.noDelimiter) { try Frames([[1], [2]]) }
    #expect(throws: WireError.noDelimiter) { try Frames([]) }
  }

  @Test(arguments: 0..<5)
  func `fewer than five parts are no message`(count: Int) {
    let parts = [[UInt8]](repeating: [], count: count)
    #expect(throws: WireError.truncated(parts: count)) { try Frames([Frames.delimiter] + parts) }
  }
}
