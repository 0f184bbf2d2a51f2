import Testing

@testable import ApusWire

@Suite struct SignerTests {
  /// RFC 4231, test case 2.
  @Test func `HMAC-SHA256 is the one of RFC 4231`() throws {
    let signer = try Signer(scheme: "hmac-sha256", key: Array("Jefe".utf8))
    let signature = signer.signature(
      of: ["what do ya want ", "for nothing?"].map { Array($0.utf8) })
    #expect(
      String(decoding: signature, as: UTF8.self)
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test(arguments: ["sha256", "hmac-", "hmac-sha257", "", "rsa-sha256", "hmac-sha256\u{0}"])
  func `a scheme that libcrypto does not have is refused`(scheme: String) {
    #expect(throws: WireError.unknownScheme(scheme)) { try Signer(scheme: scheme, key: [1]) }
  }

  @Test func `threads may sign with one signer`() async throws {
    let signer = try Signer(scheme: "hmac-sha256", key: [1, 2, 3])
    let expected = signer.signature(of: [[4, 5]])
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<200).allSatisfy { _ in signer.signature(of: [[4, 5]]) == expected } }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
