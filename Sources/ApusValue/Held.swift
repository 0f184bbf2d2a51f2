/// The object that a register, a field or a slot holds where the static type says that it is there.
///
/// The checker has made sure of both, so nothing is looked at again.
@inlinable @inline(__always)
package func held<T: AnyObject>(_ object: AnyObject?, as type: T.Type = T.self) -> T {
  unsafeDowncast(object.unsafelyUnwrapped, to: type)
}
