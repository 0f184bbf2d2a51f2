/// Reads one alternative of a shape rule's text.
struct ShapeRuleReader {
  private let text: Substring
  private let parameters: [ShapeRule.Parameter]
  private var names: [Substring] = []
  private var wholes: [Substring: Int] = [:]

  init(_ text: Substring, parameters: [ShapeRule.Parameter]) {
    self.text = text
    self.parameters = parameters
  }

  mutating func alternative() throws(TensorError) -> ShapeRule.Alternative {
    guard let arrow = text.firstRange(of: "->") else { throw wrong("has no arrow") }
    var inputs: [ShapeRule.Input] = []
    let tensors = parameters.indices.filter { parameters[$0].isTensor }
    for (index, item) in items(text[..<arrow.lowerBound]).enumerated() {
      if item.hasPrefix("(") {
        inputs.append(.axes(try axes(item)))
      } else {
        guard index < tensors.count else { throw wrong("names more tensors than there are") }
        wholes[item] = tensors[index]
        inputs.append(.any)
      }
    }
    let bound = names.count
    var outputs: [ShapeRule.Output] = []
    for item in items(text[arrow.upperBound...]) { outputs.append(try output(item)) }
    guard names.count == bound else { throw wrong("has a result axis that no argument has") }
    return ShapeRule.Alternative(inputs: inputs, outputs: outputs, nameCount: names.count)
  }

  private mutating func output(_ item: Substring) throws(TensorError) -> ShapeRule.Output {
    if item == "?" { return .unknown }
    if item == "_" { return .nothing }
    if item.hasPrefix("(") { return .axes(try axes(item)) }
    guard let open = item.firstIndex(of: "("), item.hasSuffix(")") else {
      guard let position = wholes[item], let same = ShapeFunction.named("same") else {
        throw wrong("has a result that is nothing known: \(item)")
      }
      return .function(same, [position])
    }
    let name = String(item[..<open])
    let (function, measure) = (ShapeFunction.named(name), ShapeMeasure.named(name))
    guard function != nil || measure != nil else {
      throw wrong("has no such function: \(item)")
    }
    var positions: [Int] = []
    for name in items(item[item.index(after: open)...].dropLast()) {
      guard let position = wholes[name] ?? parameters.firstIndex(where: { $0.name == name }) else {
        throw wrong("has no such argument: \(name)")
      }
      positions.append(position)
    }
    if let measure { return .measure(measure, positions) }
    guard let function else { throw wrong("has no such function: \(item)") }
    return .function(function, positions)
  }

  private mutating func axes(_ item: Substring) throws(TensorError) -> [ShapeRule.Axis] {
    guard item.hasSuffix(")") else { throw wrong("has an open bracket") }
    var result: [ShapeRule.Axis] = []
    for axis in items(item.dropFirst().dropLast()) {
      if axis == "..." {
        guard result.isEmpty else { throw wrong("has `...` behind another axis") }
        result.append(.batch)
      } else if let size = Int(axis) {
        result.append(.size(size))
      } else if let index = names.firstIndex(of: axis) {
        result.append(.named(index))
      } else {
        result.append(.named(names.count))
        names.append(axis)
      }
    }
    return result
  }

  /// The parts between commas outside brackets, without spaces around them.
  private func items(_ text: Substring) -> [Substring] {
    var result: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0:
        result.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    result.append(text[start...])
    return result.map { item in
      var item = item.drop { $0 == " " }
      while item.last == " " { item.removeLast() }
      return item
    }.filter { !$0.isEmpty }
  }

  private func wrong(_ what: String) -> TensorError {
    TensorError("rule", "the shape rule `\(text)` \(what)")
  }
}
