import ApusText

/// Where errors go that a piece of code throws.
struct Effects {
  enum Sink {
    /// Out of a function that does not say `throws`.
    case nowhere
    /// Out of a function that says that it throws these.
    case function(Type)
    /// To the cell's end, as its failure.
    case cell
    /// To a `do` with its `catch`es, or out of a closure, which throws if anything in it does.
    case collected
    /// Out of the body of a `defer`, which nothing may leave early.
    case deferred
  }

  /// A call that may throw, or a `throw`.
  struct Raised {
    var type: Type
    var span: Span
    var isStatement: Bool
    /// Whether a `do` around it has `catch`es that do not take everything.
    var passesCatches = false
  }

  var sink: Sink
  /// Whether `try` stands in front.
  var isTried = false
  var raised: [Raised] = []
}
