import ApusJSON
import ApusWire

extension Handler {
  /// A request of the Debug Adapter Protocol, whose response is the reply's content.
  ///
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request
  static let debug = Handler("debug_request", on: [.control], lane: .debugging) {
    request, kernel in
    let host = CellHost(request.message, kernel: kernel, isSilent: false, allowsInput: false)
    defer { host.flush() }
    return Reply(
      content: kernel.debugging.response(to: request.content, kernel.evaluator.debugger, host))
  }
}
