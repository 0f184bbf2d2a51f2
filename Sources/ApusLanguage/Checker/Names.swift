/// What the names of a session or of a block mean.
package struct Names {
  package enum Entry {
    case binding(Binding)
    /// Overloads, told apart by their labels and types.
    case functions([UserFunction])
    case type(NominalType)
    case generic(GenericType)
    case `protocol`(ProtocolType)
    case alias(Type)
    /// A function declared inside a function: its value, and what it is called with.
    case localFunction(Binding, UserFunction)
  }

  package var entries: [String: Entry] = [:]

  package subscript(name: String) -> Entry? {
    get { entries[name] }
    set { entries[name] = newValue }
  }
}
