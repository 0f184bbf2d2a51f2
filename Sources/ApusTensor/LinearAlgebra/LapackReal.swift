import CBLAS

/// LAPACK's routines under one name for both floating-point types.
///
/// Each gives LAPACK's `info`: 0, or where it failed. `work` of length -1 asks how much is wanted,
/// which the first element then says.
protocol LapackReal: Real {
  typealias Matrix = UnsafeMutablePointer<Self>

  static func getrf(_ m: Int32, _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>)
    -> Int32
  static func getri(
    _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ work: Matrix, _ size: Int32
  ) -> Int32
  static func getrs(
    _ n: Int32, _ columns: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ b: Matrix
  ) -> Int32
  static func potrf(_ n: Int32, _ a: Matrix) -> Int32
  static func geqrf(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32
  static func orgqr(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32
  static func gesdd(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ s: Matrix, _ u: Matrix, _ vt: Matrix, _ work: Matrix,
    _ size: Int32, _ integers: UnsafeMutablePointer<Int32>
  ) -> Int32
  static func syevd(
    _ n: Int32, _ a: Matrix, _ w: Matrix, _ work: Matrix, _ size: Int32,
    _ integers: UnsafeMutablePointer<Int32>, _ integerCount: Int32
  ) -> Int32
}

extension Float: LapackReal {
  static func getrf(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    var (m, n, info) = (m, n, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { sgetrf_(&m, &n, a, &lead, pivots, &info) }
    return info
  }

  static func getri(
    _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (n, size, info) = (n, size, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { sgetri_(&n, a, &lead, pivots, work, &size, &info) }
    return info
  }

  static func getrs(
    _ n: Int32, _ columns: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ b: Matrix
  ) -> Int32 {
    var (n, columns, info) = (n, columns, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { sgetrs_("N", &n, &columns, a, &lead, pivots, b, &lead, &info, 1) }
    return info
  }

  static func potrf(_ n: Int32, _ a: Matrix) -> Int32 {
    var (n, info) = (n, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { spotrf_("L", &n, a, &lead, &info, 1) }
    return info
  }

  static func geqrf(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (m, n, size, info) = (m, n, size, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { sgeqrf_(&m, &n, a, &lead, tau, work, &size, &info) }
    return info
  }

  static func orgqr(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (m, n, k, size, info) = (m, n, k, size, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { sorgqr_(&m, &n, &k, a, &lead, tau, work, &size, &info) }
    return info
  }

  static func gesdd(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ s: Matrix, _ u: Matrix, _ vt: Matrix, _ work: Matrix,
    _ size: Int32, _ integers: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    var (m, n, size, info) = (m, n, size, Int32(0))
    var (lead, few) = (Swift.max(m, 1), Swift.max(Swift.min(m, n), 1))
    Blas.call {
      sgesdd_("S", &m, &n, a, &lead, s, u, &lead, vt, &few, work, &size, integers, &info, 1)
    }
    return info
  }

  static func syevd(
    _ n: Int32, _ a: Matrix, _ w: Matrix, _ work: Matrix, _ size: Int32,
    _ integers: UnsafeMutablePointer<Int32>, _ integerCount: Int32
  ) -> Int32 {
    var (n, size, integerCount, info) = (n, size, integerCount, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call {
      ssyevd_("V", "L", &n, a, &lead, w, work, &size, integers, &integerCount, &info, 1, 1)
    }
    return info
  }
}

extension Double: LapackReal {
  static func getrf(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    var (m, n, info) = (m, n, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { dgetrf_(&m, &n, a, &lead, pivots, &info) }
    return info
  }

  static func getri(
    _ n: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (n, size, info) = (n, size, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { dgetri_(&n, a, &lead, pivots, work, &size, &info) }
    return info
  }

  static func getrs(
    _ n: Int32, _ columns: Int32, _ a: Matrix, _ pivots: UnsafeMutablePointer<Int32>, _ b: Matrix
  ) -> Int32 {
    var (n, columns, info) = (n, columns, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { dgetrs_("N", &n, &columns, a, &lead, pivots, b, &lead, &info, 1) }
    return info
  }

  static func potrf(_ n: Int32, _ a: Matrix) -> Int32 {
    var (n, info) = (n, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call { dpotrf_("L", &n, a, &lead, &info, 1) }
    return info
  }

  static func geqrf(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (m, n, size, info) = (m, n, size, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { dgeqrf_(&m, &n, a, &lead, tau, work, &size, &info) }
    return info
  }

  static func orgqr(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: Matrix, _ tau: Matrix, _ work: Matrix, _ size: Int32
  ) -> Int32 {
    var (m, n, k, size, info) = (m, n, k, size, Int32(0))
    var lead = Swift.max(m, 1)
    Blas.call { dorgqr_(&m, &n, &k, a, &lead, tau, work, &size, &info) }
    return info
  }

  static func gesdd(
    _ m: Int32, _ n: Int32, _ a: Matrix, _ s: Matrix, _ u: Matrix, _ vt: Matrix, _ work: Matrix,
    _ size: Int32, _ integers: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    var (m, n, size, info) = (m, n, size, Int32(0))
    var (lead, few) = (Swift.max(m, 1), Swift.max(Swift.min(m, n), 1))
    Blas.call {
      dgesdd_("S", &m, &n, a, &lead, s, u, &lead, vt, &few, work, &size, integers, &info, 1)
    }
    return info
  }

  static func syevd(
    _ n: Int32, _ a: Matrix, _ w: Matrix, _ work: Matrix, _ size: Int32,
    _ integers: UnsafeMutablePointer<Int32>, _ integerCount: Int32
  ) -> Int32 {
    var (n, size, integerCount, info) = (n, size, integerCount, Int32(0))
    var lead = Swift.max(n, 1)
    Blas.call {
      dsyevd_("V", "L", &n, a, &lead, w, work, &size, integers, &integerCount, &info, 1, 1)
    }
    return info
  }
}
