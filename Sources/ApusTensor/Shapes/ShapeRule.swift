/// How shapes go in and come out of an operation, read from one line of text.
///
/// `(..., m, k), (..., k, n) -> (..., m, n)`: a list of axes for each tensor argument. `...` stands
/// for any number of axes, which broadcast together; axes of one name have one size; a number is a
/// size. A bare name is any shape. Behind the arrow stand such lists, a function of the table
/// `ShapeFunction` or `ShapeMeasure` over the arguments by their names, `?` where the result depends on values, or `_`
/// where it is no tensor. Alternatives are separated by `|`; the first whose numbers of axes fit is
/// meant.
package struct ShapeRule: Sendable {
  enum Axis: Sendable, Equatable {
    case batch
    case named(Int)
    case size(Int)
  }

  enum Input: Sendable {
    case any
    case axes([Axis])
  }

  enum Output: Sendable {
    case axes([Axis])
    case function(ShapeFunction, [Int])
    case measure(ShapeMeasure, [Int])
    case unknown
    case nothing
  }

  struct Alternative: Sendable {
    var inputs: [Input]
    var outputs: [Output]
    var nameCount: Int
  }

  /// A parameter of the operation, in the order of its first form.
  package struct Parameter: Sendable {
    package var name: String
    package var isTensor: Bool

    package init(_ name: String, isTensor: Bool) {
      self.name = name
      self.isTensor = isTensor
    }
  }

  package let text: String
  let operation: String
  let parameters: [Parameter]
  /// The parameter of each input.
  let positions: [Int]
  let alternatives: [Alternative]

  /// Whether arguments can be refused before the operation looks at them.
  package let constrainsInputs: Bool

  /// Throws `rule` where the text is no rule for these parameters.
  package init(
    _ text: String, operation: String, parameters: [Parameter]
  ) throws(TensorError) {
    self.text = text
    self.operation = operation
    self.parameters = parameters
    positions = parameters.indices.filter { parameters[$0].isTensor }
    var alternatives: [Alternative] = []
    for part in text.split(separator: "|") {
      var reader = ShapeRuleReader(part, parameters: parameters)
      alternatives.append(try reader.alternative())
    }
    self.alternatives = alternatives
    constrainsInputs = alternatives.contains { alternative in
      alternative.inputs.contains { input in
        guard case .axes(let axes) = input else { return false }
        return axes != [.batch] || alternative.inputs.count > 1
      }
    }
    for alternative in alternatives {
      guard alternative.inputs.count <= positions.count else {
        throw TensorError("rule", "more shapes than tensor parameters: \(text)")
      }
    }
  }

  /// The shapes of the results, `nil` for one that the arguments' shapes do not determine.
  ///
  /// Throws `shape-mismatch` where the arguments do not fit, with the axis and the likely fix; an
  /// argument that is `unknown` or missing fits anything.
  package func result(for arguments: [ShapeArgument]) throws(TensorError) -> [[Int]?] {
    let isOpen = positions.contains { $0 < arguments.count && arguments[$0] == .unknown }
    let possible = isOpen ? alternatives.filter { fits($0, arguments) } : []
    guard possible.count > 1 else {
      return try result(of: alternative(for: arguments), for: arguments)
    }
    // Any of several may be meant: known is what they agree on, and a fault if it is in all.
    var found: [[Int]?]?
    var fault: TensorError?
    for alternative in possible {
      do {
        let next = try result(of: alternative, for: arguments)
        guard let before = found else {
          found = next
          continue
        }
        found = zip(before, next).map { $0 == $1 ? $0 : nil }
      } catch {
        fault = fault ?? error
      }
    }
    if let found { return found }
    throw fault ?? TensorError("rule", "an empty rule")
  }

  private func result(
    of alternative: Alternative, for arguments: [ShapeArgument]
  ) throws(TensorError) -> [[Int]?] {
    let unification = try unify(alternative, arguments)
    var results: [[Int]?] = []
    for output in alternative.outputs {
      switch output {
      case .axes(let axes): results.append(unification.shape(axes))
      case .unknown: results.append(nil)
      case .nothing: break
      case .function(let function, let positions):
        guard let values = known(positions, arguments) else {
          results.append(nil)
          continue
        }
        results += try named { () throws(TensorError) in try function.apply(values) }
      case .measure: break
      }
    }
    return results
  }

  /// What the operation tells of its arguments' shapes, where it tells such a thing and they are
  /// known; throws as `result` does.
  package func measure(for arguments: [ShapeArgument]) throws(TensorError) -> ShapeArgument? {
    for case .measure(let measure, let positions) in try alternative(for: arguments).outputs {
      guard let values = known(positions, arguments) else { return nil }
      return try named { () throws(TensorError) in try measure.apply(values) }
    }
    return nil
  }

  /// The arguments at these positions, if all are known.
  private func known(_ positions: [Int], _ arguments: [ShapeArgument]) -> [ShapeArgument]? {
    let values = positions.map { $0 < arguments.count ? arguments[$0] : .unknown }
    return values.contains(.unknown) ? nil : values
  }

  private func named<R>(_ body: () throws(TensorError) -> R) throws(TensorError) -> R {
    do {
      return try body()
    } catch {
      var error = error
      error.operation = operation
      throw error
    }
  }

  /// Throws `shape-mismatch` where the arguments' shapes do not fit.
  package func check(_ arguments: [ShapeArgument]) throws(TensorError) {
    _ = try unify(alternative(for: arguments), arguments)
  }

  /// The first alternative whose numbers of axes fit, or the last, which then says why not.
  private func alternative(
    for arguments: [ShapeArgument]
  ) throws(TensorError) -> Alternative {
    guard let last = alternatives.last else { throw TensorError("rule", "an empty rule") }
    return alternatives.first { fits($0, arguments) } ?? last
  }

  private func fits(_ alternative: Alternative, _ arguments: [ShapeArgument]) -> Bool {
    for (input, position) in zip(alternative.inputs, positions) {
      guard case .axes(let axes) = input, position < arguments.count,
        case .shape(let shape) = arguments[position]
      else { continue }
      let isOpen = axes.first == .batch
      if isOpen ? shape.count < axes.count - 1 : shape.count != axes.count { return false }
    }
    return true
  }
}
