import ApusTensor

/// One way back over the tape, from a result to what it was computed from.
final class Sweep {
  private let root: Variable
  /// Where the way ends, if only some cotangents are wanted; else at the leaves.
  private let wanted: [Variable]?
  /// The recorded calls on the way, each behind those that use its results.
  private var order: [Node] = []
  /// The recorded calls that have a position while the order is made.
  private var met: [Node] = []
  /// Whether a call leads to a wanted place, in the same order.
  private var isNeeded: [Bool] = []
  private var pending: [[Tensor?]] = []
  private var leaves: [ObjectIdentifier: (variable: Variable, total: Tensor)] = [:]
  private var retained: [(store: GradientStore, gradient: Tensor)] = []
  /// Whether a leaf lies on the way that is not wanted.
  private(set) var meetsOthers = false

  /// Throws `graph-freed` where `backward` has let a part of the way go.
  init(from root: Variable, to wanted: [Variable]? = nil) throws(TensorError) {
    self.root = root
    self.wanted = wanted
    defer {
      for node in met { node.position = Node.unvisited }
      met = []
    }
    if let node = root.node { try visit(node) } else { meet(root) }
    order.reverse()
    isNeeded.reverse()
  }

  private func isEnd(_ node: Node) -> Bool {
    wanted?.contains { $0.node === node } ?? false
  }

  /// Whether a leaf is where the way is to end.
  @discardableResult
  private func meet(_ leaf: Variable) -> Bool {
    guard let wanted else { return true }
    let isWanted = wanted.contains { $0 === leaf }
    if !isWanted { meetsOthers = true }
    return isWanted
  }

  /// Puts calls into order, arguments first, without a call inside a call: a chain may be longer
  /// than the stack is deep.
  private func visit(_ node: Node) throws(TensorError) {
    var path = [try open(node)]
    while var top = path.popLast() {
      if top.next < top.sources.count {
        let source = top.sources[top.next]
        top.next += 1
        if let node = source.node {
          if node.position == Node.unvisited {
            path.append(top)
            path.append(try open(node))
            continue
          }
          top.isNeeded = top.isNeeded || node.position < isNeeded.count && isNeeded[node.position]
        } else if meet(source) {
          top.isNeeded = true
        }
        path.append(top)
      } else {
        top.node.position = order.count
        order.append(top.node)
        isNeeded.append(top.isNeeded)
        if top.isNeeded, !path.isEmpty { path[path.count - 1].isNeeded = true }
      }
    }
  }

  private struct Step {
    let node: Node
    let sources: [Variable]
    var next = 0
    var isNeeded: Bool
  }

  private func open(_ node: Node) throws(TensorError) -> Step {
    // Marked as met; its place in the order is known when its arguments have theirs.
    node.position = Int.max
    met.append(node)
    let isEnd = isEnd(node)
    guard isEnd || node.frame != nil else {
      throw TensorError(
        "graph-freed", "an earlier backward() has let the graph behind this tensor go",
        operation: "backward",
        help: "pass `retainGraph: true` to the earlier one, or compute the tensor again")
    }
    return Step(node: node, sources: isEnd ? [] : node.sources, isNeeded: isEnd)
  }

  /// Carries the cotangent of the root back; recorded itself where that is asked for.
  func run(_ cotangent: Tensor, records: Bool) throws(TensorError) {
    pending = order.map { [Tensor?](repeating: nil, count: $0.results.count) }
    leaves = [:]
    retained = []
    for (index, node) in order.enumerated() { node.position = index }
    defer { for node in order { node.position = Node.unvisited } }
    do {
      try Recording.with(records) {
        try add(cotangent, to: root)
        for index in order.indices where isNeeded[index] { try pass(index) }
        for leaf in leaves.values { try show(leaf.total, to: leaf.variable.watchers) }
      }
    } catch let error as TensorError {
      throw error
    } catch {
      throw TensorError("internal", "\(error)", operation: "backward")
    }
  }

  private func pass(_ index: Int) throws {
    let node = order[index]
    let cotangents = pending[index]
    guard cotangents.contains(where: { $0 != nil }), !isEnd(node), let frame = node.frame else {
      return
    }
    pending[index] = []
    try Interruption.check()
    for (result, watchers) in node.watchers {
      if let gradient = cotangents[result] { try show(gradient, to: watchers) }
    }
    if wanted == nil {
      for (result, store) in node.stores {
        if let gradient = cotangents[result] { retained.append((store, gradient)) }
      }
    }
    guard let pullback = node.reading.pullback else {
      throw TensorError(
        "no-gradient", "\(node.reading.name) has no gradient", operation: node.reading.name,
        help: "use `.detached()` on its argument where no gradient is meant")
    }
    let call = try PullbackCall(node, frame, cotangents)
    let isWatched = Anomalies.isOn
    for (part, index) in zip(pullback.parts, node.reading.tensors) {
      let arguments = node.arguments(index, frame)
      guard let part, arguments.contains(where: isOnTheWay) else { continue }
      for (argument, gradient) in zip(arguments, try part(call)) {
        guard isOnTheWay(argument), let variable = argument.body.variable else { continue }
        if isWatched {
          try node.checkAnomaly(gradient.tensor, of: argument, index, frame, cotangents)
        }
        let fitted = try gradient.sum(to: argument.shape).to(argument.dtype)
        try add(fitted.tensor, to: variable)
      }
    }
  }

  private func show(_ gradient: Tensor, to watchers: [GradientWatcher]) throws {
    for watcher in watchers { try watcher(gradient.with(history: nil)) }
  }

  private func isOnTheWay(_ argument: Tensor) -> Bool {
    guard let variable = argument.body.variable else { return false }
    if let node = variable.node { return isNeeded[node.position] }
    return wanted?.contains { $0 === variable } ?? true
  }

  private func add(_ cotangent: Tensor, to variable: Variable) throws(TensorError) {
    guard let node = variable.node else {
      let key = ObjectIdentifier(variable)
      let total = try leaves[key].map { (leaf) throws(TensorError) in
        try sum(leaf.total, cotangent)
      }
      leaves[key] = (variable, total ?? cotangent)
      return
    }
    let before = pending[node.position][variable.index]
    let total = try before.map { (before) throws(TensorError) in try sum(before, cotangent) }
    pending[node.position][variable.index] = total ?? cotangent
  }

  private func sum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try (Recorded(a) + Recorded(b)).tensor
  }

  /// What came to a wanted place; nil where the root does not depend on it.
  func cotangent(of variable: Variable) -> Tensor? {
    guard let node = variable.node else { return leaves[ObjectIdentifier(variable)]?.total }
    guard let index = order.firstIndex(where: { $0 === node }) else { return nil }
    return pending[index][variable.index]
  }

  /// Adds what came to leaves, and to results that ask for it, to their gradients.
  func store() throws(TensorError) {
    for leaf in leaves.values {
      try leaf.variable.store?.add(leaf.total.with(history: nil))
    }
    for (store, gradient) in retained { try store.add(gradient.with(history: nil)) }
  }

  /// Lets all recorded calls go.
  func release() {
    for node in order { node.release() }
  }
}
