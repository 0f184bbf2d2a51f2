import ApusJSON

extension Handler {
  /// How much of the processor and the memory the kernel uses, and the machine as a whole.
  ///
  /// The specification does not name it; the fields are those that ipykernel gives, as
  /// jupyter-resource-usage reads them.
  static let usage = Handler("usage_request", on: [.control]) { _, kernel in
    .ok(kernel.usage.withLock { $0.content() })
  }
}
