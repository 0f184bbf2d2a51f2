import ApusJSON

/// Random values from a seed, by the SplitMix64 generator.
struct RandomJSON: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func value(depth: Int) -> JSON {
    switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &self) {
    case 0: .null
    case 1: .bool(Bool.random(using: &self))
    case 2: .int(Int(truncatingIfNeeded: next()) >> Int.random(in: 0...63, using: &self))
    case 3: .double(double())
    case 4, 5: .string(text())
    case 6: .array((0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth - 1) })
    default: .object(object(depth: depth - 1))
    }
  }

  mutating func object(depth: Int) -> JSONObject {
    // Now and then an object large enough to have an index.
    let count = Int.random(in: 0...(depth == 2 ? 40 : 5), using: &self)
    var object = JSONObject()
    for _ in 0..<count {
      let key = text().filter { $0 != "\0" }
      object[key] = value(depth: depth)
    }
    return object
  }

  private mutating func double() -> Double {
    let value = Double(bitPattern: next())
    return value.isFinite ? value : 0.5
  }

  private mutating func text() -> String {
    let limits: [UInt32] = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF]
    var text = ""
    for _ in 0..<Int.random(in: 0...9, using: &self) {
      let limit = limits[Int.random(in: 0..<4, using: &self)]
      let point = UInt32.random(in: 0...limit, using: &self)
      text.unicodeScalars.append(Unicode.Scalar(point) ?? "?")
    }
    return text
  }
}
