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
