import ApusTensor

extension Catalogue {
  /// Tracking tensors and their gradients.
  static let tracking: [Operation] = [
    Operation(
      "Parameter", ["func Parameter(_ value: Tensor) -> Tensor"], shape: "value -> value",
      elements: .floating,
      "A tensor of the same elements that tracks gradients; integers become float32.",
      example: "Parameter(Tensor([1.0, 2.0]))",
      samples: [Sample(.of(2, 3)), Sample(.of(3, as: .int64)), Sample(.weak(0.5))]
    ) { Settled(try Differentiation.parameter($0.tensor(0))) },
    Operation(
      "requiresGrad", ["extension Tensor { func requiresGrad() -> Tensor }"], shape: "x -> x",
      "The same elements, tracked; a tensor that is tracked already is returned as it is.",
      example: "Tensor([1.0, 2.0]).requiresGrad()",
      samples: [Sample(.of(2, 3)), Sample(.of(4, 3, layout: .transposed))],
      refusals: [
        Refusal(
          .zeros(2, as: .int64),
          says: "only floating-point tensors have gradients, and this one is Int64 [2]")
      ]
    ) { call in
      let x = call.tensor(0)
      if x.isTracked { return Settled(x) }
      guard x.dtype.isFloat else {
        throw TensorError(
          "dtype", "only floating-point tensors have gradients, and this one is \(x.describe)",
          help: "make it floating-point with `.float()`")
      }
      return Settled(try Differentiation.parameter(x))
    },
    Operation(
      "detached", ["extension Tensor { func detached() -> Tensor }"], shape: "x -> x",
      "The same elements, not tracked.", example: "Parameter(Tensor([1.0, 2.0])).detached()",
      samples: [Sample(.of(2, 3)), Sample(.of(3, as: .int64))]
    ) { Settled(try $0.tensor(0).plain().with(history: nil)) },
    Operation(
      "backward",
      [
        "extension Tensor { func backward(_ cotangent: Tensor? = nil, retainGraph: Bool = false) }"
      ],
      shape: "x -> _",
      "Adds the gradients of this number to the grad of all parameters it was computed from.",
      formula: #"\frac{\partial y}{\partial \theta}"#,
      example: "Parameter(Tensor([1.0, 2.0])).sum().backward()",
      samples: [Sample(.tracked(2, 3), .of(2, 3)), Sample(.tracked())],
      refusals: [
        Refusal(
          .tracked(2, 3),
          says: "backward() starts from one number, and this tensor has shape [2, 3]"),
        Refusal(
          .tracked(2, 3), .zeros(3),
          says: "the cotangent has the shape of the tensor, [2, 3], got [3]"),
        Refusal(
          .zeros(), says: "this tensor was not computed from a tensor that tracks gradients"),
      ]
    ) { call in
      try Differentiation.backward(
        call.tensor(0), call.optionalTensor(1), retainGraph: call.bool(2))
      return Nothing()
    },
    Operation(
      "grad", ["extension Tensor { var grad: Tensor? }"], shape: "x -> ?",
      "The gradient that backward has left, or nil.",
      example: "Parameter(Tensor([1.0, 2.0])).grad",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { Settled(Differentiation.gradient(of: $0.tensor(0))) },
    Operation(
      "retainGrad", ["extension Tensor { func retainGrad() }"], shape: "x -> _",
      "Makes backward leave the gradient of this tensor in its grad, as it does for parameters.",
      example: "(Parameter(Tensor([1.0, 2.0])) * 2).retainGrad()",
      samples: [Sample(.tracked(2, 3)), Sample(.tracked())],
      refusals: [
        Refusal(
          .zeros(2), says: "this tensor was not computed from a tensor that tracks gradients")
      ]
    ) { call in
      guard let variable = call.tensor(0).body.variable else {
        throw TensorError.notTracked
      }
      variable.retainGradient()
      return Nothing()
    },
  ]
}
