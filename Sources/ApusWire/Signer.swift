import CCrypto

/// Signs messages with an HMAC (RFC 2104) under the key of the connection file.
package final class Signer: @unchecked Sendable {
  /// Keyed and never fed, so that any thread may copy it; nil where messages are not signed.
  private let keyed: OpaquePointer?

  /// A scheme such as `hmac-sha256`, with any hash that libcrypto has; an empty key means that
  /// messages are neither signed nor verified.
  package init(scheme: String, key: [UInt8]) throws(WireError) {
    guard !key.isEmpty else {
      keyed = nil
      return
    }
    // The host's OpenSSL configuration is of no concern here, and reading it takes a millisecond.
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
    guard scheme.hasPrefix("hmac-"), !scheme.utf8.contains(0),
      let context = Self.context(hash: Self.libraryName(scheme.dropFirst(5)), key: key)
    else { throw .unknownScheme(scheme) }
    keyed = context
  }

  deinit { EVP_MAC_CTX_free(keyed) }

  /// The signature in hexadecimal digits; empty where messages are not signed.
  package func signature(of parts: [[UInt8]]) -> [UInt8] {
    guard let keyed else { return [] }
    let context = EVP_MAC_CTX_dup(keyed)
    defer { EVP_MAC_CTX_free(context) }
    for part in parts { EVP_MAC_update(context, part, part.count) }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count = 0
    EVP_MAC_final(context, &digest, &count, digest.count)
    return Hex.digits(of: digest.prefix(count))
  }

  /// Throws unless the signature is the right one; takes as long for a near miss as for any other.
  package func verify(_ signature: [UInt8], of parts: [[UInt8]]) throws(WireError) {
    guard keyed != nil else { return }
    guard !signature.isEmpty else { throw .unsigned }
    let expected = self.signature(of: parts)
    guard !expected.isEmpty, signature.count == expected.count,
      CRYPTO_memcmp(signature, expected, expected.count) == 0
    else { throw .wrongSignature }
  }

  /// Python's name of a hash, which the connection file uses, as libcrypto's.
  private static func libraryName(_ name: some StringProtocol) -> String {
    switch name {
    case "blake2b": "BLAKE2B-512"
    case "blake2s": "BLAKE2S-256"
    default: String(name.map { $0 == "_" ? "-" : $0 })
    }
  }

  private static func context(hash: String, key: [UInt8]) -> OpaquePointer? {
    guard let hmac = EVP_MAC_fetch(nil, "HMAC", nil) else { return nil }
    defer { EVP_MAC_free(hmac) }
    guard let context = EVP_MAC_CTX_new(hmac) else { return nil }
    var name = Array(hash.utf8CString)
    let isReady = name.withUnsafeMutableBufferPointer { name in
      let parameters = [
        OSSL_PARAM_construct_utf8_string("digest", name.baseAddress, 0), OSSL_PARAM_construct_end(),
      ]
      return EVP_MAC_init(context, key, key.count, parameters) == 1
    }
    guard isReady else {
      EVP_MAC_CTX_free(context)
      return nil
    }
    return context
  }
}
