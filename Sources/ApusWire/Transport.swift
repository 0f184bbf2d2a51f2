/// The five ways between a front end and a kernel.
package enum Channel: String, CaseIterable, Sendable {
  case shell, control, iopub, stdin, heartbeat
}

/// What carries messages; a kernel sees no socket behind it.
package protocol Transport: AnyObject, Sendable {
  /// The next verified message on shell, control or stdin; nil when the transport is closed.
  func receive() -> (channel: Channel, message: Message)?

  /// Sends a message on shell, control or stdin to the peer in its identities, or on iopub to all;
  /// callable from any thread, in order per channel.
  func send(_ message: Message, on channel: Channel)

  /// Sends what is queued, then closes; `receive` returns nil from then on.
  func close()
}
