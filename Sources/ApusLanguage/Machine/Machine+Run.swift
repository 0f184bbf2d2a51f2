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
    /// The running call, which `frame` says to everyone else.
    var call = frame
    var chunk: Unmanaged<Chunk> {
      @inline(__always) get { call.pointee.chunk }
    }
    var slot = o
    var pc = entry

    @inline(__always)
    func object<T: AnyObject>(_ register: UInt16, _ type: T.Type) -> T {
      held(o[Int(register)], as: type)
    }

    @inline(__always)
    func jump(_ distance: Int) throws {
      pc += distance - 1
      if distance <= 0 {
        countdown &-= 1
        if countdown < 0 { try pause() }
      }
    }
    /// How far the jump before `pc` goes, as one number in memory.
    @inline(__always)
    func distance() -> Int {
      Int(UnsafeRawPointer(pc).load(fromByteOffset: -4, as: Int32.self))
    }
    /// Takes the jump that stands next, or skips it.
    @inline(__always)
    func branch(_ holds: Bool) throws {
      pc += 1
      if holds { try jump(distance()) }
    }
    /// The same where it may lead back to one that goes round by itself until a pause; whether it does.
    @inline(__always)
    func turns(_ holds: Bool, _ start: UnsafePointer<Instruction>) throws -> Bool {
      pc += 1
      if !holds { return false }
      guard pc + distance() == start else {
        try jump(distance())
        return false
      }
      pc = start
      countdown &-= 1
      if countdown >= 0 { return true }
      try pause()
      pc -= 1
      return false
    }
    /// The instruction that stands next, which is done together with the one before.
    @inline(__always)
    func next() -> Instruction {
      pc += 1
      return pc[-1]
    }
    /// addInt of what the instruction before has made.
    @inline(__always)
    func addToNext(_ made: Int) throws {
      let i = next()
      w[Int(i.a)] = try sum(w[Int(i.b)], made)
    }
    @inline(__always)
    func ifLess(_ i: Instruction) throws { try branch(w[Int(i.b)] < w[Int(i.c)]) }
    @inline(__always)
    func ifLessEqual(_ i: Instruction) throws { try branch(w[Int(i.b)] <= w[Int(i.c)]) }
    /// Whether a jump leads back to the instruction that is done.
    @inline(__always)
    func goesRound(_ jump: UnsafePointer<Instruction>) -> Bool {
      jump + (jump.pointee.wide + 1) == pc
    }
    @inline(__always)
    func begin(_ callee: Machine.Entry, _ window: Int) throws {
      countdown &-= 1
      if countdown < 0 { try pause() }
      guard call < lastFrame, w + (window + callee.room) < end, let target = callee.chunk else {
        return try refuseCall(callee)
      }
      w += window
      call += 1
      call.initialize(to: Frame(chunk: target, base: w, returnTo: pc))
      frame = call
      pc = callee.code
    }
    /// Goes back to the caller.
    @inline(__always)
    func leave() {
      pc = call.pointee.returnTo
      call -= 1
      frame = call
      w = call.pointee.base
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

        case .addInt: try add(i, w)
        case .subtractInt: w[a] = try checked(w[b].subtractingReportingOverflow(w[c]))
        case .multiplyInt: _ = try product(i, w)
        case .divideInt:
          if w[c] == 0 { try refuseDivision() }
          w[a] = try checked(w[b].dividedReportingOverflow(by: w[c]))
        case .remainderInt:
          if w[c] == 0 { try refuseDivision() }
          w[a] = try checked(w[b].remainderReportingOverflow(dividingBy: w[c]))
        case .negateInt: w[a] = try checked(0.subtractingReportingOverflow(w[b]))
        case .addImmediate: try addImmediate(i, w)
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
        case .sameObject: w[a] = AnyObjectBox.areSame(o[b], o[c]) ? 1 : 0
        case .not: w[a] = w[b] == 0 ? 1 : 0

        case .addDouble: set(w, i.a, double(w, i.b) + double(w, i.c))
        case .subtractDouble: set(w, i.a, double(w, i.b) - double(w, i.c))
        case .multiplyDouble: set(w, i.a, double(w, i.b) * double(w, i.c))
        case .divideDouble: set(w, i.a, double(w, i.b) / double(w, i.c))
        case .negateDouble: set(w, i.a, -double(w, i.b))
        case .equalDouble: w[a] = double(w, i.b) == double(w, i.c) ? 1 : 0
        case .notEqualDouble: w[a] = double(w, i.b) != double(w, i.c) ? 1 : 0
        case .lessDouble: w[a] = double(w, i.b) < double(w, i.c) ? 1 : 0
        case .lessEqualDouble: w[a] = double(w, i.b) <= double(w, i.c) ? 1 : 0
        case .greaterDouble: w[a] = double(w, i.b) > double(w, i.c) ? 1 : 0
        case .greaterEqualDouble: w[a] = double(w, i.b) >= double(w, i.c) ? 1 : 0
        case .addFloat: set(w, i.a, float(w, i.b) + float(w, i.c))
        case .subtractFloat: set(w, i.a, float(w, i.b) - float(w, i.c))
        case .multiplyFloat: set(w, i.a, float(w, i.b) * float(w, i.c))
        case .divideFloat: set(w, i.a, float(w, i.b) / float(w, i.c))
        case .negateFloat: set(w, i.a, -float(w, i.b))
        case .equalFloat: w[a] = float(w, i.b) == float(w, i.c) ? 1 : 0
        case .notEqualFloat: w[a] = float(w, i.b) != float(w, i.c) ? 1 : 0
        case .lessFloat: w[a] = float(w, i.b) < float(w, i.c) ? 1 : 0
        case .lessEqualFloat: w[a] = float(w, i.b) <= float(w, i.c) ? 1 : 0
        case .greaterFloat: w[a] = float(w, i.b) > float(w, i.c) ? 1 : 0
        case .greaterEqualFloat: w[a] = float(w, i.b) >= float(w, i.c) ? 1 : 0
        case .intToDouble: set(w, i.a, Double(w[b]))
        case .intToFloat: set(w, i.a, Float(w[b]))
        case .doubleToFloat: set(w, i.a, Float(double(w, i.b)))
        case .floatToDouble: set(w, i.a, Double(float(w, i.b)))
        case .doubleToInt: w[a] = try whole(double(w, i.b))
        case .floatToInt: w[a] = try whole(Double(float(w, i.b)))

        case .jump: pc += i.wide - 1
        case .jumpBack: try jump(i.wide)
        case .jumpIf: if w[a] != 0 { try jump(i.wide) }
        case .jumpUnless: if w[a] == 0 { try jump(i.wide) }
        case .jumpIfNil: if o[a] == nil { pc += i.wide - 1 }
        case .ifEqual: try branch(w[b] == w[c])
        case .ifNotEqual: try branch(w[b] != w[c])
        case .ifLess: try ifLess(i)
        case .ifLessEqual: try ifLessEqual(i)
        case .ifEqualTo: try branch(w[b] == immediate(i))
        case .ifNotEqualTo: try branch(w[b] != immediate(i))
        case .ifLessThan: try branch(w[b] < immediate(i))
        case .ifAtLeast: try branch(w[b] >= immediate(i))
        case .ifLessDouble: try branch(double(w, i.b) < double(w, i.c))
        case .ifLessEqualDouble: try branch(double(w, i.b) <= double(w, i.c))
        case .unlessLessDouble: try branch(!(double(w, i.b) < double(w, i.c)))
        case .unlessLessEqualDouble: try branch(!(double(w, i.b) <= double(w, i.c)))
        case .startRange:
          if w[a] > w[b] { throw MachineError.range(w[a], w[b]) }
          if c == 0 {
            w[b] = w[b] &- 1
          } else if w[a] == .min, w[b] == .max {
            // Nobody comes to the last of 2^64 turns.
            w[b] = .max - 1
          }
          w[a] = w[a] &- 1
        case .loopLess: try branch(isCounted(i, w))
        case .startStrideTo: try startStride(w + a, w + b, w[c], isThrough: false)
        case .startStrideThrough: try startStride(w + a, w + b, w[c], isThrough: true)
        case .loopStride: try branch(isStrided(i, w))

        case .multiplyAddInt: try addToNext(product(i, w))
        case .addWordAt: try addToNext(element(i, w))
        case .multiplyAddIntLoop:
          let (start, add, step) = (pc, pc[0], pc[1])
          repeat {
            let product = try product(i, w)
            pc = start + 1
            w[Int(add.a)] = try sum(w[Int(add.b)], product)
            pc = start + 2
          } while try turns(isCounted(step, w), start)
        case .addWordAtLoop:
          let (start, add, step) = (pc, pc[0], pc[1])
          repeat {
            if goesRound(start + 2) { run(w, adding: i, to: add, step: step) }
            let element = try element(i, w)
            pc = start + 1
            w[Int(add.a)] = try sum(w[Int(add.b)], element)
            pc = start + 2
          } while try turns(isCounted(step, w), start)
        case .addIntLoop:
          try add(i, w)
          try branch(isCounted(next(), w))
        case .addIntIfLess:
          try add(i, w)
          try ifLess(next())
        case .addIntIfLessEqual:
          try add(i, w)
          try ifLessEqual(next())
        case .addImmediateIfLess:
          try addImmediate(i, w)
          try ifLess(next())
        case .addImmediateIfLessEqual:
          try addImmediate(i, w)
          try ifLessEqual(next())
        case .addImmediateIfLessThan:
          try addImmediate(i, w)
          let test = next()
          try branch(w[Int(test.b)] < immediate(test))
        case .setWordAtStride:
          let (start, step) = (pc, pc[0])
          repeat {
            if goesRound(start + 1) { run(w, storing: i, stride: step) }
            try setElement(i, w)
            pc = start + 1
          } while try turns(isStrided(step, w), start)
        case .setWordAtAddIfLessEqual:
          let (start, step, test) = (pc, pc[0], pc[1])
          repeat {
            if goesRound(start + 2) { run(w, storing: i, step: step, until: test) }
            try setElement(i, w)
            pc = start + 1
            try add(step, w)
            pc = start + 2
          } while try turns(w[Int(test.b)] <= w[Int(test.c)], start)
        case .wordAtJumpUnless:
          let start = pc
          repeat {
            let isThere = try element(i, w) != 0
            try branch(!isThere)
            // Where nothing is left of the turn, the next one is at hand.
            if isThere || pc.pointee.opcode != .loopLess { break }
          } while try turns(isCounted(next(), w), start)
        case .addImmediateCall:
          try addImmediate(i, w)
          let site = next()
          try begin(entries[site.wide], Int(site.a))
        case .addIntReturn:
          w[0] = try sum(w[b], w[c])
          leave()
        case .ifAtLeastReturn:
          if w[b] >= immediate(i) {
            try branch(true)
          } else {
            w[0] = w[Int(pc[1].a)]
            leave()
          }
        case .multiplyAddDouble:
          let product = double(w, i.b) * double(w, i.c)
          set(w, i.a, product)
          let sum = next()
          set(w, sum.a, double(w, sum.b) + product)

        case .callRow:
          countdown &-= Machine.builtinSteps
          if countdown < 0 { try pause() }
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

        case .makeWordArray: o[a] = WordArray([])
        case .makeObjectArray: o[a] = ObjectArray([])
        case .appendWord: object(i.a, WordArray.self).elements.append(w[b])
        case .appendObject: object(i.a, ObjectArray.self).elements.append(o[b])
        case .wordAt: _ = try element(i, w)
        case .objectAt:
          o[a] = try layout.object(w[c], in: o + b)?.pointee ?? objectAt(w[c], in: o + b)
        case .countWords: w[a] = borrowing(o + b, as: WordArray.self) { $0.count }
        case .countObjects: w[a] = borrowing(o + b, as: ObjectArray.self) { $0.elements.count }
        case .wordField:
          w[a] = layout.word(c, in: o + b)?.pointee ?? object(i.b, Record.self).words[c]
        case .objectField:
          o[a] =
            layout.field(c, in: o + b)?.pointee ?? object(i.b, Record.self).objects[c]
        case .makeRecord: o[a] = makeRecord(w + c, o + c, count: b)

        case .makeInstance: o[a] = makeInstance(w + c, o + c, count: b)
        case .endInstances: if !departures.isEmpty { try endInstances() }

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
          o[a] = try layout.object(w[c], in: slot)?.pointee ?? objectAt(w[c], in: slot)
        case .setWordAt: try setElement(i, w)
        case .setObjectAt: try storeObject(o[c], in: o + a, at: w[b])
        case .storeWordAt: try store(w[c], at: w[b], in: slot)
        case .storePartAt: try storeWord(w[c], in: slot, at: w[b])
        case .storeObjectAt: try storeObject(o[c], in: slot, at: w[b])
        case .storeWordField: uniqueRecord(slot).words[b] = w[c]
        case .storeObjectField: uniqueRecord(slot).objects[b] = o[c]
        case .setValue:
          setValue(in: slot, w + b, w + c)
          if pendingError != nil { try throwPending() }
        case .lookUp:
          lookUp(w + c, in: slot, w + a)
          if pendingError != nil { try throwPending() }
        case .pushWord: if !layout.append(w[c], to: slot) { try push(w[c], to: slot) }
        case .pushObject: try push(o[c], to: slot)
        case .pushText: try push(text: o + c, to: slot)
        case .pushTextConstant:
          let text = chunk._withUnsafeGuaranteedRef { $0.objectTable + i.wide }
          try push(text: text, to: slot)
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
        case .makeClosure, .functionValue, .storeValue, .makeDictionary, .storeTensorSlice,
          .makeWeak, .loadWeak, .boxAny, .testType, .unboxAny, .scalarTensor, .updateTensor,
          .stackTensors, .makeIndex, .makeIndexList, .elements, .joinStrings, .describe, .typeOf,
          .throwError, .rethrow, .failUncaught, .fail:
          try make(i, w, slot)
        case .stop: pc = try stop(at: pc - 1)
        }
      }
    } catch {
      failing = pc - 1
      throw error
    }
  }
}
