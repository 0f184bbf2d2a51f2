import ApusWire

extension Handler {
  /// Stops the running cell and those behind it.
  ///
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
  static let interrupt = Handler("interrupt_request", on: [.control, .shell]) { _, kernel in
    kernel.interrupt()
    return .ok()
  }
}
