extension Habit {
  /// Words that open a statement in another language and are plain names in this one.
  static let statements: [Habit] = [
    word("def", [.name], "write `func f(x: Tensor) -> Tensor { … }`"),
    word("fn", [.name], "write `func f(x: Int) -> Int { … }`"),
    word("elif", [.expression], "write `else if … { … }` behind the `}` of the `if`"),
    word("pass", [.end], "leave the braces empty: `{ }`"),
    word("except", [.name, .colon], "write `do { try … } catch { … }`"),
    word("finally", [.colon], "write `defer { … }` at the start of the block"),
    word("raise", [.name], "write `throw`"),
    word("with", [.name], "call a function that takes a closure, such as `noGrad { … }`"),
    word("from", [.name], "nothing need be imported: `Tensor`, `Linear`, … are there"),
    word("del", [.name], "a variable goes by itself; set an optional to `nil`"),
    word("global", [.name], "a function sees the variables outside it"),
    word("nonlocal", [.name], "a function sees the variables outside it"),
    word("yield", [.name, .expression], "collect the values in an array and return it"),
    word("assert", [.expression], "write `assert(…)`"),
    word("const", [.name], "write `let`", "let"),
    word("val", [.name], "write `let`", "let"),
    word("function", [.name], "write `func f(x: Int) -> Int { … }`", "func"),
    word("foreach", [.name, .expression], "write `for x in xs { … }`"),
    word("unless", [.name], "write `if !… { … }`"),
    word("until", [.name], "write `while !… { … }`"),
  ]

  private static func word(
    _ name: String, _ followers: Set<Follower>, _ advice: String, _ forms: String...
  ) -> Habit {
    var habit = Habit(name, .statement, advice: advice, followers: followers)
    habit.forms = forms
    return habit
  }

  static let values: [Habit] = [
    Habit("True", .value, "true"), Habit("False", .value, "false"), Habit("None", .value, "nil"),
    Habit("null", .value, "nil"), Habit("NULL", .value, "nil"), Habit("nullptr", .value, "nil"),
    Habit("undefined", .value, "nil"),
  ]

  static let operators: [Habit] = [
    Habit("and", .operator, "&&"), Habit("or", .operator, "||"),
    Habit("..", .operator, advice: "a range is `0..<5` without its end, and `0...5` with it"),
    Habit("<>", .operator, advice: "write `!=`"),
    Habit("=>", .operator, advice: "write `{ x in … }`"),
    Habit(":=", .operator, advice: "write `let x = …`"),
    Habit("|>", .operator, advice: "call the function: f(x)"),
    Habit("<-", .operator, advice: "write `=`"),
  ]

  static let types: [Habit] = [
    Habit("int", .type, "Int"), Habit("float", .type, "Double"), Habit("double", .type, "Double"),
    Habit("str", .type, "String"), Habit("string", .type, "String"), Habit("bool", .type, "Bool"),
    Habit("boolean", .type, "Bool"), Habit("None", .type, "Void"), Habit("void", .type, "Void"),
    Habit("char", .type, "Character"), Habit("list", .type, advice: "write [Int], or [Double], …"),
    Habit("dict", .type, advice: "write [String: Int], …"),
    Habit("tuple", .type, advice: "write (Int, Int), …"),
    Habit("array", .type, advice: "write [Int], or [Double], …"),
    Habit("ndarray", .type, "Tensor"), Habit("tensor", .type, "Tensor"),
    Habit("number", .type, "Double"), Habit("object", .type, "Any"),
    Habit("Module", .type, advice: "a model is a struct or a class with 'func callAsFunction'"),
  ]

