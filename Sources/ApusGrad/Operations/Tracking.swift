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
      "Buffer", ["func Buffer(_ value: Tensor) -> Tensor"], shape: "value -> value",
      "A tensor of the same elements that a module saves with its parameters and does not train.",
      example: "Buffer(Tensor([1.0, 2.0]))",
      samples: [Sample(.of(2, 3)), Sample(.of(3, as: .int64)), Sample(.weak(0.5))]
    ) { Settled(try Differentiation.buffer($0.tensor(0).with(history: nil))) },
    Operation(
      "isParameter", ["extension Tensor { var isParameter: Bool }"], shape: "x -> _",
      "Whether this is a parameter, trained or frozen.",
      example: "Parameter(Tensor([1.0, 2.0])).isParameter",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { $0.tensor(0).body.leaf?.isTrained == true },
    Operation(
      "isBuffer", ["extension Tensor { var isBuffer: Bool }"], shape: "x -> _",
      "Whether this is a buffer.", example: "Buffer(Tensor([1.0, 2.0])).isBuffer",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { $0.tensor(0).body.leaf?.isTrained == false },
    Operation(
      "isFrozen", ["extension Tensor { var isFrozen: Bool }"], shape: "x -> _",
      "Whether this is a parameter that is not trained for now.",
      example: "Parameter(Tensor([1.0, 2.0])).isFrozen",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { call in
      let x = call.tensor(0)
      return x.body.leaf?.isTrained == true && !x.isTracked
    },
    Operation(
      "isSame", ["extension Tensor { func isSame(as other: Tensor) -> Bool }"], shape: "x, x -> _",
      "Whether two names mean one and the same parameter or buffer.",
      example: "Parameter(Tensor([1.0, 2.0])).isSame(as: Parameter(Tensor([1.0, 2.0])))",
      samples: [Sample(.of(2, 3), .of(2, 3)), Sample(.tracked(2), .tracked(2))]
    ) { call in
      call.tensor(0).body.leaf.map { $0 === call.tensor(1).body.leaf } ?? false
    },
    Operation(
      "freeze", ["extension Tensor { func freeze() }"], shape: "x -> _",
      "Stops tracking this parameter, until `unfreeze()`.",
      example: "Parameter(Tensor([1.0, 2.0])).freeze()",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { call in
      Differentiation.track(call.tensor(0), false)
      return Nothing()
    },
    Operation(
      "unfreeze", ["extension Tensor { func unfreeze() }"], shape: "x -> _",
      "Tracks this parameter again.", example: "Parameter(Tensor([1.0, 2.0])).unfreeze()",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { call in
      Differentiation.track(call.tensor(0), true)
      return Nothing()
    },
    Operation(
      "update", ["extension Tensor { func update(to value: Tensor) }"], shape: "x, value -> _",
      "Gives this parameter or buffer other elements, unrecorded; all who hold it see them.",
      example: "Parameter(Tensor([1.0, 2.0])).update(to: Tensor([3.0, 4.0]))",
      samples: [Sample(.tracked(2, 3), .of(2, 3)), Sample(.tracked(2), .of(2, as: .int64))],
      refusals: [
        Refusal(
          .zeros(2), .zeros(2), says: "only a parameter or a buffer can be updated where it is"),
        Refusal(
          .tracked(2), .zeros(3),
          says: "a tensor of shape [2] cannot take elements of shape [3]"),
      ]
    ) { call in
      try Differentiation.update(call.tensor(0), to: call.tensor(1))
      return Nothing()
    },
    Operation(
      "convert", ["extension Tensor { func convert(to dtype: DType) }"], shape: "x -> _",
      "Gives the elements of this parameter or buffer another type, where it is.",
      example: "Parameter(Tensor([1.0, 2.0])).convert(to: .float64)",
      samples: [
        Sample(.tracked(2, 3), .member("float64")), Sample(.tracked(), .member("float32")),
      ],
      refusals: [
        Refusal(
          .zeros(2), .member("float64"),
          says: "only a parameter or a buffer can be updated where it is"),
        Refusal(
          .tracked(2), .member("int64"),
          says: "a parameter cannot be of Int64, which has no gradients"),
      ]
    ) { call in
      try Differentiation.convert(call.tensor(0), to: call.dtype(1))
      return Nothing()
    },
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
      "grad", ["extension Tensor { var grad: Tensor? { get set } }"], shape: "x -> ?",
      "The gradient that backward has left, or nil; setting it puts another one there.",
      example: "Parameter(Tensor([1.0, 2.0])).grad",
      samples: [Sample(.of(2, 3)), Sample(.tracked(2))]
    ) { Settled(Differentiation.gradient(of: $0.tensor(0))) },
    Operation(
      "setGrad", ["extension Tensor { func setGrad(_ gradient: Tensor?) }"], shape: "x, ? -> _",
      "Puts another gradient into `grad`, or none.",
      example: "Parameter(Tensor([1.0, 2.0])).setGrad(nil)",
      samples: [Sample(.tracked(2, 3), .of(2, 3)), Sample(.tracked(2), nil)],
      refusals: [
        Refusal(
          .zeros(2), .zeros(2),
          says: "this tensor was not computed from a tensor that tracks gradients"),
        Refusal(
          .tracked(2), .zeros(3),
          says: "the gradient of a tensor of shape [2] cannot have shape [3]"),
      ]
    ) { call in
      try Differentiation.setGradient(of: call.tensor(0), to: call.optionalTensor(1))
      return Nothing()
    },
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
