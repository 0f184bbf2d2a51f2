/// How the losses of a batch become one.
package enum Reduction: String, CaseIterable, Sendable {
  case mean, sum, none
}

/// How the parts of a divergence become one; `batchMean` is the sum over the size of axis 0.
package enum KLReduction: String, CaseIterable, Sendable {
  case mean, sum, none, batchMean
}

/// What becomes of several values that go to one place.
package enum Reduce: String, CaseIterable, Sendable {
  case sum, prod, amax, amin
}
