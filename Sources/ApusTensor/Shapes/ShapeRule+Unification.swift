/// Bringing the axes of a rule and the shapes of a call together.
extension ShapeRule {
  /// What the names and `...` of a rule stand for in one call.
  struct Unification {
    var sizes: [Int?]
    /// Who first had a name: the argument's position and the axis from the end.
    var origins: [(argument: Int, fromEnd: Int)]
    var batch: [Int] = []
    var batchIsKnown = true

    func shape(_ axes: [Axis]) -> [Int]? {
      var result: [Int] = []
      for axis in axes {
        switch axis {
        case .size(let size): result.append(size)
        case .named(let name):
          guard let size = sizes[name] else { return nil }
          result.append(size)
        case .batch:
          guard batchIsKnown else { return nil }
          result += batch
        }
      }
      return result
    }
  }

  func unify(
    _ alternative: Alternative, _ arguments: [ShapeArgument]
  ) throws(TensorError) -> Unification {
    do {
      return try match(alternative, arguments)
    } catch {
      var error = error
      error.operation = operation
      if error.help == nil { error.help = transposeThatFits(alternative, arguments) }
      error.nameArguments(parameters.map(\.name))
      throw error
    }
  }

  private func match(
    _ alternative: Alternative, _ arguments: [ShapeArgument]
  ) throws(TensorError) -> Unification {
    var result = Unification(
      sizes: [Int?](repeating: nil, count: alternative.nameCount),
      // With the labels, without which each element would be cast on its own.
      origins: [(argument: Int, fromEnd: Int)](
        repeating: (argument: 0, fromEnd: 0), count: alternative.nameCount))
    var batchOrigin: (argument: Int, behind: Int)?
    for (input, position) in zip(alternative.inputs, positions) {
      guard case .axes(let axes) = input else { continue }
      guard position < arguments.count, case .shape(let shape) = arguments[position] else {
        let isAbsent = position < arguments.count && arguments[position] == .absent
        if axes.first == .batch && !isAbsent { result.batchIsKnown = false }
        continue
      }
      let isOpen = axes.first == .batch
      let fixed = isOpen ? axes.count - 1 : axes.count
      guard isOpen ? shape.count >= fixed : shape.count == fixed else {
        throw wrongCount(position, fixed, isOpen, shape)
      }
      for fromEnd in stride(from: fixed, to: 0, by: -1) {
        let size = shape[shape.count - fromEnd]
        switch axes[axes.count - fromEnd] {
        case .batch: break
        case .size(let wanted):
          if size != wanted { throw wrongSize(position, fromEnd, wanted, size) }
        case .named(let name):
          if let known = result.sizes[name] {
            if known != size {
              throw disagreement(result.origins[name], (position, fromEnd), known, size)
            }
          } else {
            result.sizes[name] = size
            result.origins[name] = (position, fromEnd)
          }
        }
      }
      if isOpen {
        let batch = Array(shape.dropLast(fixed))
        do {
          result.batch = try Shape.broadcast(result.batch, batch)
        } catch {
          throw noBroadcast(
            result.batch, batchOrigin ?? (position, fixed), batch, (position, fixed), arguments)
        }
        if batchOrigin == nil || !batch.isEmpty { batchOrigin = (position, fixed) }
      }
    }
    return result
  }

  /// A mark, for which the argument's name is put in at last.
  private func name(_ position: Int) -> String { TensorError.mark(position) }

  private func wrongCount(
    _ position: Int, _ wanted: Int, _ isOpen: Bool, _ shape: [Int]
  ) -> TensorError {
    let amount = TensorError.counted(wanted, "axis", "axes")
    return TensorError(
      "shape-mismatch",
      "\(operation) needs \(name(position)) to have \(isOpen ? "at least " : "")\(amount), "
        + "got shape \(shape)")
  }

  private func wrongSize(
    _ position: Int, _ fromEnd: Int, _ wanted: Int, _ size: Int
  ) -> TensorError {
    TensorError(
      "shape-mismatch",
      "\(operation) needs the \(TensorError.ordinal(fromEnd: fromEnd)) axis of \(name(position)) "
        + "to have size \(wanted), got \(size)")
  }

  private func disagreement(
    _ first: (argument: Int, fromEnd: Int), _ second: (argument: Int, fromEnd: Int),
    _ size: Int, _ other: Int, orOne: Bool = false
  ) -> TensorError {
    let (left, right) = (
      TensorError.ordinal(fromEnd: first.fromEnd), TensorError.ordinal(fromEnd: second.fromEnd)
    )
    let axes =
      first.argument == second.argument
      ? "the \(left) and the \(right) axis of \(name(first.argument))"
      : "the \(left) axis of \(name(first.argument)) and the \(right) of \(name(second.argument))"
    return TensorError(
      "shape-mismatch",
      "\(operation) needs \(axes) to agree\(orOne ? " or be 1" : ""), got \(size) and \(other)")
  }

  private func noBroadcast(
    _ a: [Int], _ origin: (argument: Int, behind: Int), _ b: [Int],
    _ other: (argument: Int, behind: Int), _ arguments: [ShapeArgument]
  ) -> TensorError {
    var error = TensorError("shape-mismatch", "\(operation) needs shapes that broadcast")
    for fromEnd in 1...max(a.count, b.count, 1) {
      guard fromEnd <= a.count, fromEnd <= b.count else { break }
      let (size, size2) = (a[a.count - fromEnd], b[b.count - fromEnd])
      if size != size2 && size != 1 && size2 != 1 {
        error = disagreement(
          (origin.argument, fromEnd + origin.behind), (other.argument, fromEnd + other.behind),
          size, size2, orOne: true)
        break
      }
    }
    // A vector that fits the other operand's rows rather than its columns.
    if origin.behind == 0, other.behind == 0 {
      for (vector, matrix, argument) in [(b, a, other.argument), (a, b, origin.argument)]
      where vector.count == 1 && matrix.count == 2 && matrix[0] == vector[0] {
        error.help = "use \(name(argument)).unsqueezed(-1)"
      }
    }
    return error
  }

  /// The one transposition of an argument's last two axes with which the call fits.
  private func transposeThatFits(
    _ alternative: Alternative, _ arguments: [ShapeArgument]
  ) -> String? {
    // The later operand first: `q • k` is meant as `q • k.T` where both would fit.
    for position in positions.reversed() {
      guard position < arguments.count, case .shape(var shape) = arguments[position],
        shape.count >= 2
      else { continue }
      shape.swapAt(shape.count - 1, shape.count - 2)
      var changed = arguments
      changed[position] = .shape(shape)
      if (try? match(alternative, changed)) != nil {
        return "use \(name(position))\(shape.count == 2 ? ".T" : ".transposed(-2, -1)")"
      }
    }
    return nil
  }
}
