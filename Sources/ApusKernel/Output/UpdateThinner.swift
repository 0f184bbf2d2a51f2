/// Updates of what is shown, of which a flood is thinned: of each display at most one in an interval
/// is sent, and always the newest.
struct UpdateThinner<Content> {
  static var interval: UInt64 { 50_000_000 }

  private struct Display {
    var lastSent: UInt64
    var waiting: Content?
  }

  private var displays: [String: Display] = [:]
  /// Those that wait, in the order in which they began to.
  private var order: [String] = []

  /// Takes an update; what is to be sent now, if its time has come.
  mutating func update(_ id: String, _ content: Content, now: UInt64) -> Content? {
    if let display = displays[id], now < display.lastSent + Self.interval {
      if display.waiting == nil { order.append(id) }
      displays[id]?.waiting = content
      return nil
    }
    forget(id)
    displays[id] = Display(lastSent: now)
    return content
  }

  /// When the first of those that wait has to go.
  var deadline: UInt64? {
    order.compactMap { displays[$0].map { $0.lastSent + Self.interval } }.min()
  }

  /// Those whose time has come.
  mutating func due(now: UInt64) -> [Content] {
    take { now >= $0.lastSent + Self.interval }.map {
      displays[$0.id]?.lastSent = now
      return $0.content
    }
  }

  /// All that wait.
  mutating func flush() -> [Content] { take { _ in true }.map(\.content) }

  /// Drops what waits for a display that is shown anew.
  mutating func forget(_ id: String) {
    displays[id]?.waiting = nil
    order.removeAll { $0 == id }
  }

  private mutating func take(_ isTaken: (Display) -> Bool) -> [(id: String, content: Content)] {
    var taken: [(id: String, content: Content)] = []
    order.removeAll { id in
      guard let display = displays[id], let content = display.waiting, isTaken(display) else {
        return false
      }
      taken.append((id, content))
      displays[id]?.waiting = nil
      return true
    }
    return taken
  }
}
