/// Scales all gradients down so that their norm together is at most `maxNorm`; the norm before.
@discardableResult
public func clipGradNorm(_ parameters: [Tensor], maxNorm: Double) -> Tensor {
  let gradients = parameters.compactMap { $0.grad }
  if gradients.isEmpty { return Tensor(0.0) }
  let norm = stack(gradients.map { $0.norm() }).norm()
  let factor = (maxNorm / (norm + 1e-6)).clipped(max: 1)
  for parameter in parameters {
    if let gradient = parameter.grad { parameter.setGrad(gradient * factor.to(gradient.dtype)) }
  }
  return norm
}

/// Brings every element of the gradients between `-limit` and `limit`.
public func clipGradValue(_ parameters: [Tensor], _ limit: Double) {
  for parameter in parameters {
    if let gradient = parameter.grad {
      parameter.setGrad(gradient.clipped(min: -limit, max: limit))
    }
  }
}
