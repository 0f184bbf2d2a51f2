import ApusGrad
import ApusTensor
import ApusValue

extension Builtin {
  /// Derivatives of functions, and work without a tape.
  static let differentiation: [Builtin] = [
    Builtin(
      "noGrad", "func noGrad<R>(_ body: () -> R) -> R",
      summary: "Does something without recording it, so that no gradient goes through it.",
      example: "noGrad { Parameter(Tensor([1.0, 2.0])) * 2 }",
      evaluate: { call in
        let result = try Recording.with(false) { try call.function(0)([]) }
        call.set(result, as: call.type("R"))
      }),
    Builtin(
      "detectAnomalies", "func detectAnomalies<R>(_ body: () -> R) -> R",
      summary: """
        Does something and stops at the first operation, on the way there or back, that makes a \
        NaN or an infinity.
        """,
      example: "detectAnomalies { exp(Tensor([1.0, 2.0])) }",
      refusals: [
        ("detectAnomalies { log(Tensor([1.0, 0.0])) }", "log makes -infinity at [1]"),
        (
          """
          let x = Parameter(Tensor([4.0, 0.0]))
          detectAnomalies { sqrt(x).sum().backward() }
          """, "sqrt has a gradient of infinity at [1], on the way back"
        ),
      ],
      evaluate: { call in
        let machine = call.machine
        let isFirst = !Anomalies.isOn
        if isFirst, let site = call.site { machine.rowSites = [site] }
        defer { if isFirst { machine.rowSites = [] } }
        let result = try Anomalies.with(place: { [weak machine] in machine?.standing }) {
          try call.function(0)([])
        }
        call.set(result, as: call.type("R"))
      }),
    Builtin(
      "onGradient", "extension Tensor { func onGradient(_ body: @escaping (Tensor) -> Void) }",
      summary: "Shows this tensor's gradient to a function whenever a way back has found it.",
      example: """
        let w = Parameter(Tensor([1.0, 2.0]))
        let h = w * w
        h.onGradient { print($0) }
        (h * 3).sum().backward()
        """,
      refusals: [
        (
          "Tensor([1.0]).onGradient { print($0) }",
          "onGradient: this tensor was not computed from a tensor that tracks gradients"
        )
      ],
      evaluate: { call in
        try named("onGradient") { () throws(TensorError) in
          try Differentiation.watch(call.tensor(0), call.watcher(1))
        }
      }),
    Builtin(
      "gradient", "func gradient(at x: Tensor, of f: (Tensor) -> Tensor) -> Tensor",
      summary: "The gradient of a function whose value is one number.",
      formula: #"\nabla f(x)"#,
      example: "gradient(at: Tensor([1.0, 2.0])) { ($0 * $0).sum() }",
      refusals: [
        (
          "gradient(at: Tensor([1.0, 2.0])) { $0 * $0 }",
          "gradient(at:of:) is for a function whose value is one number, "
            + "and this value has shape [2]"
        )
      ],
      evaluate: { call in
        let found = try Differentiation.valueWithGradient(
          "gradient(at:of:)", at: [call.tensor(0)], of: call.differentiable(1))
        call.registers.set(found.gradients[0].body)
      }),
    Builtin(
      "gradient",
      "func gradient(at x: Tensor, _ y: Tensor, of f: (Tensor, Tensor) -> Tensor) "
        + "-> (Tensor, Tensor)",
      summary: "The gradients of a function of two tensors whose value is one number.",
      formula: #"\left(\nabla_x f(x, y), \nabla_y f(x, y)\right)"#,
      example: "gradient(at: Tensor([1.0, 2.0]), Tensor([3.0, 4.0])) { dot($0, $1) }",
      evaluate: { call in
        let found = try Differentiation.valueWithGradient(
          "gradient(at:of:)", at: [call.tensor(0), call.tensor(1)], of: call.differentiable(2))
        call.set(found.gradients)
      }),
    Builtin(
      "valueWithGradient",
      "func valueWithGradient(at x: Tensor, of f: (Tensor) -> Tensor) "
        + "-> (value: Tensor, gradient: Tensor)",
      summary: "A function's value, one number, and its gradient.",
      formula: #"\left(f(x), \nabla f(x)\right)"#,
      example: "valueWithGradient(at: Tensor([1.0, 2.0])) { ($0 * $0).sum() }.gradient",
      evaluate: { call in
        let found = try Differentiation.valueWithGradient(
          "valueWithGradient(at:of:)", at: [call.tensor(0)], of: call.differentiable(1))
        call.set([found.value, found.gradients[0]])
      }),
    Builtin(
      "jacobian", "func jacobian(at x: Tensor, of f: (Tensor) -> Tensor) -> Tensor",
      summary: "The derivative of each element of a function's value by each element of x.",
      formula: #"J_{ij} = \frac{\partial f_i}{\partial x_j}"#,
      example: "jacobian(at: Tensor([1.0, 2.0])) { $0 * $0 }",
      evaluate: { call in
        let found = try Differentiation.jacobian(at: call.tensor(0), of: call.differentiable(1))
        call.registers.set(found.body)
      }),
    Builtin(
      "hessian", "func hessian(at x: Tensor, of f: (Tensor) -> Tensor) -> Tensor",
      summary: "The second derivatives of a function whose value is one number.",
      formula: #"H_{ij} = \frac{\partial^2 f}{\partial x_i \, \partial x_j}"#,
      example: "hessian(at: Tensor([1.0, 2.0])) { ($0 * $0 * $0).sum() }",
      evaluate: { call in
        let found = try Differentiation.hessian(at: call.tensor(0), of: call.differentiable(1))
        call.registers.set(found.body)
      }),
  ]
}

extension BuiltinCall {
  fileprivate func tensor(_ index: Int) -> Tensor {
    Tensor(registers.object(index, as: TensorBody.self))
  }

  /// The function argument at an index, of tensors to a tensor.
  fileprivate func differentiable(_ index: Int) -> Differentiation.Function {
    let function = function(index)
    return { arguments in
      let result = try function(arguments.map { (0, $0.body) })
      guard let body = result.object as? TensorBody else {
        throw MachineError("type", "the function does not return a tensor")
      }
      return Tensor(body)
    }
  }

  /// The function argument at an index, to be called when a gradient is there.
  ///
  /// What it throws is thrown by the row that is running then.
  fileprivate func watcher(_ index: Int) -> GradientWatcher {
    let closure = registers.object(index, as: ClosureObject.self)
    if let native = closure.native {
      return { gradient in
        let frame = CallFrame(count: 1)
        frame.registers.set(gradient.body)
        try native(frame.registers)
      }
    }
    // The machine holds the tensor that holds this.
    return { [weak machine] gradient in
      guard let machine, machine.pendingError == nil else { return }
      do {
        _ = try RowFunction(closure: closure, machine: machine)((0, gradient.body))
      } catch {
        machine.pendingError = error
      }
    }
  }

  /// A tuple of tensors as the result.
  fileprivate func set(_ tensors: [Tensor]) {
    registers.set(
      Record(
        words: ContiguousArray(repeating: 0, count: tensors.count),
        objects: ContiguousArray(tensors.map { $0.body })))
  }
}
