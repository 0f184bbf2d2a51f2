/// A form of another language or library, and what says the same here.
///
/// A form names the arguments `$0`, `$1`, … by their position, and `$*` stands for those that are
/// left, with their labels as they are here. The form is a fix where the arguments are as many as
/// it says; the advice is for everything else.
package struct Habit: Sendable {
  /// Where the form stands in a program.
  package enum Place: Hashable, Sendable {
    /// At the start of a statement, before what `followers` say.
    case statement
    /// As a value.
    case value
    /// Between two values.
    case `operator`
    /// Before an argument.
    case label
    case type
    /// A function that is called.
    case function
    /// Behind a value of the type of that name.
    case member(of: String)
    /// Before a dot: a module whose names stand without it here.
    case module
  }

  /// What follows a word that is meant as the start of a statement.
  enum Follower {
    case name, colon, expression, end
  }

  package let name: String
  package let place: Place
  /// The same here, for the numbers of arguments that occur.
  package internal(set) var forms: [String]
  package let advice: String
  let followers: Set<Follower>

  init(
    _ name: String, _ place: Place, _ forms: String..., advice: String? = nil,
    followers: Set<Follower> = []
  ) {
    self.name = name
    self.place = place
    self.forms = forms
    self.advice = advice ?? forms.first.map { "write \(Habit.example($0))" } ?? ""
    self.followers = followers
  }

  /// Every habit there is.
  package static let all: [Habit] =
    statements + values + operators + labels + types + functions + modules + tensorMembers
    + arrayMembers + dictionaryMembers + textMembers + foundation

  private static let table = Dictionary(grouping: all) { Key(place: $0.place, name: $0.name) }

  private struct Key: Hashable {
    var place: Place
    var name: String
  }

  package static func find(_ name: String, _ place: Place) -> Habit? {
    table[Key(place: place, name: name)]?.first
  }

  /// The label that is certainly meant by one of another library.
  package static func label(for name: String) -> String? {
    guard let habit = find(name, .label), habit.forms.count == 1 else { return nil }
    return habit.forms[0]
  }

  /// A form with names in place of its arguments.
  private static func example(_ form: String) -> String {
    form.replacing("$0", with: "x").replacing("$1", with: "y").replacing("$2", with: "z")
      .replacing("$*", with: "…")
  }

  /// The form for these arguments, with them put in; nil where none takes as many.
  package func text(_ arguments: [String]) -> String? {
    for form in forms {
      let named = (0..<4).filter { form.contains("$\($0)") }.count
      let takesRest = form.contains("$*")
      guard takesRest ? arguments.count >= named : arguments.count == named else { continue }
      var text = form
      if takesRest {
        text = text.replacing("$*", with: arguments[named...].joined(separator: ", "))
      }
      for index in 0..<named { text = text.replacing("$\(index)", with: arguments[index]) }
      return text
    }
    return nil
  }
}
