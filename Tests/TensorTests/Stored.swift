import Foundation

/// Cases that `Reference/make.py` wrote.
enum Stored {
  static func cases<T>(_ name: String, as type: T.Type = T.self) throws -> [T] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/\(name).json")
    return try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [T] ?? []
  }

  static func number(_ value: Any) -> Double {
    if let text = value as? String { return Double(text) ?? .nan }
    return (value as? NSNumber)?.doubleValue ?? .nan
  }
}

extension Stored {
  struct Draw {
    let kind: String
    let values: [Double]
  }

  static func draws() throws -> [Draw] {
    try cases("draws").compactMap { (json: [String: Any]) in
      guard let kind = json["kind"] as? String, let values = json["values"] as? [Any] else {
        return nil
      }
      return Draw(kind: kind, values: values.map(number))
    }
  }
}
