"""The polynomials of ApusLoops' error function, printed as its coefficients from the highest power on.

Chebyshev interpolation with mpmath in 40 digits: erf(x)/x - 1 in x^2 up to 0.9, and
-log(1 - erf(x))/x in x from there to 4.
"""
import mpmath as mp

mp.mp.dps = 40
SPLIT, TOP = mp.mpf("0.9"), 4


def near(u):
    return (mp.erf(mp.sqrt(u)) / mp.sqrt(u) if u > 0 else 2 / mp.sqrt(mp.pi)) - 1


def far(x):
    return -mp.log(mp.erfc(x)) / x


for name, function, ends, degree in [("near", near, [0, SPLIT**2], 6), ("far", far, [SPLIT, TOP], 7)]:
    print(name, *(mp.nstr(c, 12) for c in mp.chebyfit(function, ends, degree + 1)), sep="\n  ")
