import ApusJSON
import ApusWidgets
import Synchronization

/// The widgets of a session that the front end knows, in the order in which they were made.
package final class WidgetList: Sendable {
  private let widgets = Mutex<[WidgetObject]>([])

  package init() {}

  func add(_ widget: WidgetObject) {
    guard widget.id != nil else { return }
    widgets.withLock { $0.append(widget) }
  }

  /// Those that are still open.
  var open: [WidgetObject] {
    widgets.withLock { widgets in
      widgets.removeAll { $0.id == nil }
      return widgets
    }
  }
}

/// Tells a front end that has come anew, as after a reload of its page, of all widgets at once.
struct WidgetControl: CommTarget, CommListener {
  let name = WidgetMessage.controlTarget
  let widgets: WidgetList

  func open(_ message: CommMessage, from comm: any Comm) throws -> (any CommListener)? { self }

  func receive(_ message: CommMessage, from comm: any Comm) throws -> CommWork? {
    let method = try JSONReader(message.data, path: "data").field("method")
    guard try method.string() == "request_states" else {
      throw method.mismatch(expected: "request_states")
    }
    let (data, buffers) = WidgetMessage.states(
      widgets.open.compactMap { widget in widget.id.map { ($0, widget.kind, widget.state) } })
    comm.send(CommMessage(data, metadata: WidgetMessage.controlVersion, buffers: buffers))
    return nil
  }
}
