import ApusWire
import CZeroMQ
import Glibc

/// Sends back whatever comes, on a thread of its own, so that a front end knows the process lives.
struct Heartbeat {
  private let thread: Thread?

  /// Runs until the socket's context is terminated.
  init?(_ socket: Socket?) {
    guard let socket else { return nil }
    thread = Thread.start("apus-heartbeat") {
      while zmq_proxy(socket.handle, socket.handle, nil) != 0 && zmq_errno() == EINTR {}
      socket.close()
    }
    if thread == nil { socket.close() }
  }

  func join() { thread?.join() }
}
