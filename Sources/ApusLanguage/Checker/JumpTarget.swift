import ApusText

/// What `break` and `continue` may leave, by the number that the compiler knows it by.
struct JumpTarget {
  enum Kind {
    case loop
    /// Left by `break` only.
    case `switch`
    /// `if` and `do`, left by a `break` with its label only.
    case block
  }

  var number: Int
  var label: String?
  var kind: Kind
  /// Of a `case`, where its `fallthrough` goes.
  var fall: Fall?
}

/// What is known of `fallthrough` in one case of a `switch`.
final class Fall {
  let flag: Binding
  let next: Int
  let isLast: Bool
  let number: Int
  var isUsed = false
  var bindsNames = false
  /// Whether control never reaches the end of the case.
  var leaves = false
  var span = Span(0, 0)

  init(flag: Binding, next: Int, isLast: Bool, number: Int) {
    self.flag = flag
    self.next = next
    self.isLast = isLast
    self.number = number
  }
}
