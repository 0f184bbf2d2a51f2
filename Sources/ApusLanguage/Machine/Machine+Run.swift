import ApusGrad
import ApusTensor
import ApusValue

extension Machine {
  /// Runs a chunk whose arguments are in the registers from `base` on; the result is at `base`.
  ///
  /// On an error the calls that were in progress are taken off, and `failure` says where they stood.
  func run(_ entry: Chunk, base entryBase: Int, closure: ClosureObject?) throws {
    let depth = frames.count
    if let closure { enter(closure, at: entryBase) }
    frames.append(Frame(chunk: .passUnretained(entry), base: entryBase, returnTo: nil))
    try loop(entry, entryBase, depth)
  }

  /// Puts what a closure captured behind its arguments.
  @inline(__always)
  private func enter(_ closure: ClosureObject, at base: Int) {
    let first = base + closure.chunk.parameterCount
    for index in closure.words.indices {
      words[first + index] = closure.words[index]
      objects[first + index] = closure.objects[index]
    }
  }

  private func loop(_ entry: Chunk, _ entryBase: Int, _ depth: Int) throws {
    var chunk = Unmanaged.passUnretained(entry)
    var base = entryBase
    var w = words + base
    var o = objects + base
    var slot = o
    var code = entry.code
    var pc = code

    @inline(__always)
    func double(_ register: UInt16) -> Double {
      Double(bitPattern: UInt64(bitPattern: Int64(w[Int(register)])))
    }
    @inline(__always)
    func set(_ register: UInt16, _ value: Double) {
      w[Int(register)] = Int(Int64(bitPattern: value.bitPattern))
    }
    @inline(__always)
    func float(_ register: UInt16) -> Float {
      Float(bitPattern: UInt32(truncatingIfNeeded: w[Int(register)]))
    }
    @inline(__always)
    func set(_ register: UInt16, _ value: Float) {
      w[Int(register)] = Int(value.bitPattern)
    }
    @inline(__always)
    func object<T: AnyObject>(_ register: UInt16, _ type: T.Type) -> T {
      held(o[Int(register)], as: type)
    }

    do {
      while true {
        let i = pc.pointee
        pc += 1
        let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
        switch i.opcode {
        case .loadWord: w[a] = chunk._withUnsafeGuaranteedRef { $0.words[i.wide] }
        case .loadObject: o[a] = chunk._withUnsafeGuaranteedRef { $0.objects[i.wide] }
        case .loadNil, .clear: o[a] = nil
        case .moveWord: w[a] = w[b]
        case .moveObject: o[a] = o[b]
        case .takeObject:
          let taken = o[b]
          o[b] = nil
          o[a] = taken
        case .loadGlobalWord: w[a] = globalWords[i.wide]
        case .loadGlobalObject:
          guard let value = globalObjects[i.wide] else { throw MachineError.inUse }
          o[a] = value
        case .loadGlobalOptional: o[a] = globalObjects[i.wide]
        case .storeGlobalWord: globalWords[i.wide] = w[a]
        case .storeGlobalObject:
          let taken = o[a]
          o[a] = nil
          globalObjects[i.wide] = taken
        case .declareGlobalWord:
          globalWords[i.wide] = w[a]
          globalIsSet[i.wide] = true
        case .declareGlobalObject:
          let taken = o[a]
          o[a] = nil
          globalObjects[i.wide] = taken
          globalIsSet[i.wide] = true
        case .checkGlobal:
          if !globalIsSet[i.wide] {
            let name = chunk._withUnsafeGuaranteedRef { $0.objects[a] }
            throw MachineError.unset(unsafeDowncast(name, to: StringObject.self).string)
          }
        case .boxWord: o[a] = WordBox(w[b])
        case .boxObject: o[a] = ObjectBox(o[b])
        case .unboxWord: w[a] = object(i.b, WordBox.self).word
        case .unboxObject:
          guard let value = object(i.b, ObjectBox.self).object else { throw MachineError.inUse }
          o[a] = value
        case .unboxOptional: o[a] = object(i.b, ObjectBox.self).object
        case .storeBoxWord: object(i.a, WordBox.self).word = w[b]
        case .storeBoxObject: object(i.a, ObjectBox.self).object = o[b]

        case .addInt:
          let (sum, overflow) = w[b].addingReportingOverflow(w[c])
          if overflow { throw MachineError.overflow }
          w[a] = sum
        case .subtractInt:
          let (difference, overflow) = w[b].subtractingReportingOverflow(w[c])
          if overflow { throw MachineError.overflow }
          w[a] = difference
        case .multiplyInt:
          let (product, overflow) = w[b].multipliedReportingOverflow(by: w[c])
          if overflow { throw MachineError.overflow }
          w[a] = product
        case .divideInt:
          if w[c] == 0 { throw MachineError.divisionByZero }
          let (quotient, overflow) = w[b].dividedReportingOverflow(by: w[c])
          if overflow { throw MachineError.overflow }
          w[a] = quotient
        case .remainderInt:
          if w[c] == 0 { throw MachineError.divisionByZero }
          let (remainder, overflow) = w[b].remainderReportingOverflow(dividingBy: w[c])
          if overflow { throw MachineError.overflow }
          w[a] = remainder
        case .negateInt:
          let (negated, overflow) = 0.subtractingReportingOverflow(w[b])
          if overflow { throw MachineError.overflow }
          w[a] = negated
        case .addImmediate:
          let (sum, overflow) = w[b].addingReportingOverflow(Int(Int16(bitPattern: i.c)))
          if overflow { throw MachineError.overflow }
          w[a] = sum
        case .wrappingAdd: w[a] = w[b] &+ w[c]
        case .wrappingSubtract: w[a] = w[b] &- w[c]
        case .wrappingMultiply: w[a] = w[b] &* w[c]
        case .bitAnd: w[a] = w[b] & w[c]
        case .bitOr: w[a] = w[b] | w[c]
        case .bitXor: w[a] = w[b] ^ w[c]
        case .shiftLeft: w[a] = w[b] << w[c]
        case .shiftRight: w[a] = w[b] >> w[c]
        case .bitNot: w[a] = ~w[b]
        case .equalInt: w[a] = w[b] == w[c] ? 1 : 0
        case .notEqualInt: w[a] = w[b] != w[c] ? 1 : 0
        case .lessInt: w[a] = w[b] < w[c] ? 1 : 0
        case .lessEqualInt: w[a] = w[b] <= w[c] ? 1 : 0
        case .greaterInt: w[a] = w[b] > w[c] ? 1 : 0
        case .greaterEqualInt: w[a] = w[b] >= w[c] ? 1 : 0
        case .not: w[a] = w[b] == 0 ? 1 : 0

        case .addDouble: set(i.a, double(i.b) + double(i.c))
        case .subtractDouble: set(i.a, double(i.b) - double(i.c))
        case .multiplyDouble: set(i.a, double(i.b) * double(i.c))
        case .divideDouble: set(i.a, double(i.b) / double(i.c))
        case .negateDouble: set(i.a, -double(i.b))
        case .equalDouble: w[a] = double(i.b) == double(i.c) ? 1 : 0
        case .notEqualDouble: w[a] = double(i.b) != double(i.c) ? 1 : 0
        case .lessDouble: w[a] = double(i.b) < double(i.c) ? 1 : 0
        case .lessEqualDouble: w[a] = double(i.b) <= double(i.c) ? 1 : 0
        case .greaterDouble: w[a] = double(i.b) > double(i.c) ? 1 : 0
        case .greaterEqualDouble: w[a] = double(i.b) >= double(i.c) ? 1 : 0
        case .addFloat: set(i.a, float(i.b) + float(i.c))
        case .subtractFloat: set(i.a, float(i.b) - float(i.c))
        case .multiplyFloat: set(i.a, float(i.b) * float(i.c))
        case .divideFloat: set(i.a, float(i.b) / float(i.c))
        case .negateFloat: set(i.a, -float(i.b))
        case .equalFloat: w[a] = float(i.b) == float(i.c) ? 1 : 0
        case .notEqualFloat: w[a] = float(i.b) != float(i.c) ? 1 : 0
        case .lessFloat: w[a] = float(i.b) < float(i.c) ? 1 : 0
        case .lessEqualFloat: w[a] = float(i.b) <= float(i.c) ? 1 : 0
        case .greaterFloat: w[a] = float(i.b) > float(i.c) ? 1 : 0
        case .greaterEqualFloat: w[a] = float(i.b) >= float(i.c) ? 1 : 0
        case .intToDouble: set(i.a, Double(w[b]))
        case .intToFloat: set(i.a, Float(w[b]))
        case .doubleToFloat: set(i.a, Float(double(i.b)))
        case .floatToDouble: set(i.a, Double(float(i.b)))
        case .doubleToInt:
          guard let value = Int(exactly: double(i.b).rounded(.towardZero)) else {
            throw MachineError.notAnInt(double(i.b))
          }
          w[a] = value
        case .floatToInt:
          guard let value = Int(exactly: float(i.b).rounded(.towardZero)) else {
            throw MachineError.notAnInt(Double(float(i.b)))
          }
          w[a] = value

        case .jump: pc += i.wide - 1
        case .jumpBack:
          if Interruption.isRequested { throw MachineError.interrupted }
          pc += i.wide - 1
        case .jumpIf: if w[a] != 0 { pc += i.wide - 1 }
        case .jumpUnless: if w[a] == 0 { pc += i.wide - 1 }
        case .jumpIfNil: if o[a] == nil { pc += i.wide - 1 }
        case .startRange:
          if w[a] > w[b] { throw MachineError.range(w[a], w[b]) }
          if c == 1 {
            let (limit, overflow) = w[b].addingReportingOverflow(1)
            if overflow { throw MachineError.overflow }
            w[b] = limit
          }
          w[a] = w[a] &- 1
        case .loopLess:
          w[a] &+= 1
          if w[a] < w[b] { pc += 1 }

        case .callRow:
          nextBase = base + chunk._withUnsafeGuaranteedRef { $0.registerCount }
          try chunk._withUnsafeGuaranteedRef {
            try callRow($0.sites[i.wide], Registers(words: w + a, objects: o + a), slot)
          }
        case .callFunction, .callClosure, .callMethod, .callWitness:
          var callee: Unmanaged<Chunk>
          if i.opcode == .callMethod {
            let descriptor = object(i.a, Record.self).objects[0]
            let table = held(descriptor, as: ClassDescriptor.self)
            guard let function = functions[table.functions[i.wide]] else {
              throw MachineError.earlyClosure
            }
            callee = .passUnretained(function)
            base += a
          } else if i.opcode == .callFunction {
            guard let function = functions[i.wide] else { throw MachineError.earlyClosure }
            callee = .passUnretained(function)
            base += a
          } else if i.opcode == .callWitness {
            let site = chunk._withUnsafeGuaranteedRef { $0.objects[i.wide] }
            callee = .passUnretained(
              try witness(held(site, as: WitnessSite.self), object(i.a, AnyObjectBox.self)))
            base += a
          } else {
            guard let value = o[b] else { throw MachineError.earlyClosure }
            let closure = unsafeDowncast(value, to: ClosureObject.self)
            callee = .passUnretained(closure.chunk)
            base += a
            enter(closure, at: base)
          }
          let room = callee._withUnsafeGuaranteedRef { $0.registerCount }
          guard frames.count < Machine.frameLimit, base + room + 64 < Machine.capacity else {
            base -= a
            throw MachineError.tooDeep
          }
          if Interruption.isRequested {
            base -= a
            throw MachineError.interrupted
          }
          frames.append(Frame(chunk: callee, base: base, returnTo: pc))
          chunk = callee
          code = callee._withUnsafeGuaranteedRef { $0.code }
          pc = code
          w = words + base
          o = objects + base
          slot = o
        case .returnWord, .returnObject, .returnVoid:
          let word = w[a]
          let holds = chunk._withUnsafeGuaranteedRef { $0.holdsObjects }
          let kept = chunk._withUnsafeGuaranteedRef { $0.inoutParameters }
          if !kept.isEmpty {
            keep(kept, chunk.takeUnretainedValue(), o, i)
            if i.opcode == .returnWord {
              w[chunk._withUnsafeGuaranteedRef { $0.parameterCount }] = word
            }
          } else if holds {
            let result = i.opcode == .returnObject ? o[a] : nil
            let count = chunk._withUnsafeGuaranteedRef { $0.registerCount }
            for register in 0..<count { o[register] = nil }
            o[0] = result
          }
          if i.opcode == .returnWord, kept.isEmpty { w[0] = word }
          let frame = frames.removeLast()
          guard frames.count > depth, let caller = frames.last else { return }
          pc = frame.returnTo ?? pc
          chunk = caller.chunk
          base = caller.base
          code = chunk._withUnsafeGuaranteedRef { $0.code }
          w = words + base
          o = objects + base
          slot = o

        case .makeClosure:
          o[a] = chunk._withUnsafeGuaranteedRef { makeClosure($0.closures[b], w + c, o + c) }
        case .functionValue:
          guard let function = functions[i.wide] else { throw MachineError.earlyClosure }
          o[a] = ClosureObject(chunk: function, words: [], objects: [])
        case .makeWordArray: o[a] = WordArray([])
        case .makeObjectArray: o[a] = ObjectArray([])
        case .appendWord: object(i.a, WordArray.self).elements.append(w[b])
        case .appendObject: object(i.a, ObjectArray.self).elements.append(o[b])
        case .wordAt:
          let array = object(i.b, WordArray.self)
          let index = w[c]
          guard UInt(bitPattern: index) < UInt(bitPattern: array.elements.count) else {
            throw MachineError.index(index, count: array.elements.count)
          }
          w[a] = array.elements[index]
        case .objectAt:
          let array = object(i.b, ObjectArray.self)
          let index = w[c]
          guard UInt(bitPattern: index) < UInt(bitPattern: array.elements.count) else {
            throw MachineError.index(index, count: array.elements.count)
          }
          o[a] = array.elements[index]
        case .countWords: w[a] = object(i.b, WordArray.self).elements.count
        case .countObjects: w[a] = object(i.b, ObjectArray.self).elements.count
        case .wordField: w[a] = object(i.b, Record.self).words[c]
        case .objectField: o[a] = object(i.b, Record.self).objects[c]
        case .makeRecord: o[a] = makeRecord(w + c, o + c, count: b)

        case .requiredField:
          guard let value = object(i.b, Record.self).objects[c] else {
            throw MachineError.emptyField
          }
          o[a] = value
        case .storeInstanceWord: object(i.a, Record.self).words[b] = w[c]
        case .storeInstanceObject: object(i.a, Record.self).objects[b] = o[c]
        case .slotInstance: slot = try instanceSlot(object(i.a, Record.self), b)
        case .lend:
          o[a] = slot.pointee
          slot.pointee = nil
          loans.append((slot, o + a))
        case .giveBack:
          let value = o[a]
          o[a] = nil
          if let loan = loans.popLast() { loan.slot.pointee = value }
        case .slotRegister: slot = o + a
        case .slotGlobal:
          slot = globalObjects + i.wide
          if slot.pointee == nil { throw MachineError.inUse }
        case .slotBox:
          slot = boxSlot(object(i.a, ObjectBox.self))
          if slot.pointee == nil { throw MachineError.inUse }
        case .slotElement: slot = try elementSlot(slot, w[a])
        case .slotField: slot = fieldSlot(slot, a)
        case .slotWordAt:
          let array = held(slot.pointee, as: WordArray.self)
          let index = w[c]
          guard UInt(bitPattern: index) < UInt(bitPattern: array.elements.count) else {
            throw MachineError.index(index, count: array.elements.count)
          }
          w[a] = array.elements[index]
        case .slotObjectAt:
          let array = held(slot.pointee, as: ObjectArray.self)
          let index = w[c]
          guard UInt(bitPattern: index) < UInt(bitPattern: array.elements.count) else {
            throw MachineError.index(index, count: array.elements.count)
          }
          o[a] = array.elements[index]
        case .storeWordAt: try storeWord(w[c], in: slot, at: w[b])
        case .storeObjectAt: try storeObject(o[c], in: slot, at: w[b])
        case .storeWordField: uniqueRecord(slot).words[b] = w[c]
        case .storeObjectField: uniqueRecord(slot).objects[b] = o[c]
        case .storeValue:
          let type = chunk._withUnsafeGuaranteedRef { $0.types[a] }
          nextBase = base + chunk._withUnsafeGuaranteedRef { $0.registerCount }
          storeValue(in: slot, type, (w[b], o[b]), (w[c], o[c]))
          try throwPending()
        case .makeDictionary:
          let type = chunk._withUnsafeGuaranteedRef { $0.types[b] }
          guard case .dictionary(let key, let value) = type else { continue }
          o[a] = DictionaryObject(keys: key, values: value)
        case .storeTensorSlice:
          try Tensor.assign(
            to: &slot.pointee, indices: object(i.b, IndexList.self),
            value: Tensor(object(i.c, TensorBody.self)))

        case .wrapWord: o[a] = WordBox(w[b])
        case .wrapObject: o[a] = ObjectBox(o[b])
        case .unwrapWord:
          if o[b] == nil { throw MachineError.unwrappedNil }
          w[a] = object(i.b, WordBox.self).word
        case .unwrapObject:
          guard let payload = o[b] else { throw MachineError.unwrappedNil }
          o[a] = c == 0 ? payload : unsafeDowncast(payload, to: ObjectBox.self).object
        case .payloadWord: w[a] = object(i.b, WordBox.self).word
        case .payloadObject: o[a] = object(i.b, ObjectBox.self).object
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
            Differentiation.updated(
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
          nextBase = base + chunk._withUnsafeGuaranteedRef { $0.registerCount }
          o[a] = StringObject(ValueText.describe(type, w[b], o[b]))
          try throwPending()
        case .fail:
          let text = chunk._withUnsafeGuaranteedRef { $0.objects[i.wide] }
          throw MachineError.hole(unsafeDowncast(text, to: StringObject.self).string)
        }
      }
    } catch {
      unwind(to: depth, at: pc - 1)
      throw error
    }
  }
}
