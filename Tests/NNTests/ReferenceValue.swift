import Foundation

/// A tensor as the reference data have it.
struct ReferenceTensor: Decodable {
  var shape: [Int]
  var kind: String
  var values: [Value]

  /// A number, or what PyTorch calls true and false.
  struct Value: Decodable {
    var number: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        number = flag ? 1 : 0
      } else {
        number = try container.decode(Double.self)
      }
    }
  }

  var numbers: [Double] { values.map(\.number) }

  /// Itself in our language.
  func code(_ dtype: String) -> String {
    let axes = shape.map(String.init).joined(separator: ", ")
    let list = numbers.map { kind == "real" ? "\($0)" : "\(Int($0))" }.joined(separator: ", ")
    let type = kind == "real" ? ", dtype: .\(dtype)" : ""
    let made = "Tensor([\(list)]\(type))"
    return made + ".reshaped([\(axes)])" + (kind == "bool" ? ".to(.bool)" : "")
  }
}

enum ReferenceFile {
  static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws
    -> Value
  {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Reference/\(name).json"))
    return try JSONDecoder().decode(Value.self, from: data)
  }
}
