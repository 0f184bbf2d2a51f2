import ApusJSON
import ApusLanguage
import ApusWire

/// Asks who we are; front ends send it first, on shell and on control.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info
enum KernelInfoRequest {
  static let banner = "Apus: tensors and neural networks in a subset of Swift"

  static func content(version: String) -> JSONObject {
    [
      "protocol_version": .string(Author.protocolVersion),
      "implementation": "apus",
      "implementation_version": .string(version),
      "language_info": .object(LanguageInfo.json),
      "banner": .string("\(banner) (\(version))"),
      "help_links": [
        ["text": "The Swift Programming Language", "url": "https://docs.swift.org/swift-book/"]
      ],
      "debugger": true,
      "supported_features": ["kernel subshells", "debugger"],
    ]
  }
}

extension Handler {
  static let kernelInfo = Handler("kernel_info_request", on: [.shell, .control]) { _, kernel in
    kernel.prepareCompletion()
    return .ok(KernelInfoRequest.content(version: kernel.version))
  }
}
