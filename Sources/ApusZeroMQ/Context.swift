import ApusWire
import CZeroMQ
import Glibc

/// A set of sockets of libzmq, with the thread that carries their bytes.
final class Context: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer

  init() throws(WireError) {
    guard let handle = zmq_ctx_new() else { throw Socket.failure("starting libzmq") }
    self.handle = handle
  }

  /// Ends what waits on a socket, then waits until all sockets are closed and their messages gone,
  /// or their linger time is over.
  func terminate() {
    while zmq_ctx_term(handle) != 0 && zmq_errno() == EINTR {}
  }
}
