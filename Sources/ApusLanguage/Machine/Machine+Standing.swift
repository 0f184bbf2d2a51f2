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
    guard let row = rowSites.last else { return nil }
    let innermost = frame.pointee.chunk.takeUnretainedValue().index(ofSite: row)
    var points: [RuntimeErrors.Point] = []
    for (frame, index) in CallsInProgress(self, at: innermost, sites: rowSites.dropLast()) {
      guard let index, points.count < Self.pointLimit else { break }
      points.append(RuntimeErrors.Point(point(in: frame, at: index)))
    }
    return Standing(points)
  }

  /// Calls farther out are left out.
  private static var pointLimit: Int { 64 }
}
