import ApusTensor

@testable import ApusGrad

/// The laws that every row of the catalogue obeys, as a checker that can be pointed at any row.
struct CatalogueLaws {
  let operation: Operation
  private(set) var faults: [String] = []

  init(_ operation: Operation) {
    self.operation = operation
    checkTexts()
    checkForms()
    for (index, sample) in operation.samples.enumerated() { checkSample(index, sample) }
    for refusal in operation.refusals { checkRefusal(refusal) }
  }

  private mutating func fault(_ text: String) { faults.append("\(operation.name): \(text)") }

  private mutating func checkTexts() {
    let summary = operation.summary
    if !summary.hasSuffix(".")
      || summary.first?.isUppercase != true && summary.first != "e"
        && summary.first?.isNumber != true && summary.first != "-"
    {
      fault("the summary is no sentence: \(summary)")
    }
    if operation.example.isEmpty { fault("no example") }
    if operation.samples.isEmpty { fault("no samples") }
    if operation.samples.count < 2 && operation.signature.style != .property {
      fault("fewer than two samples")
    }
    if operation.formula.filter({ $0 == "{" }).count
      != operation.formula.filter({ $0 == "}" }).count
    {
      fault("the formula's braces do not match")
    }
    do { _ = try operation.rule() } catch { fault(error.message) }
  }

  /// Every form has the parameters of the first, and the types of registers are known.
  private mutating func checkForms() {
    let first = operation.signature
    for form in operation.forms {
      let signature = Signature(form)
      if signature.name.isEmpty { fault("cannot read \(form)") }
      if signature.parameters.count != first.parameters.count {
        fault("other parameters in \(form)")
      }
      for parameter in signature.parameters {
        var kind = parameter.kind
        if case .optional(let payload) = kind { kind = payload }
        if case .member(let name) = kind, !Enumeration.all.contains(where: { $0.name == name }) {
          fault("no such type: \(name)")
        }
      }
    }
  }

  /// A sample's result has the shapes that the rule says, in both floating-point types.
  private mutating func checkSample(_ index: Int, _ sample: Sample) {
    for wide in [false, true] {
      do {
        let frame = try SampleCall(operation, sample.arguments, wide: wide)
        let said = try operation.rule().result(for: operation.shapeArguments(frame.call))
        let result = try operation.evaluate(frame.call)
        let made = shapes(of: result)
        let isOpenList = said.count == 1 && said[0] == nil
        if !isOpenList && said.count != made.count {
          fault("sample \(index) has \(made.count) results, the rule \(said.count)")
        }
        for (said, made) in zip(said, made) where said != nil && said != made {
          fault("sample \(index) has shape \(made), the rule says \(said ?? [])")
        }
        checkMeasure(index, frame.call, result)
        checkElements(index, frame.call, result)
        try operation.apply(frame.call)
      } catch let error as TensorError {
        fault("sample \(index) is refused: \(error.message)")
      } catch {
        fault("sample \(index): \(error)")
      }
    }
  }

  /// What the rule tells of the shapes is what the operation answers.
  private mutating func checkMeasure(_ index: Int, _ call: Call, _ result: any Returnable) {
    let arguments = operation.shapeArguments(call)
    guard let said = try? operation.rule().measure(for: arguments) else { return }
    let made: ShapeArgument? =
      switch result {
      case let number as Int: .int(number)
      case let numbers as [Int]: .ints(numbers)
      default: nil
      }
    if said != made {
      fault("sample \(index) answers \(result), the rule says \(said)")
    }
  }

  /// The result has the element type that the row says.
  private mutating func checkElements(_ index: Int, _ call: Call, _ result: any Returnable) {
    guard let made = tensors(of: result).first?.dtype,
      let said = operation.elementType(of: call), said != made
    else { return }
    fault("sample \(index) has \(made.rawValue) elements, the row says \(said.rawValue)")
  }

  private func tensors(of result: any Returnable) -> [Tensor] {
    switch result {
    case let tensor as Tensor: [tensor]
    case let tensors as [Tensor]: tensors
    case let settled as Settled: [settled.tensor].compactMap { $0 }
    case let tuple as TensorTuple: tuple.tensors
    default: []
    }
  }

  private func shapes(of result: any Returnable) -> [[Int]] {
    tensors(of: result).map(\.shape)
  }

  private mutating func checkRefusal(_ refusal: Refusal) {
    let code = operation.code(calling: refusal.arguments)
    do {
      let frame = try SampleCall(operation, refusal.arguments)
      try operation.apply(frame.call)
      fault("\(code) is not refused")
    } catch {
      if error.message != refusal.sentence { fault("\(code) answers: \(error.message)") }
      if error.operation != operation.name { fault("\(code) does not name the operation") }
      if error.message.hasSuffix(".") { fault("\(code) answers with a full stop") }
      let tensors = operation.signature.parameters.indices.filter { index in
        index < refusal.arguments.count && operation.signature.parameters[index].kind == .tensor
      }
      for index in tensors where error.operands[index] == nil {
        fault("\(code) does not say what argument \(index) is")
      }
    }
  }
}
