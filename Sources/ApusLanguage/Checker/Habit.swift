/// A name from PyTorch or NumPy, and what says the same here.
package struct Habit: Sendable {
  package let name: String
  package let instead: String

  private init(_ name: String, _ instead: String) {
    self.name = name
    self.instead = instead
  }

  /// Members of a tensor.
  static let members: [Habit] = [
    Habit("view", "reshaped(2, -1)"), Habit("reshape", "reshaped(2, -1)"),
    Habit("unsqueeze", "unsqueezed(0)"), Habit("squeeze", "squeezed(axis: 0)"),
    Habit("transpose", "transposed(0, 1)"), Habit("t", "T"), Habit("permute", "permuted(0, 2, 1)"),
    Habit("size", "shape, or dim(0) for one axis"), Habit("numel", "count"), Habit("rank", "ndim"),
    Habit("mm", "matmul(…), or the operator •"), Habit("bmm", "matmul(…), or the operator •"),
    Habit("tolist", "toArray()"), Habit("numpy", "toArray()"), Habit("detach", "detached()"),
    Habit("expand", "broadcast(to: […])"), Habit("flatten", "flattened()"),
    Habit("masked_fill", "maskedFill(mask, value)"), Habit("clamp", "clipped(min: 0, max: 1)"),
    Habit("clip", "clipped(min: 0, max: 1)"), Habit("long", "to(.int64)"),
    Habit("double", "to(.float64)"), Habit("var", "variance(axis: 0)"),
    Habit("type", "to(.float64)"), Habit("dims", "shape"), Habit("sort", "sorted(axis: -1)"),
    Habit("topk", "topK(3)"), Habit("flip", "flipped(axis: 0)"),
    Habit("roll", "rolled(1, axis: 0)"),
    Habit("movedim", "movedAxis(0, to: 1)"), Habit("repeat", "tiled(2, 1)"),
    Habit("unbind", "for row in x { … }"), Habit("chunk", "split(parts: 2, axis: 0)"),
  ]

  /// Functions and other names.
  static let functions: [Habit] = [
    Habit("cat", "concat([a, b], axis: 0)"), Habit("concatenate", "concat([a, b], axis: 0)"),
    Habit("len", "x.count"), Habit("range", "0..<n, or stride(from: 0, to: n, by: 2)"),
    Habit("zeros", "Tensor.zeros(2, 3)"), Habit("ones", "Tensor.ones(2, 3)"),
    Habit("randn", "Tensor.randn(2, 3)"), Habit("rand", "Tensor.rand(2, 3)"),
    Habit("eye", "Tensor.eye(3)"), Habit("arange", "Tensor.arange(0, 10)"),
    Habit("linspace", "Tensor.linspace(0, 1, count: 5)"), Habit("full", "Tensor.full([2, 3], 7)"),
    Habit("tensor", "Tensor([[1, 2], [3, 4]])"), Habit("array", "Tensor([[1, 2], [3, 4]])"),
    Habit("np", "the functions without a prefix: exp(x), Tensor.zeros(2, 3)"),
    Habit("torch", "the functions without a prefix: exp(x), Tensor.zeros(2, 3)"),
    Habit("F", "the functions without a prefix: softmax(x), relu(x)"),
    Habit("None", "nil"), Habit("True", "true"), Habit("False", "false"),
    Habit("mm", "matmul(a, b), or a • b"), Habit("bmm", "matmul(a, b), or a • b"),
    Habit("manual_seed", "seed(0)"), Habit("manualSeed", "seed(0)"),
    Habit("allclose", "allClose(a, b)"), Habit("int", "Int(x)"), Habit("float", "Double(x)"),
    Habit("str", #""\(x)""#), Habit("one_hot", "oneHot(indices, classes: 10)"),
    Habit("clamp", "x.clipped(min: 0, max: 1)"), Habit("transpose", "x.transposed(0, 1)"),
    Habit("reshape", "x.reshaped(2, -1)"), Habit("mean", "x.mean()"), Habit("sum", "x.sum()"),
    Habit("printf", "print(String(format: \"%.3f\", x))"), Habit("std", "x.std()"),
    Habit("argmax", "x.argmax(axis: 0)"),
  ]

  /// Names of Foundation and of Swift's other number types.
  static let foundation: [Habit] =
    [
      Habit("CFAbsoluteTimeGetCurrent", "Date(), and later Date().timeIntervalSince(start)"),
      Habit("DispatchTime", "Date(), and later Date().timeIntervalSince(start)"),
      Habit("ContinuousClock", "Date(), and later Date().timeIntervalSince(start)"),
      Habit("NumberFormatter", #"String(format: "%.2f", x)"#),
      Habit("exit", #"fatalError("why")"#), Habit("abort", #"fatalError("why")"#),
      Habit("UUID", "Int.random(in: 0..<1_000_000)"), Habit("arc4random", "Int.random(in: 0..<6)"),
      Habit("arc4random_uniform", "Int.random(in: 0..<6)"),
      Habit("drand48", "Double.random(in: 0..<1)"),
    ]
    + [
      "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    ].map { Habit($0, "Int, the one integer type of Apus") }
    + ["Float16", "Float80", "CGFloat", "Decimal"].map { Habit($0, "Double, or Float") }

  /// Members of arrays, dictionaries and texts in other languages.
  static let collections: [Habit] = [
    Habit("sum", "reduce(0, +)"), Habit("mean", "reduce(0, +) / Double(x.count)"),
    Habit("length", "count"), Habit("len", "count"), Habit("size", "count"),
    Habit("push", "append(x)"), Habit("add", "append(x), or insert(x) for a set"),
    Habit("push_back", "append(x)"), Habit("extend", "append(contentsOf: y)"),
    Habit("pop", "removeLast()"), Habit("shift", "removeFirst()"),
    Habit("indexOf", "firstIndex(of: x)"), Habit("includes", "contains(x)"),
    Habit("find", "first { $0 > 1 }, or firstIndex(of: x)"),
    Habit("copy", "var y = x, which copies"),
    Habit("upper", "uppercased()"), Habit("lower", "lowercased()"),
    Habit("toUpperCase", "uppercased()"), Habit("toLowerCase", "lowercased()"),
    Habit("strip", "trimmingCharacters(in: .whitespaces)"),
    Habit("trim", "trimmingCharacters(in: .whitespaces)"),
    Habit("startswith", #"hasPrefix("a")"#), Habit("endswith", #"hasSuffix("a")"#),
    Habit("replace", #"replacing("a", with: "b")"#), Habit("isdigit", "allSatisfy { $0.isNumber }"),
    Habit("isalpha", "allSatisfy { $0.isLetter }"),
    Habit("join", #"words.joined(separator: ", ")"#),
    Habit("items", "for (key, value) in d { … }"), Habit("get", "d[key] ?? other"),
    Habit("has_key", "d[key] != nil"), Habit("any", "contains { $0 > 1 }"),
    Habit("every", "allSatisfy { $0 > 1 }"), Habit("all", "allSatisfy { $0 > 1 }"),
    Habit("some", "contains { $0 > 1 }"), Habit("slice", "x[1..<3]"),
    Habit("reverse", "reversed()"),
    Habit("difference", "subtracting(other)"), Habit("concat", "x + y"),
  ]

  /// Labels of arguments.
  static let labels: [Habit] = [
    Habit("dim", "axis"), Habit("keepdim", "keepDims"), Habit("keepdims", "keepDims"),
    Habit("axes", "axis"), Habit("device", "_"), Habit("dims", "axes"), Habit("type", "dtype"),
    Habit("num_classes", "classes"), Habit("size", "shape"),
  ]

  static func help(for name: String, in habits: [Habit]) -> String? {
    habits.first { $0.name == name }.map { "write \($0.instead)" }
  }
}
