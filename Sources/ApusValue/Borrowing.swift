/// Uses the object in a place without becoming one of its owners for the time; the static type says
/// that it is there.
@inlinable @inline(__always)
package func borrowing<T: AnyObject, Result>(
  _ place: UnsafeMutablePointer<AnyObject?>, as type: T.Type = T.self,
  _ body: (T) throws -> Result
) rethrows -> Result {
  try UnsafeRawPointer(place).load(as: Unmanaged<T>.self)._withUnsafeGuaranteedRef(body)
}
