import Glibc

/// The target: libFuzzer calls it with inputs that reach more and more of the language.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  BoundedRun.limitMemory()
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  let ids = BoundedRun.run(text)
  // A fault on purpose, by which the target is known to find some.
  if planted, ids.contains("division-by-zero") { abort() }
  return 0
}

private let planted = getenv("APUS_FUZZ_PLANTED") != nil
