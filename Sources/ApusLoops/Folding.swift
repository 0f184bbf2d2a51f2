// How many numbers become one: in an order that depends on nothing but how many there are, so that
// each instruction set gives the same digits.

/// How many totals a long run has, enough for several of the widest vectors to be under way at once.
private let lanes = 64

/// Brings neighbouring elements together, of which there is at least one.
@inline(__always)
func folded<T: LoopReal, Total: BitwiseCopyable>(
  _ x: UnsafePointer<T>, _ count: Int, value: (T) -> Total, combine: (Total, Total) -> Total
) -> Total {
  if count < 4 * lanes { return foldedShort(x, count, value: value, combine: combine) }
  return withUnsafeTemporaryAllocation(of: Total.self, capacity: lanes) { buffer in
    guard let totals = buffer.baseAddress else { return value(x[0]) }
    for i in 0..<lanes { totals[i] = value(x[i]) }
    let rows = count / lanes
    foldRows(
      x + lanes, lanes, rows - 1, into: totals, lanes, value: value, combine: combine)
    for i in 0..<(count - rows * lanes) {
      totals[i] = combine(totals[i], value(x[rows * lanes + i]))
    }
    var half = lanes / 2
    while half > 0 {
      for i in 0..<half { totals[i] = combine(totals[i], totals[i + half]) }
      half /= 2
    }
    return totals[0]
  }
}

/// The same in eight parts, and few elements one after the other.
@inline(__always)
private func foldedShort<T: LoopReal, Total: BitwiseCopyable>(
  _ x: UnsafePointer<T>, _ count: Int, value: (T) -> Total, combine: (Total, Total) -> Total
) -> Total {
  var total = value(x[0])
  var i = 1
  if count >= 16 {
    var (a, b, c, d) = (total, value(x[1]), value(x[2]), value(x[3]))
    var (e, f, g, h) = (value(x[4]), value(x[5]), value(x[6]), value(x[7]))
    i = 8
    while i &+ 8 <= count {
      a = combine(a, value(x[i]))
      b = combine(b, value(x[i &+ 1]))
      c = combine(c, value(x[i &+ 2]))
      d = combine(d, value(x[i &+ 3]))
      e = combine(e, value(x[i &+ 4]))
      f = combine(f, value(x[i &+ 5]))
      g = combine(g, value(x[i &+ 6]))
      h = combine(h, value(x[i &+ 7]))
      i &+= 8
    }
    total = combine(combine(combine(a, e), combine(c, g)), combine(combine(b, f), combine(d, h)))
  }
  while i < count {
    total = combine(total, value(x[i]))
    i &+= 1
  }
  return total
}

/// Joins each element of rows that lie behind each other to the total above it, four rows at a time,
/// so that a total is fetched and put back once for them.
@inline(__always)
func foldRows<T: LoopReal, Total: BitwiseCopyable>(
  _ first: UnsafePointer<T>, _ step: Int, _ rows: Int, into totals: UnsafeMutablePointer<Total>,
  _ count: Int, value: (T) -> Total, combine: (Total, Total) -> Total
) {
  var row = 0
  while row &+ 4 <= rows {
    let (a, b) = (first + row &* step, first + (row &+ 1) &* step)
    let (c, d) = (first + (row &+ 2) &* step, first + (row &+ 3) &* step)
    for i in 0..<count {
      let total = combine(combine(totals[i], value(a[i])), value(b[i]))
      totals[i] = combine(combine(total, value(c[i])), value(d[i]))
    }
    row &+= 4
  }
  while row < rows {
    let x = first + row &* step
    for i in 0..<count { totals[i] = combine(totals[i], value(x[i])) }
    row &+= 1
  }
}
