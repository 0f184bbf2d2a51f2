import ApusDisplay
import ApusJSON
import ApusWidgets
import Synchronization

/// Puts what a function prints and shows into an output area instead of the cell.
final class CapturingHost: Host {
  /// An area holds no more text than this.
  static let limit = 1 << 20

  private struct Area {
    var outputs: [JSON]
    var room: Int
    var clearsNext = false
    /// Where displays stand that may be changed.
    var displays: [String: Int] = [:]
  }

  private let area: WidgetObject
  private let outer: any Host
  private let content: Mutex<Area>

  /// Goes on behind what the area shows, or puts what follows in its place.
  init(_ area: WidgetObject, outer: any Host, replaces: Bool) {
    self.area = area
    self.outer = outer
    let shown = area.value("outputs").array ?? []
    content = Mutex(Area(outputs: replaces ? [] : shown, room: Self.limit))
  }

  func write(_ text: String, to stream: OutputStream) {
    guard !text.isEmpty else { return }
    change { area in
      var text = text
      guard area.room > 0 else { return }
      area.room -= text.utf8.count
      if area.room <= 0 { text += "\n… the rest is left out: an area holds 1 MB of text\n" }
      let name = JSON.string(stream.rawValue)
      if let last = area.outputs.last, last["name"] == name, let before = last["text"]?.string {
        area.outputs.removeLast()
        text = before + text
      }
      area.outputs.append(["output_type": "stream", "name": name, "text": .string(text)])
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    let output: JSON = [
      "output_type": "display_data", "data": .object(bundle.data),
      "metadata": .object(bundle.metadata),
    ]
    var isHere = true
    change { area in
      let place = id.flatMap { area.displays[$0] }
      if isUpdate {
        guard let place else { return isHere = false }
        area.outputs[place] = output
      } else {
        if let id { area.displays[id] = area.outputs.count }
        area.outputs.append(output)
      }
    }
    if !isHere { outer.display(bundle, id: id, isUpdate: true) }
  }

  func clearOutput(wait: Bool) {
    if wait { return content.withLock { $0.clearsNext = true } }
    change { $0 = Area(outputs: [], room: Self.limit) }
  }

  func fail(_ error: CellError) {
    change { area in
      area.outputs.append([
        "output_type": "error", "ename": .string(error.name), "evalue": .string(error.value),
        "traceback": .array(error.traceback.map(JSON.string)),
      ])
    }
  }

  func page(_ bundle: MIMEBundle) { outer.page(bundle) }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    try outer.readLine(prompt: prompt, isPassword: isPassword)
  }

  func setNextInput(_ code: String, replaces: Bool) {
    outer.setNextInput(code, replaces: replaces)
  }

  func openComm(
    _ target: String, _ message: CommMessage, listener: any CommListener
  ) -> (any Comm)? { outer.openComm(target, message, listener: listener) }

  /// Lets the area show what there is, also where that is nothing.
  func flush() { change { _ in } }

  private func change(_ body: (inout Area) -> Void) {
    let outputs = content.withLock { area in
      if area.clearsNext { area = Area(outputs: [], room: Self.limit) }
      body(&area)
      return area.outputs
    }
    _ = area.set("outputs", .array(outputs))
  }
}
