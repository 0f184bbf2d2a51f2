/// What the cells' thread has done and is doing.
struct Progress {
  /// The number of the last cell that counted.
  var count = 0
  /// The running cell.
  var running: CellHost?
  var abortion = AbortRule()
}
