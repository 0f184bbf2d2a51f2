/// What a session has declared so far, as far as the checker needs to know it.
package struct Program {
  package var names = Names()
  /// How many variables the session has ever had at once.
  package var globalCount = 0
  /// Indices of variables that nothing names any more.
  package var freeGlobals: [Int] = []
  package var functionCount = 0
  /// Indices of variables to which functions give other values.
  package var changedInside: Set<Int> = []
  /// Whether anything has been done with tensors so far.
  package var usesTensors = false
  /// Whether instances of some class do something when they go.
  package var endsInstances = false
  /// What extensions have given to types.
  ///
  /// A cell that adds to one puts a new table in its place, so that a cell that fails, or is only
  /// looked at, leaves nothing behind.
  package var extensions: [Type: MemberTable] = [:]
  package var generics = Specialisations()
  /// The parameters of `typealias Pair<T> = (T, T)`, by its name.
  var aliasParameters: [String: [String]] = [:]
  var library = LibraryRead()

  package init() {}
}
