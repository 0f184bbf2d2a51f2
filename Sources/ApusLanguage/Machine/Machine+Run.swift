import ApusGrad
import ApusTensor
import ApusValue

extension Machine {
  /// Runs from an instruction on until the call that was begun from outside returns.
  func loop(_ entry: UnsafePointer<Instruction>, _ base: UnsafeMutablePointer<Int>) throws {
    var w = base
    var o: UnsafeMutablePointer<AnyObject?> {
      @inline(__always) get { Machine.objects(beside: w) }
    }
    var chunk: Unmanaged<Chunk> {
      @inline(__always) get { frame.pointee.chunk }
    }
    var slot = o
    var pc = entry

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

    @inline(__always)
    func immediate(_ instruction: Instruction) -> Int { Int(Int16(bitPattern: instruction.c)) }
    @inline(__always)
    func jump(_ distance: Int) throws {
      pc += distance - 1
      if distance <= 0 {
        countdown &-= 1
        if countdown < 0 { try pause() }
      }
    }
    /// Takes the jump that stands next, or skips it.
    @inline(__always)
    func branch(_ holds: Bool) throws {
      pc += 1
      if holds { try jump(pc[-1].wide) }
    }
    /// Builtins that call back put arguments above the running call's registers.
    @inline(__always)
    func openWindow() {
      nextBase = w - words + chunk._withUnsafeGuaranteedRef { $0.registerCount }
    }
    @inline(__always)
    func begin(_ callee: Machine.Entry, _ window: Int) throws {
      countdown &-= 1
      if countdown < 0 { try pause() }
      guard let target = callee.chunk, frame < lastFrame, w + (window + callee.room) < end else {
        return try refuseCall(callee)
      }
      w += window
      frame += 1
      frame.initialize(to: Frame(chunk: target, base: w, returnTo: pc))
      pc = callee.code
    }
    /// Goes back to the caller, whose call says where its own window begins.
    @inline(__always)
    func leave() {
      pc = frame.pointee.returnTo
      frame -= 1
      w -= Int(pc[-1].a)
    }

    do {
      while true {
        let i = pc.pointee
        pc += 1
        let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
        switch i.opcode {
        case .loadInt: w[a] = i.wide
        case .loadWord: w[a] = chunk._withUnsafeGuaranteedRef { $0.wordTable[i.wide] }
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
        case .testGlobal: w[a] = globalIsSet[i.wide] ? 1 : 0
        case .boxWord: o[a] = WordBox(w[b])
        case .boxObject: o[a] = ObjectBox(o[b])
        case .unboxWord: w[a] = borrowing(o + b, as: WordBox.self) { $0.word }
        case .unboxObject:
          guard let value = object(i.b, ObjectBox.self).object else { throw MachineError.inUse }
          o[a] = value
        case .unboxOptional: o[a] = object(i.b, ObjectBox.self).object
        case .storeBoxWord: borrowing(o + a, as: WordBox.self) { $0.word = w[b] }
        case .storeBoxObject: object(i.a, ObjectBox.self).object = o[b]

        case .addInt:
          let (sum, overflow) = w[b].addingReportingOverflow(w[c])
          if overflow { try refuseOverflow() }
          w[a] = sum
        case .subtractInt:
          let (difference, overflow) = w[b].subtractingReportingOverflow(w[c])
          if overflow { try refuseOverflow() }
          w[a] = difference
        case .multiplyInt:
          let (product, overflow) = w[b].multipliedReportingOverflow(by: w[c])
          if overflow { try refuseOverflow() }
          w[a] = product
        case .divideInt:
          if w[c] == 0 { try refuseDivision() }
          let (quotient, overflow) = w[b].dividedReportingOverflow(by: w[c])
          if overflow { try refuseOverflow() }
          w[a] = quotient
        case .remainderInt:
          if w[c] == 0 { try refuseDivision() }
          let (remainder, overflow) = w[b].remainderReportingOverflow(dividingBy: w[c])
          if overflow { try refuseOverflow() }
          w[a] = remainder
        case .negateInt:
          let (negated, overflow) = 0.subtractingReportingOverflow(w[b])
          if overflow { try refuseOverflow() }
          w[a] = negated
        case .addImmediate:
          let (sum, overflow) = w[b].addingReportingOverflow(Int(Int16(bitPattern: i.c)))
          if overflow { try refuseOverflow() }
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
        case .sameObject: w[a] = o[b] === o[c] ? 1 : 0
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
        case .jumpBack: try jump(i.wide)
        case .jumpIf: if w[a] != 0 { try jump(i.wide) }
        case .jumpUnless: if w[a] == 0 { try jump(i.wide) }
        case .jumpIfNil: if o[a] == nil { pc += i.wide - 1 }
        case .ifEqual: try branch(w[b] == w[c])
        case .ifNotEqual: try branch(w[b] != w[c])
        case .ifLess: try branch(w[b] < w[c])
        case .ifLessEqual: try branch(w[b] <= w[c])
        case .ifEqualTo: try branch(w[b] == immediate(i))
        case .ifNotEqualTo: try branch(w[b] != immediate(i))
        case .ifLessThan: try branch(w[b] < immediate(i))
        case .ifAtLeast: try branch(w[b] >= immediate(i))
        case .ifLessDouble: try branch(double(i.b) < double(i.c))
        case .ifLessEqualDouble: try branch(double(i.b) <= double(i.c))
        case .unlessLessDouble: try branch(!(double(i.b) < double(i.c)))
        case .unlessLessEqualDouble: try branch(!(double(i.b) <= double(i.c)))
        case .startRange:
          if w[a] > w[b] { throw MachineError.range(w[a], w[b]) }
          if c == 0 {
            w[b] = w[b] &- 1
          } else if w[a] == .min, w[b] == .max {
            // Nobody comes to the last of 2^64 turns.
            w[b] = .max - 1
          }
          w[a] = w[a] &- 1
        case .loopLess:
          let last = w[a]
          w[a] = last &+ 1
          try branch(last != w[b])

        case .callRow:
          countdown &-= Machine.builtinSteps
          if countdown < 0 { try pause() }
          openWindow()
          let site = chunk._withUnsafeGuaranteedRef { $0.siteTable[i.wide] }
          try site._withUnsafeGuaranteedRef {
            try callRow($0, Registers(words: w + a, objects: o + a), slot)
          }
        case .callFunction: try begin(entries[i.wide], a)
        case .callClosure, .callMethod, .callStatic, .callWitness:
          try begin(callee(i, w + a, o[b]), a)
        case .returnWord:
          w[0] = w[a]
          leave()
        case .returnVoid: leave()
        case .returnObject:
          let result = o[a]
          letGo(w)
          o[0] = result
          leave()
        case .leaveWord:
          let result = w[a]
          letGo(w)
          w[0] = result
          leave()
        case .leaveVoid:
          letGo(w)
          leave()
        case .keepInout:
          let count = chunk._withUnsafeGuaranteedRef { $0.parameterCount }
          keep(i, w)
          if b == 1 { w[count] = w[a] }
          leave()
        case .exit: return

        case .makeClosure:
          o[a] = makeClosure(chunk._withUnsafeGuaranteedRef { $0.closures[b] }, w + c, o + c)
        case .functionValue:
          guard let function = entries[i.wide].chunk?.takeUnretainedValue() else {
            throw MachineError.earlyClosure
          }
          o[a] = ClosureObject(chunk: function, words: [], objects: [])
        case .makeWordArray: o[a] = WordArray([])
        case .makeObjectArray: o[a] = ObjectArray([])
        case .appendWord: object(i.a, WordArray.self).elements.append(w[b])
        case .appendObject: object(i.a, ObjectArray.self).elements.append(o[b])
        case .wordAt:
          w[a] = try layout.word(w[c], in: o + b)?.pointee ?? wordAt(w[c], in: o + b)
        case .objectAt:
          let index = w[c]
          o[a] = try borrowing(o + b, as: ObjectArray.self) { array in
            if UInt(bitPattern: index) >= UInt(bitPattern: array.elements.count) {
              try refuseIndex(index, array.elements.count)
            }
            return array.elements[index]
          }
        case .countWords: w[a] = borrowing(o + b, as: WordArray.self) { $0.elements.count }
        case .countObjects: w[a] = borrowing(o + b, as: ObjectArray.self) { $0.elements.count }
        case .wordField:
          w[a] = layout.word(c, in: o + b)?.pointee ?? object(i.b, Record.self).words[c]
        case .objectField: o[a] = borrowing(o + b, as: Record.self) { $0.objects[c] }
        case .makeRecord: o[a] = makeRecord(w + c, o + c, count: b)

        case .makeInstance: o[a] = makeInstance(w + c, o + c, count: b)
        case .endInstances:
          guard !departures.isEmpty else { continue }
          openWindow()
          try endInstances()

        case .requiredField:
          guard let value = object(i.b, Record.self).objects[c] else {
            throw MachineError.emptyField
          }
          o[a] = value
        case .storeInstanceWord: borrowing(o + a, as: Record.self) { $0.words[b] = w[c] }
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
        case .slotValue: slot = try valueSlot(slot, (w[b], o[b]))
        case .slotWordAt:
          w[a] = try layout.word(w[c], in: slot)?.pointee ?? wordAt(w[c], in: slot)
        case .slotObjectAt:
          let index = w[c]
          o[a] = try borrowing(slot, as: ObjectArray.self) { array in
            if UInt(bitPattern: index) >= UInt(bitPattern: array.elements.count) {
              try refuseIndex(index, array.elements.count)
            }
            return array.elements[index]
          }
        case .setWordAt:
          guard let place = layout.ownWord(w[b], in: o + a) else {
            try storeWord(w[c], in: o + a, at: w[b])
            continue
          }
          place.pointee = w[c]
        case .setObjectAt: try storeObject(o[c], in: o + a, at: w[b])
        case .storeWordAt:
          guard let place = layout.ownWord(w[b], in: slot) else {
            try storeWord(w[c], in: slot, at: w[b])
            continue
          }
          place.pointee = w[c]
        case .storeObjectAt: try storeObject(o[c], in: slot, at: w[b])
        case .storeWordField: uniqueRecord(slot).words[b] = w[c]
        case .storeObjectField: uniqueRecord(slot).objects[b] = o[c]
        case .storeValue:
          let type = chunk._withUnsafeGuaranteedRef { $0.types[a] }
          openWindow()
          storeValue(in: slot, type, (w[b], o[b]), (w[c], o[c]))
          try throwPending()
        case .setValue:
          openWindow()
          uniqueDictionary(slot).update((w[b], o[b]), (w[c], o[c]))
          try throwPending()
        case .lookUp:
          openWindow()
          lookUp((w[c], o[c]), in: slot, w + a)
          try throwPending()
        case .pushWord: try push(w[c], to: slot)
        case .pushObject: try push(o[c], to: slot)
        case .pushText: try push(text: o + c, to: slot)
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
        case .isPresent: w[a] = o[b] == nil ? 0 : 1
        case .unwrapWord:
          if o[b] == nil { throw MachineError.unwrappedNil }
          w[a] = object(i.b, WordBox.self).word
        case .unwrapObject:
          guard let payload = o[b] else { throw MachineError.unwrappedNil }
          o[a] = c == 0 ? payload : unsafeDowncast(payload, to: ObjectBox.self).object
        case .payloadWord: w[a] = borrowing(o + b, as: WordBox.self) { $0.word }
        case .payloadObject: o[a] = object(i.b, ObjectBox.self).object
        case .makeWeak: o[a] = WeakReference(o[b])
        case .loadWeak: o[a] = object(i.b, WeakReference.self).object
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
          openWindow()
          o[a] = StringObject(ValueText.describe(type, w[b], o[b]))
          try throwPending()
        case .typeOf: o[a] = TypeObject(object(i.b, AnyObjectBox.self).type)
        case .throwError: throw Thrown(error: object(i.a, AnyObjectBox.self))
        case .rethrow: throw again(o[a], o[a + 1])
        case .failUncaught: throw MachineError.unexpected(object(i.a, AnyObjectBox.self))
        case .fail:
          let text = chunk._withUnsafeGuaranteedRef { $0.objects[i.wide] }
          throw MachineError.hole(unsafeDowncast(text, to: StringObject.self).string)
        }
      }
    } catch {
      failing = pc - 1
      throw error
    }
  }
}
