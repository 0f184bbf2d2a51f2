import ApusTensor
import ApusText

extension ShapeChecker {
  func assign(
    _ place: Place, _ value: TypedExpression, _ span: Span
  ) throws(ShapeEnding) {
    if case .tensorSlice(let base, let indices, _) = place {
      return try assignSlice(base, indices, value, span)
    }
    // What leads to the place is worked out before the value.
    let store = try resolve(place)
    store(try evaluate(value))
  }

  /// What writes to a place, whose indices are worked out now.
  func resolve(_ place: Place) throws(ShapeEnding) -> (Known) -> Void {
    switch place {
    case .binding(let binding): return { self.store(binding, $0) }
    case .element(let base, let index, _):
      let outer = try resolve(base)
      return { value in
        let whole = self.read(base)
        var fields = Self.fieldTypes(base.type).enumerated().map { whole.field($0, $1) }
        if fields.indices.contains(index) { fields[index] = value }
        outer(.record(fields))
      }
    case .elementAt(let base, let index, _):
      let outer = try resolve(base)
      let position = try evaluate(index)
      return { value in
        guard case .word(let word) = position, case .list(var elements) = self.read(base),
          elements.indices.contains(word)
        else { return outer(.unknown) }
        elements[word] = value
        outer(.list(elements))
      }
    case .valueForKey(let base, let key, let fallback, _):
      let outer = try resolve(base)
      _ = try evaluate(key)
      _ = try fallback.map { (value) throws(ShapeEnding) in try evaluate(value) }
      return { _ in outer(.unknown) }
    case .instance(let base, let index, _):
      let owner = try evaluate(base)
      return { value in
        guard case .instance(_, let key) = owner else { return self.memory.forgetInstances() }
        self.memory.fields[key, default: [:]][index] = value
      }
    case .presentValue(let base, let key, _):
      let outer = try resolve(base)
      _ = try evaluate(key)
      return { _ in outer(.unknown) }
    case .payload(let base, _, _):
      let outer = try resolve(base)
      return { outer(.some($0)) }
    case .tensorSlice, .computed, .accessed, .reference, .property: throw .stopped
    }
  }

  /// What stands at a place whose indices have been looked at already.
  func read(_ place: Place) -> Known {
    switch place {
    case .binding(let binding): load(binding)
    case .element(let base, let index, let type): read(read(base), index, type)
    default: .unknown
    }
  }

  /// A field of a record or an instance.
  func read(_ base: Known, _ index: Int, _ type: Type) -> Known {
    guard case .instance(_, let key) = base else { return base.field(index, type) }
    if let value = memory.fields[key]?[index] { return value }
    guard let object = key.object, !memory.hasLostInstances else { return .unknown }
    return Known.object(object).field(index, type)
  }

  private static func fieldTypes(_ type: Type) -> [Type] {
    switch type {
    case .tuple(let elements): elements.map(\.type)
    case .nominal(let nominal): nominal.fields.map(\.type)
    default: []
    }
  }

  /// `x[…] = value`: the value has to broadcast to what the subscript selects.
  private func assignSlice(
    _ base: Place, _ indices: TypedExpression, _ value: TypedExpression, _ span: Span
  ) throws(ShapeEnding) {
    _ = try resolve(base)
    let list = try indexList(indices)
    let written = try evaluate(value)
    guard case .tensor(let target) = read(base), let list, case .tensor(let source) = written
    else { return }
    do {
      let selected = try Shape.selected(target.shape, list.indices)
      _ = try Shape.broadcast(source.shape, to: selected)
    } catch {
      throw .failed(diagnostic(error, span, site: nil))
    }
  }
}
