import ApusJSON

/// Our end of a conversation with an object in the front end, such as a widget's.
///
/// What is sent goes out under the request that is being worked on, so that a front end shows it
/// where it was caused. Callable from any thread.
package protocol Comm: AnyObject, Sendable {
  /// What both ends call the conversation.
  var id: String { get }

  /// Says something to the other end; after the end of the conversation nothing is sent.
  func send(_ message: CommMessage)

  /// Says what there is to be said when it is sent: of a flood of such calls some are enough.
  ///
  /// `message` gives what is new since it was last asked, nil where nothing is.
  func sendLatest(_ message: @escaping @Sendable () -> CommMessage?)

  /// Ends the conversation.
  func close(_ message: CommMessage)
}

/// What one end of a conversation says to the other.
package struct CommMessage: Sendable, Equatable {
  package var data: JSONObject
  package var metadata: JSONObject
  /// Bytes that need not be text, beside the data.
  package var buffers: [[UInt8]]

  package init(_ data: JSONObject = [:], metadata: JSONObject = [:], buffers: [[UInt8]] = []) {
    self.data = data
    self.metadata = metadata
    self.buffers = buffers
  }
}

/// What a message leaves to be done, such as a function that a button calls.
///
/// It is begun when those before it are done, also while a cell runs: to touch the session's values
/// it takes a turn (`Turns`). What it prints and shows goes to the host, under the message that caused it.
package typealias CommWork = @Sendable (any Host) -> Void

/// Who listens at our end of a conversation.
package protocol CommListener: Sendable {
  /// Takes a message at once, even while a cell runs; what takes time is returned.
  ///
  /// Messages of all conversations come one after the other, on a thread of their own.
  func receive(_ message: CommMessage, from comm: any Comm) throws -> CommWork?

  /// The other end has closed the conversation.
  func finish(_ message: CommMessage, from comm: any Comm) throws -> CommWork?
}

extension CommListener {
  package func finish(_ message: CommMessage, from comm: any Comm) throws -> CommWork? { nil }
}

/// What a front end may open a conversation with, by name.
package protocol CommTarget: Sendable {
  var name: String { get }

  /// Answers the opening of a conversation: who listens from now on; nil ends it at once.
  func open(_ message: CommMessage, from comm: any Comm) throws -> (any CommListener)?
}
