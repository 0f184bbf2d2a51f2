import ApusJSON
import ApusValue
import ApusWidgets
import Synchronization

/// A widget of a program: its state, whom it tells of changes, and its end of the conversation with
/// the front end, where there is one.
///
/// The state is read and changed from any thread: a loop sees what a slider says while it runs.
package final class WidgetObject: @unchecked Sendable {
  /// A function to be called when an entry changes.
  struct Observer: @unchecked Sendable {
    let key: String
    let function: ClosureObject
    weak var machine: BuiltinContext?
    /// Where the cell that asked for it shows its output.
    let host: (any Host)?
  }

  private struct Life: @unchecked Sendable {
    var state: BufferedState
    /// The widgets that entries name.
    var parts: [String: [WidgetObject]] = [:]
    var comm: (any Comm)?
    var isOpen = false
    /// What the front end does not know yet.
    var unsent: [String] = []
    var observers: [Observer] = []
    /// The entries for whose change calls already wait for their turn.
    var awaited: Set<String> = []
  }

  let kind: WidgetClass
  private let life: Mutex<Life>

  init(_ kind: WidgetClass) {
    self.kind = kind
    var state = BufferedState(kind.initialState)
    for property in kind.properties where property.kind == .bytes {
      state.values[property.key] = nil
      state.buffers.append(.init(path: [.string(property.key)], bytes: []))
    }
    life = Mutex(Life(state: state))
  }

  /// What the front end calls it; nil where none knows it.
  package var id: String? { life.withLock { $0.comm?.id } }

  var state: BufferedState { life.withLock { $0.state } }

  func value(_ key: String) -> JSON { life.withLock { $0.state.values[key] } ?? .null }

  func parts(_ key: String) -> [WidgetObject] { life.withLock { $0.parts[key] ?? [] } }

  /// Shows it to the front end, if there is one; what is set from then on is told.
  func open(_ host: (any Host)?) throws {
    try kind.check(state)
    let state = life.withLock { life in
      life.isOpen = true
      life.state = kind.bounded(life.state)
      return life.state
    }
    let message = CommMessage(
      state.data(), metadata: WidgetMessage.version, buffers: state.buffers.map(\.bytes))
    guard let comm = host?.openComm(WidgetMessage.target, message, listener: self) else { return }
    life.withLock { $0.comm = comm }
  }

  /// Takes it from the page for good; the program keeps its state.
  func close() {
    let comm = life.withLock { life in
      defer { life.comm = nil }
      return life.comm
    }
    comm?.close(CommMessage())
  }

  /// Changes an entry and tells the front end; whether it was another value before.
  func set(_ key: String, _ value: JSON, buffers: [BufferedState.Buffer] = []) -> Bool {
    var entry = BufferedState([key: value], buffers: buffers)
    if value == .null, !buffers.isEmpty { entry.values[key] = nil }
    return set(key, from: entry)
  }

  /// Changes an entry that names other widgets.
  func set(_ key: String, parts: [WidgetObject], isList: Bool) -> Bool {
    let names = parts.map { part in part.id.map(WidgetMessage.reference(to:)) ?? .null }
    life.withLock { $0.parts[key] = parts }
    return set(key, isList ? .array(names) : names.first ?? .null)
  }

  private func set(_ key: String, from entry: BufferedState) -> Bool {
    let (changed, comm) = life.withLock { life -> (Bool, (any Comm)?) in
      let before = life.state
      life.state.take(key, from: entry)
      if life.isOpen { life.state = kind.bounded(life.state) }
      let keys = [key, "value"].filter { !life.state.agrees(with: before, in: $0) }
      for key in keys where life.isOpen && !life.unsent.contains(key) { life.unsent.append(key) }
      return (!keys.isEmpty, life.comm)
    }
    guard changed else { return false }
    comm?.sendLatest { [self] in unsent() }
    return true
  }

  /// A message with what the front end does not know yet.
  private func unsent() -> CommMessage? {
    let part = life.withLock { life in
      defer { life.unsent = [] }
      return life.unsent.isEmpty ? nil : life.state.only(life.unsent)
    }
    return part.map { Self.message("update", $0) }
  }

  static func message(_ method: String, _ state: BufferedState) -> CommMessage {
    CommMessage(
      state.data(["method": .string(method)]), metadata: WidgetMessage.version,
      buffers: state.buffers.map(\.bytes))
  }

  func observe(_ observer: Observer) { life.withLock { $0.observers.append(observer) } }

  func observers(of key: String) -> [Observer] {
    life.withLock { $0.observers.filter { $0.key == key } }
  }
}

