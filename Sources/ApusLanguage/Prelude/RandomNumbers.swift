import ApusTensor

/// Chance for single numbers and orders: a stream of its own, so that the tensors' numbers are the
/// same whether or not a program draws others too.
struct RandomNumbers: RandomNumberGenerator {
  mutating func next() -> UInt64 { RandomStream.scalars.next() }
}
