import ApusTensor
import Foundation

@testable import ApusGrad

/// A sample's arguments and results as JSON, as `Reference/make.py` reads and writes them.
enum ReferenceCase {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Reference")

  static func file(_ family: String) -> URL { folder.appendingPathComponent("\(family).json") }

  /// The arguments of a call of the operation.
  static func arguments(
    _ operation: ApusGrad.Operation, _ sample: Sample, wide: Bool
  ) throws -> [[String: Any]] {
    try operation.completed(sample.arguments).enumerated().map { index, argument in
      switch argument {
      case .tensor(let tensor):
        var json = encoded(try tensor.make(key: index, wide: wide))
        if tensor.layout == .weak, case .values(let values) = tensor.contents {
          json = ["weak": values[0], "dtype": tensor.dtype.rawValue]
        }
        return ["tensor": json]
      case .tensors(let tensors):
        return [
          "tensors": try tensors.enumerated().map { encoded(try $1.make(key: $0, wide: wide)) }
        ]
      case .int(let value): return ["int": value]
      case .double(let value): return ["double": encoded(value)]
      case .bool(let value): return ["bool": value]
      case .string(let value): return ["string": value]
      case .ints(let values): return ["ints": values]
      case .pairs(let values): return ["pairs": values]
      case .doubles(let values): return ["doubles": values]
      case .range(let low, let high): return ["range": [low, high]]
      case .member(let name): return ["member": name]
      case .indices(let indices): return ["indices": indices.map(encoded)]
      case .absent: return ["absent": true]
      }
    }
  }

  static func encoded(_ tensor: Tensor) -> [String: Any] {
    [
      "dtype": tensor.dtype.rawValue, "shape": tensor.shape,
      "values": tensor.doubles().map(encoded),
    ]
  }

  /// JSON has no words for what is not finite.
  private static func encoded(_ value: Double) -> Any {
    value.isFinite ? value : value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  static func decoded(_ value: Any) -> Double {
    switch value as? String {
    case "nan": .nan
    case "inf": .infinity
    case "-inf": -.infinity
    default: (value as? NSNumber)?.doubleValue ?? .nan
    }
  }

  private static func encoded(_ index: TensorIndex) -> [String: Any] {
    switch index {
    case .at(let position): ["at": position]
    case .range(let from, let to, let by):
      ["from": from as Any? ?? NSNull(), "to": to as Any? ?? NSNull(), "by": by]
    case .through(let from, let last):
      [
        "from": from as Any? ?? NSNull(),
        "to": last == -1 ? NSNull() as Any : last + 1, "by": 1,
      ]
    case .newAxis: ["newAxis": true]
    case .ellipsis: ["ellipsis": true]
    case .all: ["from": NSNull(), "to": NSNull(), "by": 1]
    case .tensor(let tensor): ["tensor": encoded(tensor)]
    }
  }
}
