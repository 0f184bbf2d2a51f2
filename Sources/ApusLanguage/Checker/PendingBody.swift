import ApusSyntax
import ApusText

/// A function whose head is known and whose body is checked when all top-level names are.
struct PendingBody {
  let function: UserFunction
  let block: Block?
  let span: Span
  /// The type it is a member of.
  var member: (owner: Type, isStatic: Bool)?
  /// The type whose values it makes, for an initialiser.
  var initializes: NominalType?
  /// Blocks around the type that it is a member of.
  var scopes: [Names] = []
  /// The stored property that it watches.
  var directField: String?
  /// Makes the statements of a function without a text of its own.
  var made: ((FunctionBody) -> [TypedStatement])?
  /// Where it was declared, for a member of something generic.
  var context: GenericContext?
  /// Whether it is checked for its errors only, with its generic parameters left open.
  var isDiscarded = false
}
