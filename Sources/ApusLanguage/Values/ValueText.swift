import ApusGrad
import ApusTensor
import ApusValue

/// The text of a value of a known type, as Swift prints it.
package enum ValueText {
  /// As `print` and interpolation show it.
  package static func describe(_ type: Type, _ word: Int, _ object: AnyObject?) -> String {
    switch type {
    case .string, .character, .substring, .fileError: return string(object)
    case .opaque("UnicodeScalar"): return scalar(object)
    case .any, .error, .existential:
      guard let object else { return "nil" }
      let box = unsafeDowncast(object, to: AnyObjectBox.self)
      return describe(box.type, box.word, box.object)
    // What these are called is told only inside other values.
    case .slice(let element): return reflect(.array(element), word, object)
    case .set(let element):
      return object.map {
        reflect(.array(element), 0, unsafeDowncast($0, to: DictionaryObject.self).keys.object)
      } ?? ""
    case .range(let kind, let bound):
      var text = ""
      if let object {
        appendRange(kind, bound, unsafeDowncast(object, to: Record.self), to: &text)
      }
      return text
    default: return reflect(type, word, object)
    }
  }

  /// As `debugPrint` shows it: strings in quotes.
  package static func reflect(_ type: Type, _ word: Int, _ object: AnyObject?) -> String {
    var text = ""
    append(type, word, object, to: &text, level: 0)
    return text
  }

  /// An error as Swift shows one that nothing caught: a case with its type's name in front.
  static func qualified(_ error: AnyObjectBox) -> String {
    let text = describe(error.type, error.word, error.object)
    guard case .nominal(let type) = error.type, type.kind == .enum else { return text }
    return "\(type.name).\(text)"
  }

  /// As it stands inside a collection: strings in quotes.
  private static func append(
    _ type: Type, _ word: Int, _ object: AnyObject?, to text: inout String, level: Int
  ) {
    guard level < 100, text.utf8.count < limit else {
      if !text.hasSuffix("…") { text += "…" }
      return
    }
    switch type {
    case .int: text += String(word)
    case .double: text += Double(bitPattern: UInt64(bitPattern: Int64(word))).description
    case .float: text += Float(bitPattern: UInt32(truncatingIfNeeded: word)).description
    case .bool: text += word == 0 ? "false" : "true"
    case .string, .substring, .character: text += string(object).debugDescription
    case .stringIndex: text += "\(word)[utf8]"
    case .tensor:
      if let object { text += Tensor(unsafeDowncast(object, to: TensorBody.self)).description }
    case .any, .error, .existential:
      guard let object else { return text += "nil" }
      let box = unsafeDowncast(object, to: AnyObjectBox.self)
      append(box.type, box.word, box.object, to: &text, level: level)
    case .array(let element), .sequence(let element):
      appendArray(element, object, to: &text, level: level)
    case .slice(let element):
      text += "ArraySlice("
      appendArray(element, object, to: &text, level: level)
      text += ")"
    case .set(let element):
      guard let object else { return }
      let keys = unsafeDowncast(object, to: DictionaryObject.self).keys
      text += "Set("
      appendArray(element, keys.object, to: &text, level: level)
      text += ")"
    case .inout(let inner): append(inner, word, object, to: &text, level: level)
    case .optional(let wrapped): appendOptional(wrapped, object, to: &text, level: level)
    case .tuple(let elements): appendTuple(elements, object, to: &text, level: level)
    case .range(let kind, let bound):
      guard let object else { return }
      let isNamed = kind == .range || kind == .closed
      if isNamed { text += kind.rawValue + "(" }
      appendRange(kind, bound, unsafeDowncast(object, to: Record.self), to: &text)
      if isNamed { text += ")" }
    case .enumeration(let name):
      let row = Enumeration.known.first { $0.name == name }
      text += row.flatMap { $0.cases.indices.contains(word) ? $0.cases[word] : nil } ?? name
    case .nominal(let type): appendNominal(type, word, object, to: &text, level: level)
    case .function: text += "(Function)"
    case .opaque("Date"):
      guard let object else { return }
      text += Clock.text(Double(bits: unsafeDowncast(object, to: WordBox.self).word))
    case .opaque("UnicodeScalar"): text += scalar(object).debugDescription
    case .weakReference:
      let target = object.flatMap { unsafeDowncast($0, to: WeakReference.self).object }
      text += target == nil ? "nil" : "Optional("
      guard let target else { return }
      let descriptor = unsafeDowncast(target, to: Record.self).objects[0]
      text += descriptor.map { unsafeDowncast($0, to: ClassDescriptor.self).name } ?? ""
      text += ")"
    case .opaque(let name): text += name
    case .metatype(let type):
      let own =
        type.isClass
        ? object.flatMap { unsafeDowncast($0, to: ClassDescriptor.self).type }.map { .nominal($0) }
        : object.map { unsafeDowncast($0, to: TypeObject.self).type }
      text += (own ?? type).runtimeName
    case .dictionary: appendDictionary(object, to: &text, level: level)
    case .never, .parameter, .archetype, .applied, .invalid: text += "\(type)"
    }
  }

  /// No text of one value goes on for longer than this.
  private static let limit = 1_000_000

  private static func scalar(_ object: AnyObject?) -> String {
    guard let object else { return "" }
    let value = UInt32(truncatingIfNeeded: unsafeDowncast(object, to: WordBox.self).word)
    return Unicode.Scalar(value).map { String(Character($0)) } ?? ""
  }

  private static func string(_ object: AnyObject?) -> String {
    object.map { unsafeDowncast($0, to: StringObject.self).string } ?? ""
  }

  private static func appendArray(
    _ element: Type, _ object: AnyObject?, to text: inout String, level: Int
  ) {
    guard let object else { return }
    text += "["
    if element.isWord {
      let words = unsafeDowncast(object, to: WordArray.self).elements
      for (index, word) in words.enumerated() where text.utf8.count < limit {
        if index > 0 { text += ", " }
        append(element, word, nil, to: &text, level: level + 1)
      }
    } else {
      let objects = unsafeDowncast(object, to: ObjectArray.self).elements
      for (index, item) in objects.enumerated() where text.utf8.count < limit {
        if index > 0 { text += ", " }
        append(element, 0, item, to: &text, level: level + 1)
      }
    }
    if text.utf8.count >= limit { text += "…" }
    text += "]"
  }

  private static func appendDictionary(
    _ object: AnyObject?, to text: inout String, level: Int
  ) {
    guard let object else { return }
    let dictionary = unsafeDowncast(object, to: DictionaryObject.self)
    if dictionary.count == 0 { return text += "[:]" }
    text += "["
    for index in 0..<dictionary.count where text.utf8.count < limit {
      if index > 0 { text += ", " }
      let (key, value) = (dictionary.keys[index], dictionary.values[index])
      append(dictionary.keys.type, key.word, key.object, to: &text, level: level + 1)
      text += ": "
      append(dictionary.values.type, value.word, value.object, to: &text, level: level + 1)
    }
    text += "]"
  }

  private static func appendOptional(
    _ wrapped: Type, _ object: AnyObject?, to text: inout String, level: Int
  ) {
    guard let object else { return text += "nil" }
    text += "Optional("
    if wrapped.isWord {
      append(
        wrapped, unsafeDowncast(object, to: WordBox.self).word, nil, to: &text, level: level + 1)
    } else if wrapped.wrapped != nil {
      append(
        wrapped, 0, unsafeDowncast(object, to: ObjectBox.self).object, to: &text, level: level + 1)
    } else {
      append(wrapped, 0, object, to: &text, level: level + 1)
    }
    text += ")"
  }

  private static func appendTuple(
    _ elements: [Type.Element], _ object: AnyObject?, to text: inout String, level: Int
  ) {
    text += "("
    if let object {
      let record = unsafeDowncast(object, to: Record.self)
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        if let label = element.label { text += "\(label): " }
        append(
          element.type, record.words[index], record.objects[index], to: &text, level: level + 1)
      }
    }
    text += ")"
  }

  /// As Swift shows a value that does not describe itself: inside others, with its type's whole name.
  private static func appendNominal(
    _ type: NominalType, _ word: Int, _ object: AnyObject?, to text: inout String, level: Int
  ) {
    if let own = type.dynamic(object).ownDescription((word, object)) { return text += own }
    switch type.kind {
    case .class:
      guard let object else { return }
      let descriptor = unsafeDowncast(object, to: Record.self).objects[0]
      text += descriptor.map { unsafeDowncast($0, to: ClassDescriptor.self).name } ?? type.name
    case .enum:
      if level > 0 { text += type.fullName + "." }
      guard let object else {
        return text += type.cases.indices.contains(word) ? type.cases[word].name : type.name
      }
      let record = unsafeDowncast(object, to: Record.self)
      let item = type.cases[record.words[0]]
      text += item.name
      if !item.payload.isEmpty {
        append(fields: item.payload.map { ($0.label, $0.type) }, record, from: 1, to: &text, level)
      }
    case .struct:
      text += level > 0 ? type.fullName : type.name
      guard let object else { return }
      append(
        fields: type.fields.map { ($0.name, $0.storedType) },
        unsafeDowncast(object, to: Record.self), from: 0, to: &text, level)
    }
  }

  private static func append(
    fields: [(label: String?, type: Type)], _ record: Record, from first: Int,
    to text: inout String, _ level: Int
  ) {
    text += "("
    for (index, field) in fields.enumerated() {
      if index > 0 { text += ", " }
      if let label = field.label { text += "\(label): " }
      append(
        field.type, record.words[first + index], record.objects[first + index], to: &text,
        level: level + 1)
    }
    text += ")"
  }

  private static func appendRange(
    _ kind: RangeKind, _ bound: Type, _ record: Record, to text: inout String
  ) {
    let bounds = record.words.indices.map { index -> String in
      var text = ""
      append(bound, record.words[index], record.objects[index], to: &text, level: 0)
      return text
    }
    switch kind {
    case .range: text += "\(bounds[0])..<\(bounds[1])"
    case .closed: text += "\(bounds[0])...\(bounds[1])"
    case .from: text += "\(kind.rawValue)<\(bound)>(lowerBound: \(bounds[0]))"
    case .upTo, .through: text += "\(kind.rawValue)<\(bound)>(upperBound: \(bounds[0]))"
    case .strideTo, .strideThrough: text += "\(kind.rawValue)<\(bound)>"
    }
  }
}
