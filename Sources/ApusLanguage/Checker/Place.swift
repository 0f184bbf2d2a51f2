/// What can be assigned to or changed in place.
package indirect enum Place {
  /// Whose accessors are called: nobody's, an instance's, or those of a
  /// value that stands somewhere.
  package enum Owner {
    case none
    case value(TypedExpression)
    /// An instance whose superclass's own functions are meant.
    case parent(TypedExpression)
    case place(Place)
  }

  case binding(Binding)
  /// A variable whose changes are watched, or whose value is computed.
  case accessed(Binding)
  case element(Place, Int, type: Type)
  case elementAt(Place, TypedExpression, type: Type)
  /// The value of a key, an optional; with a default it is the value itself.
  case valueForKey(Place, TypedExpression, default: TypedExpression?, type: Type)
  /// The value of a key that is there.
  case presentValue(Place, TypedExpression, type: Type)
  /// What is in an optional; unless that was looked at before, it fails on nil.
  case payload(Place, isChecked: Bool, type: Type)
  /// A stored property of an instance of a class, by its slot.
  case instance(TypedExpression, Int, type: Type)
  /// A weak or unowned reference, which is kept in an object of its own.
  case reference(Place, type: Type)
  /// A property or a subscript with functions of its own.
  case computed(Owner, MemberTable.Property, arguments: [TypedExpression], type: Type)
  /// A property of a row's, which rows read and set.
  case property(TypedExpression, get: Callable, set: Callable)
  /// `x[…] = value` on a tensor.
  case tensorSlice(Place, TypedExpression, type: Type)

  /// Whether the machine can change what stands there in place; otherwise it is read, changed and
  /// put back.
  package var isSlot: Bool {
    switch self {
    case .binding, .instance: true
    case .element(let base, _, _), .elementAt(let base, _, _): base.isSlot
    case .presentValue(let base, _, let type): base.isSlot && !type.isWord && type.wrapped == nil
    case .payload(let base, let isChecked, let type):
      base.isSlot && isChecked && !type.isWord && type.wrapped == nil
    case .valueForKey, .computed, .accessed, .tensorSlice, .reference, .property: false
    }
  }

  package var type: Type {
    switch self {
    case .binding(let binding), .accessed(let binding): binding.type
    case .element(_, _, let type), .elementAt(_, _, let type), .instance(_, _, let type),
      .tensorSlice(_, _, let type), .computed(_, _, _, let type),
      .valueForKey(_, _, _, let type), .presentValue(_, _, let type), .payload(_, _, let type),
      .reference(_, let type):
      type
    case .property(_, let get, _): get.result
    }
  }

  /// The place that this one is a part of.
  package var base: Place? {
    switch self {
    case .binding, .accessed, .instance, .property: nil
    case .computed(let owner, _, _, _): if case .place(let place) = owner { place } else { nil }
    case .element(let base, _, _), .elementAt(let base, _, _), .valueForKey(let base, _, _, _),
      .presentValue(let base, _, _), .payload(let base, _, _), .tensorSlice(let base, _, _),
      .reference(let base, _):
      base
    }
  }

  /// The variable that it is a part of; nil for what an instance stores.
  var root: Binding? {
    switch self {
    case .binding(let binding), .accessed(let binding): binding
    default: base?.root
    }
  }

  /// The steps from the variable to it, outermost first.
  private var steps: [Place] { (base?.steps ?? []) + [self] }

  /// Whether a change of the one is, or may be, a change of the other too.
  func overlaps(_ other: Place) -> Bool {
    guard let root, root === other.root else { return false }
    for (mine, theirs) in zip(steps, other.steps) {
      if case .element(_, let index, _) = mine, case .element(_, let second, _) = theirs,
        index != second
      {
        return false
      }
    }
    return true
  }
}
