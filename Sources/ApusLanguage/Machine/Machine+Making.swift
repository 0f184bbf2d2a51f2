import ApusGrad
import ApusTensor
import ApusValue

extension Machine {
  /// What the instructions do that make objects or throw, which are not in the innermost loops.
  @inline(never)
  func make(
    _ i: Instruction, _ w: UnsafeMutablePointer<Int>, _ slot: UnsafeMutablePointer<AnyObject?>
  ) throws {
    let o = Machine.objects(beside: w)
    let chunk = frame.pointee.chunk
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    func object<T: AnyObject>(_ register: UInt16, _ type: T.Type) -> T {
      held(o[Int(register)], as: type)
    }
    switch i.opcode {
    case .makeClosure:
      o[a] = makeClosure(chunk._withUnsafeGuaranteedRef { $0.closures[b] }, w + c, o + c)
    case .functionValue:
      guard let function = entries[i.wide].chunk?.takeUnretainedValue() else {
        throw MachineError.earlyClosure
      }
      o[a] = ClosureObject(chunk: function, words: [], objects: [])
    case .storeValue:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[a] }
      storeValue(in: slot, type, (w[b], o[b]), (w[c], o[c]))
      if pendingError != nil { try throwPending() }
    case .makeDictionary:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[b] }
      guard case .dictionary(let key, let value) = type else { return }
      o[a] = DictionaryObject(keys: key, values: value)
    case .storeTensorSlice:
      try Tensor.assign(
        to: &slot.pointee, indices: object(i.b, IndexList.self),
        value: Tensor(object(i.c, TensorBody.self)))

    case .makeWeak: o[a] = WeakReference(o[b])
    case .loadWeak: o[a] = object(i.b, WeakReference.self).value
    case .boxAny:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[c] }
      o[a] = boxed(type, w[b], o[b])
    case .testType:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[c] }
      w[a] = cast(object(i.b, AnyObjectBox.self), to: type) == nil ? 0 : 1
    case .unboxAny:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[c] }
      let value = try cast(object(i.b, AnyObjectBox.self), orFail: type)
      if type.isWord { w[a] = value.word } else { o[a] = value.object }
    case .scalarTensor: o[a] = try scalarTensor(w[b], kind: c).body
    case .updateTensor:
      o[a] =
        try Differentiation.updated(
          Tensor(object(i.b, TensorBody.self)), to: Tensor(object(i.c, TensorBody.self))
        ).body
    case .stackTensors: o[a] = try stack(object(i.b, ObjectArray.self)).body
    case .makeIndex: o[a] = try makeIndex(IndexKind(rawValue: c) ?? .all, w[b], o[b])
    case .makeIndexList: o[a] = makeIndexList(o + c, count: b)
    case .elements:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[c] }
      o[a] = try Elements(of: type, o[b]).object
    case .joinStrings:
      var text = ""
      for index in c..<(c + b) { text += object(UInt16(index), StringObject.self).string }
      o[a] = StringObject(text)
    case .describe:
      let type = chunk._withUnsafeGuaranteedRef { $0.types[c] }
      o[a] = StringObject(ValueText.describe(type, w[b], o[b]))
      if pendingError != nil { try throwPending() }
    case .typeOf: o[a] = TypeObject(object(i.b, AnyObjectBox.self).type)
    case .throwError: throw Thrown(error: object(i.a, AnyObjectBox.self))
    case .rethrow: throw again(o[a], o[a + 1])
    case .failUncaught: throw MachineError.unexpected(object(i.a, AnyObjectBox.self))
    case .fail:
      let text = chunk._withUnsafeGuaranteedRef { $0.objects[i.wide] }
      throw MachineError.hole(unsafeDowncast(text, to: StringObject.self).string)
    default: break
    }
  }
}
