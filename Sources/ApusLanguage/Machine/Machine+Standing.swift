import ApusTensor

/// Where calls stand, kept to be told of later.
final class Standing {
  let points: [RuntimeErrors.Point]

  init(_ points: [RuntimeErrors.Point]) {
    self.points = points
  }
}

extension Machine {
  /// Where the running call of a row and the calls around it stand, innermost first, as far as
  /// the rows in progress are known.
  var standingPoints: Standing? {
    var points: [FailurePoint] = []
    var sites = rowSites
    var place = frame
    guard let row = sites.popLast() else { return nil }
    var index = place.pointee.chunk.takeUnretainedValue().index(of: row)
    while points.count < 64 {
      points.append(point(in: place, at: index))
      let isFromOutside = place.pointee.returnTo == UnsafePointer(exit + 1)
      let address = place.pointee.returnTo - 1
      place -= 1
      let caller = place.pointee.chunk.takeUnretainedValue()
      if !isFromOutside {
        index = caller.index(of: address)
      } else if let site = sites.popLast() {
        index = caller.index(of: site)
      } else {
        break
      }
    }
    return Standing(points.map { RuntimeErrors.Point($0) })
  }
}

extension Chunk {
  /// The instruction that calls a row at a site.
  fileprivate func index(of site: CallSite) -> Int {
    instructions.firstIndex { $0.opcode == .callRow && sites[$0.wide] === site } ?? 0
  }
}
