/// What an instruction does; `a`, `b`, `c` are registers unless said otherwise, and `bc` is the
/// 32-bit number that `b` and `c` make together.
package enum Opcode: UInt16, Sendable {
  /// a = the signed number bc
  case loadInt
  /// a = word constant bc
  case loadWord
  /// a = object constant bc
  case loadObject
  /// a = nil
  case loadNil
  /// a = b, a word
  case moveWord
  /// a = b, an object
  case moveObject
  /// a = b, an object that leaves register b
  case takeObject
  /// a holds no object any more
  case clear
  /// a = global bc; an object that is no optional has to be there
  case loadGlobalWord
  case loadGlobalObject
  case loadGlobalOptional
  /// global bc = a; an object leaves register a
  case storeGlobalWord
  case storeGlobalObject
  /// The same, and the global has its value from now on.
  case declareGlobalWord
  case declareGlobalObject
  /// Fails unless global bc has its value.
  case checkGlobal
  /// a = whether global bc has its value
  case testGlobal
  /// a = a new box with register b in it
  case boxWord
  case boxObject
  /// a = what is in box b; an object that is no optional has to be there
  case unboxWord
  case unboxObject
  case unboxOptional
  /// box a = b
  case storeBoxWord
  case storeBoxObject

  // Int; all fail on overflow.
  case addInt, subtractInt, multiplyInt, divideInt, remainderInt
  case negateInt
  case equalInt, notEqualInt, lessInt, lessEqualInt, greaterInt, greaterEqualInt
  case bitAnd, bitOr, bitXor, shiftLeft, shiftRight, bitNot
  case wrappingAdd, wrappingSubtract, wrappingMultiply
  /// a = b + the signed number c
  case addImmediate

  case addDouble, subtractDouble, multiplyDouble, divideDouble
  case negateDouble
  case equalDouble, notEqualDouble, lessDouble, lessEqualDouble, greaterDouble, greaterEqualDouble
  case addFloat, subtractFloat, multiplyFloat, divideFloat
  case negateFloat
  case equalFloat, notEqualFloat, lessFloat, lessEqualFloat, greaterFloat, greaterEqualFloat
  case intToDouble, intToFloat, doubleToFloat, floatToDouble
  /// a = Int(b), failing outside Int's range
  case doubleToInt, floatToInt
  /// a = the word b is 0
  case not
  /// a = b and c are the same object, or both nil
  case sameObject

  /// jump by bc
  case jump
  /// jump by bc backwards: sees an interrupt
  case jumpBack
  /// jump by bc if a / if not a
  case jumpIf, jumpUnless
  /// jump by bc if object a is nil
  case jumpIfNil
  // Tests take the jump in the next instruction, or skip it; one that leads back sees an interrupt.
  /// b against c
  case ifEqual, ifNotEqual, ifLess, ifLessEqual
  /// b against the signed number c
  case ifEqualTo, ifNotEqualTo, ifLessThan, ifAtLeast
  /// b against c; what is no number is neither less nor at least
  case ifLessDouble, ifLessEqualDouble, unlessLessDouble, unlessLessEqualDouble
  /// fails unless a <= b; then a is one less, and so is b unless c is 1
  case startRange
  /// a is one more; whether it was not b yet, which is the last turn's
  case loopLess
  /// fails where the step c is 0; then a is one step before the first number from a to, or through,
  /// b, and b is how many there are
  case startStrideTo, startStrideThrough
  /// a is c more and b one less; whether b was not 0 yet
  case loopStride

  /// a... = registers of the window; site bc
  case callRow
  /// window a, function bc
  case callFunction
  /// window a, whose first register is an instance; entry bc of its class's table
  case callMethod
  /// window a, whose first register is a class; entry bc of its table
  case callStatic
  /// window a, whose first register is a value of protocol type; site in object constant bc
  case callWitness
  /// window a, closure in register b; c arguments
  case callClosure
  /// return the word or object in a; what holds objects leaves a word or nothing
  case returnWord, returnObject, returnVoid, leaveWord, leaveVoid
  /// return with the `inout` parameters in place, and behind all parameters what is in a: nothing,
  /// a word or an object for b = 0, 1, 2
  case keepInout
  /// back to who called the machine
  case exit

  /// a = closure of closure chunk b; what it captures is in the registers from c
  case makeClosure
  /// a = function bc as a value
  case functionValue
  /// a = an array of the b elements from register c
  case makeWordArray, makeObjectArray
  /// append b to the array in register a
  case appendWord, appendObject
  /// a = array b at index c
  case wordAt, objectAt
  /// a = number of elements of array b
  case countWords, countObjects
  /// a = field c of record b
  case wordField, objectField
  /// a = field c of record b, failing where it has no value yet
  case requiredField
  /// field b of the instance a = c
  case storeInstanceWord, storeInstanceObject
  /// the slot is field b of the instance a
  case slotInstance
  /// a = the object in the slot, which is empty until it is given back
  case lend
  /// a goes back to where the last `lend` took it from
  case giveBack
  /// a = a record of the b fields from register c
  case makeRecord
  /// the same for an instance that has something to do when it goes
  case makeInstance
  /// does what instances that have gone have still to do
  case endInstances

  // A slot is where an object stands that is changed in place. These lead to it; the instruction
  // that changes it follows at once.
  /// the slot is register a
  case slotRegister
  /// the slot is global bc
  case slotGlobal
  /// the slot is inside box a
  case slotBox
  /// the slot is the element at index a of the array in the slot
  case slotElement
  /// the slot is field a of the record in the slot
  case slotField
  /// the slot is the value of key b, which is there, in the dictionary of type constant a in the slot
  case slotValue
  /// a = element at index c of the array in the slot, which stays as it is
  case slotWordAt, slotObjectAt
  /// the array in register a at index b = c
  case setWordAt, setObjectAt
  /// the array in the slot at index b = c
  case storeWordAt, storeObjectAt
  /// the part of an array in the slot at index b = the word c
  case storePartAt
  /// field b of the record in the slot = c
  case storeWordField, storeObjectField
  /// the dictionary in the slot, whose type is type constant a, for key b = c; nil removes the key
  case storeValue
  /// the dictionary in the slot for key b = c
  case setValue
  /// a = the value of key c in the dictionary in the slot, where it has one
  case lookUp
  /// c comes behind what is in the array or the string in the slot
  case pushWord, pushObject, pushText
  /// text constant bc comes behind the string in the slot
  case pushTextConstant
  /// a = a dictionary of type constant b with nothing in it
  case makeDictionary
  /// the tensor in the slot at index list b = c
  case storeTensorSlice

  /// a = optional of the word b / of the object b that is itself optional
  case wrapWord, wrapObject
  /// a = whether optional b is there
  case isPresent
  /// a = payload of optional b, failing on nil
  case unwrapWord, unwrapObject
  /// a = payload of optional b that is known to be there
  case payloadWord, payloadObject
  /// a = a weak reference to the instance or nil in b; what the weak reference b refers to, or nil
  case makeWeak, loadWeak
  /// a = Any with the type of constant c and the value b
  case boxAny
  /// a = whether what is in the Any b has the type of constant c
  case testType
  /// a = what is in the Any b, failing where it has another type than constant c
  case unboxAny
  /// a = a tensor of the scalar b, weak beside others; c: 0 Int, 1 Double
  case scalarTensor
  /// a = the tensors of array b stacked
  case stackTensors
  /// a = the tensor c in the place of b, which stays a parameter where gradients are not recorded
  case updateTensor
  /// a = tensor index of kind c from register b
  case makeIndex
  /// a = an index list of the b indices from register c
  case makeIndexList
  /// a = an array of what a loop over b sees, whose type is type constant c
  case elements
  /// a = the strings in the b registers from c, joined
  case joinStrings
  /// a = text of the value b whose type is type constant c
  case describe
  /// a = the type of the Any b
  case typeOf
  /// throws the error a
  case throwError
  /// throws the error a again, which came the way that register a + 1 tells
  case rethrow
  /// fails because of the error a
  case failUncaught
  /// fails with the message in string constant bc
  case fail

  // What innermost loops and short functions do one after the other, with one step of the machine's
  // loop; the instructions behind the first one stay where they are, and say the rest.
  /// multiplyInt and addInt of the product; and the step of a loop
  case multiplyAddInt, multiplyAddIntLoop
  /// wordAt and addInt of the element; and the step of a loop
  case addWordAt, addWordAtLoop
  /// wordAt, and jumpUnless of the element
  case wordAtJumpUnless
  /// addInt or addImmediate, and the test or the step of a loop
  case addIntLoop, addIntIfLess, addIntIfLessEqual
  case addImmediateIfLess, addImmediateIfLessEqual, addImmediateIfLessThan
  /// setWordAt, and the step of a loop; or addInt and the test
  case setWordAtStride, setWordAtAddIfLessEqual
  /// addImmediate and callFunction
  case addImmediateCall
  /// addInt, and returnWord of the sum
  case addIntReturn
  /// ifAtLeast, and behind its jump returnWord
  case ifAtLeastReturn
  /// multiplyDouble, and addDouble of the product
  case multiplyAddDouble

  /// asks the debugger, and does what it has taken the place of
  case stop
}

/// Eight bytes: an operation and three registers.
package struct Instruction: Sendable {
  package var opcode: Opcode
  package var a: UInt16
  package var b: UInt16
  package var c: UInt16

  @inlinable
  package init(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.opcode = opcode
    self.a = UInt16(truncatingIfNeeded: a)
    self.b = UInt16(truncatingIfNeeded: b)
    self.c = UInt16(truncatingIfNeeded: c)
  }

  /// With a 32-bit number in place of `b` and `c`.
  package init(_ opcode: Opcode, _ a: Int, wide: Int) {
    self.init(opcode, a, wide & 0xffff, (wide >> 16) & 0xffff)
  }

  @inlinable package var wide: Int {
    @inline(__always) get { Int(Int32(bitPattern: UInt32(b) | UInt32(c) << 16)) }
  }
}
