extension Habit {
  /// Labels of arguments; with several forms it depends on the function which is meant.
  static let labels: [Habit] = [
    Habit("dim", .label, "axis"), Habit("keepdim", .label, "keepDims"),
    Habit("keepdims", .label, "keepDims"), Habit("axes", .label, "axis", "axes"),
    Habit("dims", .label, "axes", "axis"), Habit("type", .label, "dtype", "type"),
    Habit("num_classes", .label, "classes"),
    Habit("key", .label, advice: "say which comes first: x.sorted { $0.age < $1.age }"),
    Habit("reverse", .label, advice: "the largest first is x.sorted(by: >), or x.sort(by: >)"),
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
    array("append", "append(contentsOf: [$*])"), array("insert", "insert($1, at: $0)"),
    array("remove", "removeAll { x in x == $0 }"), array("count", "count { x in x == $0 }"),
    array("get", "[$0]"), array("removeAt", "remove(at: $0)"), array("del", "remove(at: $0)"),
    array("unshift", "insert($0, at: 0)"),
    array("shift", "removeFirst()"),
    array("unique", advice: "write Set(x), or Array(Set(x)), whose order is another"),
    array("flatten", "flatMap { x in x }"), array("flat", "flatMap { x in x }"),
    array("average", advice: "write Tensor(x).mean()"), array("find", "first($*)"),
    array("some", "contains($*)"), array("every", "allSatisfy($*)"),
    array(
      "chunked", advice: "write stride(from: 0, to: x.count, by: 2).map { x[$0...].prefix(2) }"),
    array("clear", "removeAll()"), array("each", "forEach"), array("collect", "map"),
  ]

  private static func array(_ name: String, _ forms: String..., advice: String? = nil) -> Habit {
    Habit(name, of: "Array", forms, advice)
  }

  static let dictionaryMembers: [Habit] = [
    dictionary("get", "[$0]", "[$0, default: $1]"),
    dictionary("getOrDefault", "[$0, default: $1]"),
    dictionary("items", advice: "go over the dictionary itself: for (key, value) in d { … }"),
    dictionary("entries", advice: "go over the dictionary itself: for (key, value) in d { … }"),
    dictionary("iteritems", advice: "go over the dictionary itself: for (key, value) in d { … }"),
    dictionary("has_key", "keys.contains($0)"), dictionary("has", "keys.contains($0)"),
    dictionary("containsKey", "keys.contains($0)"), dictionary("contains", "keys.contains($0)"),
    dictionary("containsValue", "values.contains($0)"),
    dictionary("update", "merge($0) { old, new in new }"),
    dictionary("pop", "removeValue(forKey: $0)"), dictionary("remove", "removeValue(forKey: $0)"),
    dictionary("delete", "removeValue(forKey: $0)"), dictionary("clear", "removeAll()"),
    dictionary("add", "updateValue($1, forKey: $0)", advice: "write d[key] = value"),
    dictionary("put", "updateValue($1, forKey: $0)", advice: "write d[key] = value"),
    dictionary("set", "updateValue($1, forKey: $0)", advice: "write d[key] = value"),
    dictionary("setdefault", "[$0, default: $1]"),
    dictionary("size", "count"), dictionary("length", "count"), dictionary("len", "count"),
    dictionary("copy", advice: "a dictionary is a value: let copy = d is enough"),
  ]

  private static func dictionary(
    _ name: String, _ forms: String..., advice: String? = nil
  ) -> Habit {
    Habit(name, of: "Dictionary", forms, advice)
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
    text("toUpper", "uppercased()"), text("toLower", "lowercased()"),
    text("title", "capitalized"), text("capitalize", "capitalized"),
    text("isalpha", "allSatisfy { x in x.isLetter }"),
    text("isnumeric", "allSatisfy { x in x.isNumber }"),
    text("isspace", "allSatisfy { x in x.isWhitespace }"),
    text("isupper", "allSatisfy { x in x.isUppercase }"),
    text("islower", "allSatisfy { x in x.isLowercase }"),
    text("lstrip", "trimmingCharacters(in: .whitespaces)"),
    text("rstrip", "trimmingCharacters(in: .whitespaces)"),
    text("split", "split(separator: \" \")", "split(separator: $0)"),
    text("splitlines", "split(separator: \"\\n\")"),
    text("count", "count { x in x == $0 }"),
    text("charAt", advice: "take an array of the characters: Array(text)[0]"),
    text("indexOf", "firstIndex(of: $0)"), text("concat", advice: "write text + other"),
    text("equals", advice: "write text == other"),
    text("zfill", advice: "write String(format: \"%05d\", number)"),
    text("substr", advice: "write text.prefix(3), or text.dropFirst(3)"),
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
