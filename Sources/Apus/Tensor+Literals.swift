import ApusGrad
import ApusTensor

/// What stands beside an operator on tensors.
public protocol TensorOperand {
  /// The tensor that it is.
  var tensor: Tensor { get }
}

extension Tensor: TensorOperand {
  public var tensor: Tensor { self }
}

/// What stands in a tensor's literal: numbers, tensors, and rows of them.
public protocol TensorElement {
  /// What it means there.
  var tensorPart: TensorPart { get }
}

/// A part of a tensor's literal.
public struct TensorPart {
  enum Kind {
    case integer, floating, boolean
  }

  /// Numbers as they were written, and their shape.
  struct Numbers {
    var values: [Double]
    var shape: [Int]
    var kind: Kind
  }

  /// Numbers, as long as all parts are.
  let numbers: Numbers?
  let tensor: ApusTensor.Tensor

  init(_ numbers: Numbers) {
    self.numbers = numbers
    tensor = Program.attempt {
      let tensor = try ApusTensor.Tensor(
        literal: numbers.values, shape: numbers.shape, isInteger: numbers.kind != .floating)
      return numbers.kind == .boolean ? try tensor.to(.bool) : tensor
    }
  }

  init(_ value: Double, _ kind: Kind) {
    self.init(Numbers(values: [value], shape: [], kind: kind))
  }

  init(_ tensor: ApusTensor.Tensor) {
    numbers = nil
    self.tensor = tensor
  }

  /// Parts side by side.
  init(_ parts: [TensorPart]) {
    let numbers = parts.compactMap(\.numbers)
    let shapes = Set(numbers.map(\.shape))
    let kinds = Set(numbers.filter { !$0.values.isEmpty }.map(\.kind))
    guard numbers.count == parts.count, shapes.count <= 1,
      !kinds.contains(.boolean) || kinds.count == 1
    else {
      self.init(Program.attempt { try Differentiation.stacked(parts.map(\.tensor)) })
      return
    }
    let isFloating = kinds.isEmpty || kinds.contains(.floating)
    self.init(
      Numbers(
        values: numbers.flatMap(\.values), shape: [parts.count] + (shapes.first ?? []),
        kind: isFloating ? .floating : kinds.first ?? .floating))
  }
}

extension Int: TensorElement {
  public var tensorPart: TensorPart { TensorPart(Double(self), .integer) }
}

extension Double: TensorElement {
  public var tensorPart: TensorPart { TensorPart(self, .floating) }
}

extension Bool: TensorElement {
  public var tensorPart: TensorPart { TensorPart(self ? 1 : 0, .boolean) }
}

extension Tensor: TensorElement {
  public var tensorPart: TensorPart { TensorPart(ApusTensor.Tensor(body)) }
}

extension Array: TensorElement where Element: TensorElement {
  public var tensorPart: TensorPart { TensorPart(map(\.tensorPart)) }
}

extension Tensor: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  public init(integerLiteral value: Int) { self.init(value.tensorPart.tensor) }

  public init(floatLiteral value: Double) { self.init(value.tensorPart.tensor) }

  public init(booleanLiteral value: Bool) { self.init(value.tensorPart.tensor) }

  public init(arrayLiteral elements: any TensorElement...) {
    self.init(TensorPart(elements.map(\.tensorPart)).tensor)
  }
}

/// A list that stands beside a tensor: `x + [1, 2]`.
public struct TensorList: ExpressibleByArrayLiteral {
  let tensor: Tensor

  public init(arrayLiteral elements: any TensorElement...) {
    tensor = Tensor(TensorPart(elements.map(\.tensorPart)).tensor)
  }
}
