import ApusDisplay
import ApusLanguage
import ApusNotebook
import Synchronization

/// Turns what cells print and display into outputs of a notebook.
///
/// Writes to one stream that follow each other are one output. An update goes to every output that
/// was displayed under its id, in whatever cell.
package final class OutputCollector: Host {
  fileprivate struct State {
    var outputs: [[Notebook.Output]]
    var cell = 0
    /// What was written last and may be continued; not yet among the outputs.
    var unfinished: (stream: OutputStream, text: String)?
    /// Whether the next output of the cell is to replace all before it.
    var isClearPending = false
    /// Display id to the outputs that show it.
    var displays: [String: [Place]] = [:]
  }

  fileprivate struct Place {
    var cell: Int
    var output: Int
  }

  private let state: Mutex<State>

  package init(cellCount: Int) {
    state = Mutex(State(outputs: Array(repeating: [], count: cellCount)))
  }

  /// The outputs of each cell.
  package var outputs: [[Notebook.Output]] {
    state.withLock { state in
      state.closeStream()
      return state.outputs
    }
  }

  /// Lets what follows belong to a cell, given by its index.
  package func begin(cell: Int) {
    state.withLock { state in
      state.closeStream()
      state.cell = cell
      state.isClearPending = false
    }
  }

  package func append(_ output: Notebook.Output) {
    state.withLock { $0.append(output) }
  }

  package func write(_ text: String, to stream: OutputStream) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      state.clearIfPending()
      if state.unfinished?.stream == stream {
        // In place: a cell may print a hundred thousand times.
        state.unfinished?.text += text
      } else {
        state.closeStream()
        state.unfinished = (stream, text)
      }
    }
  }

  package func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    let output = Notebook.Output.displayData(bundle.data, metadata: bundle.metadata)
    state.withLock { state in
      if isUpdate {
        for place in state.displays[id ?? ""] ?? [] {
          state.outputs[place.cell][place.output] = output
        }
        return
      }
      state.append(output)
      if let id {
        let place = Place(cell: state.cell, output: state.outputs[state.cell].count - 1)
        state.displays[id, default: []].append(place)
      }
    }
  }

  package func clearOutput(wait: Bool) {
    state.withLock { state in
      state.isClearPending = true
      if !wait { state.clearIfPending() }
    }
  }

  /// A notebook has no pager.
  package func page(_ bundle: MIMEBundle) {}

  /// There is no one to ask.
  package func readLine(prompt: String, isPassword: Bool) throws -> String? { nil }
}

extension OutputCollector.State {
  fileprivate mutating func append(_ output: Notebook.Output) {
    clearIfPending()
    closeStream()
    outputs[cell].append(output)
  }

  fileprivate mutating func closeStream() {
    guard let (stream, text) = unfinished else { return }
    unfinished = nil
    outputs[cell].append(.stream(stream.rawValue, text))
  }

  fileprivate mutating func clearIfPending() {
    guard isClearPending else { return }
    isClearPending = false
    unfinished = nil
    outputs[cell] = []
    for (id, places) in displays { displays[id] = places.filter { $0.cell != cell } }
  }
}
