/// What the cells' thread has done and is doing.
struct Progress {
  /// The number of the last cell that counted.
  var count = 0
  /// The running cell.
  var running: CellHost?
  /// When the last cell was received, as uptime.
  var lastArrival: UInt64 = 0
  var abortion = AbortRule()
}
