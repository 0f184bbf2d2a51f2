import ApusWire

/// Which requests are not carried out because a cell before them failed.
///
/// Run All sends every cell at once. Those that had arrived when the failure was replied to are
/// aborted; but a fast kernel fails before the others have come through the server. So a request is
/// aborted, too, where its own date shows that its author cannot have known of the failure: both
/// dates come from the same clock, the front end's, which need not agree with ours.
struct AbortRule {
  private struct Failure {
    let session: String
    /// How many messages had been received.
    let received: Int
    /// When the reply left, as uptime.
    let end: UInt64
    /// By the front end's clock, in microseconds, a moment at which it cannot have had the reply.
    let unknown: Int64?
  }

  /// After this, dates are not looked at: a clock that was set back must not stop a notebook.
  private static let validity: UInt64 = 5_000_000_000

  private var failure: Failure?

  /// Notes that a request failed, or was interrupted, and is about to be replied to.
  mutating func requestFailed(_ request: Request, received: Int, now: UInt64) {
    let elapsed = Int64((now - min(now, request.arrival)) / 1000)
    failure = Failure(
      session: request.message.header.session, received: received, end: now,
      unknown: Timestamp(request.message.header.date).map { $0.microseconds + elapsed })
  }

  func aborts(_ request: Request) -> Bool {
    guard let failure else { return false }
    if request.number <= failure.received { return true }
    guard request.message.header.session == failure.session, let unknown = failure.unknown,
      request.arrival < failure.end + Self.validity,
      let sent = Timestamp(request.message.header.date)
    else { return false }
    // A date in whole milliseconds may lie almost one before the moment it stands for.
    return sent.microseconds + sent.precision <= unknown
  }
}