  /// Functions of Python and its libraries.
  static let functions: [Habit] = [
    Habit("len", .function, "$0.count"),
    Habit("range", .function, "0..<$0", "$0..<$1", "stride(from: $0, to: $1, by: $2)"),
    Habit("str", .function, "\"\\($0)\""), Habit("int", .function, "Int($0)"),
    Habit("float", .function, "Double($0)"), Habit("bool", .function, "Bool($0)"),
    Habit("list", .function, "Array($0)"),
    Habit("tuple", .function, advice: "write the values in parentheses: (1, 2)"),
    Habit("dict", .function, advice: "write [\"a\": 1], or [:] for an empty one"),
    Habit("set", .function, "Set($0)"), Habit("type", .function, "type(of: $0)"),
    Habit("isinstance", .function, advice: "write `x is Int`"),
    Habit("enumerate", .function, "$0.enumerated()"), Habit("sorted", .function, "$0.sorted()"),
    Habit("reversed", .function, "$0.reversed()"), Habit("input", .function, "readLine()"),
    Habit("any", .function, "$0.contains(true)"),
    Habit("all", .function, advice: "write x.allSatisfy { … }"),
    Habit("map", .function, "$1.map($0)"), Habit("filter", .function, "$1.filter($0)"),
    Habit("open", .function, advice: "read a file with String(contentsOfFile:)"),
    Habit("max", .function, "$0.max()"), Habit("min", .function, "$0.min()"),
    Habit("println", .function, "print($*)"), Habit("parseInt", .function, "Int($0)"),
    Habit("parseFloat", .function, "Double($0)"), Habit("parseDouble", .function, "Double($0)"),
    Habit("ord", .function, advice: "write Character(\"a\").asciiValue"),
    Habit("chr", .function, advice: "write UnicodeScalar(97).map { Character($0) }"),
    Habit("this", .function, advice: "write self"),
    Habit("M_PI", .function, "Double.pi"), Habit("M_E", .function, "exp(1.0)"),
    Habit("printf", .function, "print(String(format: $*))"),
    Habit("format", .function, advice: "write String(format: \"%.3f\", x)"),
    Habit("echo", .function, "print($*)"), Habit("puts", .function, "print($*)"),
    // PyTorch and NumPy
    Habit("cat", .function, "concat($*)"), Habit("concatenate", .function, "concat($*)"),
    Habit("vstack", .function, "concat($0, axis: 0)"),
    Habit("hstack", .function, "concat($0, axis: -1)"),
    Habit("tensor", .function, "Tensor($0)", "Tensor($*)"),
    Habit("array", .function, "Tensor($0)", "Tensor($*)"),
    Habit("as_tensor", .function, "Tensor($0)"), Habit("asarray", .function, "Tensor($0)"),
    Habit("mm", .function, "matmul($0, $1)"), Habit("bmm", .function, "matmul($0, $1)"),
    Habit("manual_seed", .function, "seed($0)"), Habit("manualSeed", .function, "seed($0)"),
    Habit(
      "arange", .function, "Tensor.arange(0, $0)", "Tensor.arange($0, $1)",
      "Tensor.arange($0, $1, step: $2)"),
    Habit("linspace", .function, "Tensor.linspace($0, $1, count: $2)"),
    Habit("full", .function, "Tensor.full($*)"),
    Habit("allclose", .function, "allClose($*)"), Habit("equal", .function, "allClose($0, $1)"),
    Habit("one_hot", .function, "oneHot($0, classes: $1)", "oneHot($*)"),
    Habit("clamp", .function, "$0.clipped(min: $1, max: $2)", "$0.clipped($*)"),
    Habit("clip", .function, "$0.clipped(min: $1, max: $2)"),
    Habit("log_softmax", .function, "logSoftmax($*)"),
    Habit("leaky_relu", .function, "leakyReLU($*)"),
    Habit("no_grad", .function, advice: "write noGrad { … }"),
    Habit("array_equal", .function, "allClose($0, $1)"),
    Habit("zeros_like", .function, "Tensor.zeros($0.shape)"),
    Habit("ones_like", .function, "Tensor.ones($0.shape)"),
    Habit("randn_like", .function, "Tensor.randn($0.shape)"),
    Habit("inf", .function, "Double.infinity"), Habit("newaxis", .function, ".newAxis"),
  ]

  /// Modules whose names stand without them here, and what other languages print by.
  static let modules: [Habit] =
    ["console", "System"].map { Habit($0, .module, advice: "write print(…)") } + foreignModules

  private static let foreignModules: [Habit] = [
    "Math",
    "torch", "np", "numpy", "nn", "F", "math", "tf", "jnp", "jax", "plt", "random", "optim", "mx",
    "mlx", "scipy", "keras",
  ].map {
    Habit($0, .module, advice: "names have no module in front here: exp(x), Tensor.zeros(2, 3)")
  }
}
