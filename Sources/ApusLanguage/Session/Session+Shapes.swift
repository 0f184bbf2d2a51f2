import ApusSyntax
import ApusTensor
import ApusText

extension Session {
  /// What is known of a tensor that a name stands for: by the text that declares it, or as the
  /// session's variable is now.
  ///
  /// Nothing is known while a cell runs.
  func tensor(named name: String, _ entry: Names.Entry, in source: SourceText) -> TensorFact? {
    guard case .binding(let binding) = entry, binding.type == .tensor else { return nil }
    return whileIdle { machine, shapes in
      if let fact = self.facts(in: source, machine, shapes)[name] { return fact }
      guard case .global(let index) = binding.home else { return nil }
      return Self.fact(of: index, machine)
    } ?? nil
  }

  /// What a text declares under a name at its top level.
  func declaration(of name: String, in source: SourceText) -> Names.Entry? {
    deeply {
      let (program, operators) = names(for: source)
      let checker = Checker(source, program: program, prelude: prelude)
      checker.checkCell(Parser.parse(source, operators: operators))
      let entry = checker.program.names[name]
      // Functions of one name may come from several cells.
      if case .functions(let overloads)? = entry {
        let own = overloads.filter { $0.source === source }
        return own.isEmpty ? nil : .functions(own)
      }
      return checker.declaredHere.contains(name) ? entry : nil
    }
  }

  /// The session's tensors as they are now, by the index of their variable.
  func tensors(of entries: some Sequence<Names.Entry>) -> [Int: TensorFact] {
    whileIdle { machine, _ in
      var facts: [Int: TensorFact] = [:]
      for case .binding(let binding) in entries where binding.type == .tensor {
        if case .global(let index) = binding.home { facts[index] = Self.fact(of: index, machine) }
      }
      return facts
    } ?? [:]
  }

  private static func fact(of index: Int, _ machine: Machine) -> TensorFact? {
    guard machine.isSet(index), let body = machine.global(index).object as? TensorBody else {
      return nil
    }
    return TensorFact(shape: body.shape, dtype: body.dtype)
  }

  /// The tensors that the names which a text declares stand for, as far as that can be told.
  private func facts(
    in source: SourceText, _ machine: Machine, _ shapes: ShapeKnowledge
  ) -> [String: TensorFact] {
    deeply {
      let (program, operators) = names(for: source)
      let tree = Parser.parse(source, operators: operators)
      let checker = Checker(source, program: program, prelude: prelude)
      checker.checkCell(tree)
      guard tree.diagnostics.isEmpty, checker.diagnostics.isEmpty else { return [:] }
      let following = shapes.follow(checker, machine)
      _ = following.check()
      return following.facts
    }
  }
}