extension WidgetObject: CommListener {
  package func receive(_ message: CommMessage, from comm: any Comm) throws -> CommWork? {
    switch try WidgetMessage.Request(message.data, buffers: message.buffers) {
    case .update(let entries): return update(entries, comm)
    case .requestState:
      comm.send(Self.message("update", state))
      return nil
    case .custom(let content):
      guard let event = content["event"]?.string else { return nil }
      return work(for: [event], isCounted: true)
    }
  }

  package func finish(_ message: CommMessage, from comm: any Comm) throws -> CommWork? {
    life.withLock { $0.comm = nil }
    return nil
  }

  /// Takes what the front end has changed, and says it back for other front ends of the same page.
  private func update(_ entries: BufferedState, _ comm: any Comm) -> CommWork? {
    let accepted = entries.only(entries.values.keys.filter { kind.accepts(entries.values[$0], $0) })
    let changed = life.withLock { life -> [String] in
      let before = life.state
      for key in accepted.values.keys {
        life.state.take(key, from: accepted)
        life.state.values[key] = life.state.values[key].map { kind.normal($0, key) }
        life.unsent.removeAll { $0 == key }
      }
      return accepted.values.keys.filter { !life.state.agrees(with: before, in: $0) }
    }
    comm.send(Self.message("echo_update", accepted))
    return work(for: changed, isCounted: false)
  }

  /// Calls of the functions that want to know; of several changes that wait the last one counts.
  private func work(for keys: [String], isCounted: Bool) -> CommWork? {
    let wanted = life.withLock { life -> [String] in
      let wanted = keys.filter { key in
        (isCounted || !life.awaited.contains(key)) && life.observers.contains { $0.key == key }
      }
      if !isCounted { life.awaited.formUnion(wanted) }
      return wanted
    }
    guard !wanted.isEmpty else { return nil }
    return { [self] host in
      for key in wanted {
        life.withLock { _ = $0.awaited.remove(key) }
        for observer in observers(of: key) {
          observer.machine?.callBack?(observer.function, observer.host ?? host)
        }
      }
    }
  }
}

extension WidgetClass {
  private func property(_ key: String) -> WidgetProperty? { properties.first { $0.key == key } }

  /// Whether a front end may set an entry to a value.
  fileprivate func accepts(_ value: JSON?, _ key: String) -> Bool {
    guard let value, let property = property(key) else { return false }
    return property.accepts(value)
  }

  /// A number in the form that the entry has.
  fileprivate func normal(_ value: JSON, _ key: String) -> JSON {
    switch property(key)?.kind {
    case .double, .optionalDouble: value.double.map(JSON.double) ?? value
    default: value
    }
  }

  private var isBounded: Bool {
    ["value", "min", "max"].allSatisfy { property($0) != nil } && property("base") == nil
  }

  /// Refuses bounds between which there is nothing.
  fileprivate func check(_ state: BufferedState) throws {
    guard isBounded, let (low, high) = Self.bounds(state), low > high else { return }
    let numbers = ["min", "max"].map { state.values[$0]?.text(.compact) ?? "" }
    throw MachineError(
      "widget-bounds", "\(name): min, \(numbers[0]), is above max, \(numbers[1])")
  }

  private static func bounds(_ state: BufferedState) -> (Double, Double)? {
    guard let low = state.values["min"]?.double, let high = state.values["max"]?.double else {
      return nil
    }
    return (low, high)
  }

  /// The state with the value between its bounds.
  fileprivate func bounded(_ state: BufferedState) -> BufferedState {
    guard isBounded, let (low, high) = Self.bounds(state), low <= high,
      let value = state.values["value"]
    else { return state }
    func bounded(_ value: JSON) -> JSON {
      guard let number = value.double, number < low || number > high else { return value }
      return state.values[number < low ? "min" : "max"] ?? value
    }
    var state = state
    state.values["value"] = value.array.map { .array($0.map(bounded)) } ?? bounded(value)
    return state
  }
}
