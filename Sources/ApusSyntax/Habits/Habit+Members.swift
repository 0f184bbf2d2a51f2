extension Habit {
  /// Labels of arguments; with several forms it depends on the function which is meant.
  static let labels: [Habit] = [
    Habit("dim", .label, "axis"), Habit("keepdim", .label, "keepDims"),
    Habit("keepdims", .label, "keepDims"), Habit("axes", .label, "axis", "axes"),
    Habit("dims", .label, "axes", "axis"), Habit("type", .label, "dtype", "type"),
    Habit("num_classes", .label, "classes"),
    Habit("end", .label, "terminator"), Habit("sep", .label, "separator"),
    Habit("device", .label, advice: "everything is on the processor: leave it out"),
    Habit("requires_grad", .label, advice: "make it a parameter: Parameter(Tensor.zeros(2, 3))"),
  ]

  static let tensorMembers: [Habit] = [
    tensor("view", "reshaped($*)"), tensor("reshape", "reshaped($*)"),
    tensor("unsqueeze", "unsqueezed($*)"), tensor("squeeze", "squeezed()", "squeezed(axis: $0)"),
    tensor("transpose", "T", "transposed($0, $1)"), tensor("swapaxes", "transposed($0, $1)"),
    tensor("t", "T"), tensor("permute", "permuted($*)"),
    tensor("size", "shape", "dim($0)"), tensor("numel", "count"), tensor("rank", "ndim"),
    tensor("dims", "shape"), tensor("nelement", "count"),
    tensor("mm", "matmul($0)"), tensor("bmm", "matmul($0)"), tensor("dot", "matmul($0)"),
    tensor("tolist", "toArray()"), tensor("numpy", "toArray()"), tensor("detach", "detached()"),
    tensor("clone", advice: "a tensor is a value: let copy = x is enough"),
    tensor("copy", advice: "a tensor is a value: let copy = x is enough"),
    tensor("contiguous", advice: "leave it out: every tensor can be reshaped"),
    tensor("cuda", advice: "leave it out: everything is on the processor"),
    tensor("cpu", advice: "leave it out: everything is on the processor"),
    tensor("data", "detached()"),
    tensor("requires_grad", advice: "make it a parameter: let w = Parameter(…)"),
    tensor("requires_grad_", advice: "make it a parameter: let w = Parameter(…)"),
    tensor("zero_", advice: "assign a new tensor: x = Tensor.zeros(x.shape)"),
    tensor("expand", "broadcast(to: [$*])"),
    tensor("flatten", "flattened()", "flattened(start: $0)"),
    tensor("ravel", "flattened()"),
    tensor("masked_fill", "maskedFill($*)"), tensor("clamp", "clipped($*)"),
    tensor("clip", "clipped(min: $0, max: $1)", "clipped($*)"),
    tensor("long", "to(.int64)"), tensor("double", "to(.float64)"), tensor("half", "to(.float32)"),
    tensor("astype", "to(.float32)"), tensor("type", "to(.float32)"),
    tensor("var", "variance($*)"), tensor("sort", "sorted($*)"), tensor("topk", "topK($*)"),
    tensor("flip", "flipped(axis: $0)"), tensor("roll", "rolled($*)"),
    tensor("movedim", "movedAxis($0, to: $1)"), tensor("moveaxis", "movedAxis($0, to: $1)"),
    tensor("repeat", "tiled($*)"), tensor("tile", "tiled($*)"),
    tensor("unbind", advice: "write for row in x { … }"),
    tensor("chunk", "split(parts: $0, axis: 0)", "split(parts: $0, axis: $1)"),
    tensor("gather", "takeAlong($1, axis: $0)"), tensor("index_select", "take($1, axis: $0)"),
    tensor("argMax", "argmax($*)"), tensor("eq", advice: "write x .== y"),
    tensor("pow", advice: "write x ** 2"), tensor("add", advice: "write x + y"),
    tensor("mul", advice: "write x * y"), tensor("sub", advice: "write x - y"),
    tensor("div", advice: "write x / y"), tensor("append", advice: "write concat([x, y])"),
    tensor("len", "count"), tensor("length", "count"),
  ]

  private static func tensor(_ name: String, _ forms: String..., advice: String? = nil) -> Habit {
    Habit(name, of: "Tensor", forms, advice)
  }

  static let arrayMembers: [Habit] = [
    array("len", "count"), array("length", "count"), array("size", "count"),
    array("push", "append($0)"), array("push_back", "append($0)"), array("add", "append($0)"),
    array("extend", "append(contentsOf: $0)"), array("concat", advice: "write x + y"),
    array("pop", "removeLast()"), array("index", "firstIndex(of: $0)!"),
    array("indexOf", "firstIndex(of: $0)"), array("includes", "contains($0)"),
    array("sum", "reduce(0, +)"), array("mean", advice: "write Tensor(x).mean()"),
    array("reverse", "reversed()"), array("sort", "sorted()"),
    array("slice", "[$0..<$1]", advice: "write x[1..<3]"), array("join", "joined(separator: $0)"),
    array("shape", advice: "an array has a count; a tensor has a shape: Tensor(x).shape"),
    array("copy", advice: "an array is a value: let copy = x is enough"),
    array("remove", advice: "write x.removeAll { $0 == y }, or x.remove(at: 0)"),
    array("clear", "removeAll()"), array("each", "forEach"), array("collect", "map"),
  ]

  private static func array(_ name: String, _ forms: String..., advice: String? = nil) -> Habit {
    Habit(name, of: "Array", forms, advice)
  }

  static let textMembers: [Habit] = [
    text("len", "count"), text("length", "count"), text("size", "count"),
    text("upper", "uppercased()"), text("lower", "lowercased()"),
    text("toUpperCase", "uppercased()"), text("toLowerCase", "lowercased()"),
    text("startswith", "hasPrefix($0)"), text("startsWith", "hasPrefix($0)"),
    text("endswith", "hasSuffix($0)"), text("endsWith", "hasSuffix($0)"),
    text("strip", "trimmingCharacters(in: .whitespaces)"),
    text("trim", "trimmingCharacters(in: .whitespaces)"),
    text("replace", "replacingOccurrences(of: $0, with: $1)"),
    text("includes", "contains($0)"), text("find", advice: "write text.contains(\"…\")"),
    text("format", advice: "put the value into the text: \"\\(x)\""),
    text("join", advice: "write parts.joined(separator: \", \")"),
    text("isdigit", advice: "write Int(text) != nil"),
    text("substring", advice: "write text.prefix(3), or text.dropFirst(3)"),
  ]

  private static func text(_ name: String, _ forms: String..., advice: String? = nil) -> Habit {
    Habit(name, of: "String", forms, advice)
  }

  private init(_ name: String, of owner: String, _ forms: [String], _ advice: String?) {
    self.name = name
    place = .member(of: owner)
    self.forms = forms
    self.advice =
      advice
      ?? "write x.\((forms.last ?? "").replacing("$*", with: "…").replacing("$0", with: "…").replacing("$1", with: "…"))"
    followers = []
  }
}
