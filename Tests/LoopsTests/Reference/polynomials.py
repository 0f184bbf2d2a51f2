"""The polynomials of ApusLoops' error function, printed as its coefficients from the highest power on.

Chebyshev interpolation with mpmath in 40 digits: erf(x)/x - 1 in x^2 up to 0.9, and
-log(1 - erf(x))/x in x from there to 4.

And those of the normal distribution, by least squares whose weights follow the largest error:
-log2(2 (1 - cdf(x)))/x in x up to 7, where what counts is the error of the distribution itself, and
2^x for half a step to either side.
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


def fitted(function, ends, degree, weight, count=160, rounds=40):
    low, high = map(mp.mpf, ends)
    points = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (k + mp.mpf("0.5")) / count) for k in range(count)]
    values, weights = [function(x) for x in points], [weight(x) for x in points]
    share, best = [mp.mpf(1)] * count, None
    for _ in range(rounds):
        scales = [weights[i] * mp.sqrt(share[i]) for i in range(count)]
        rows = mp.matrix([[scales[i] * (points[i] / high) ** j for j in range(degree + 1)] for i in range(count)])
        right = mp.matrix([scales[i] * values[i] for i in range(count)])
        found = [c / high**j for j, c in enumerate(mp.qr_solve(rows, right)[0])]
        errors = [abs(mp.polyval(found[::-1], points[i]) - values[i]) * weights[i] for i in range(count)]
        if best is None or max(errors) < best[0]:
            best = max(errors), found
        total = sum(s * e for s, e in zip(share, errors))
        share = [max(s * e / total * count, mp.mpf("1e-9")) for s, e in zip(share, errors)]
    return best[1][::-1]


def beyond(x):
    return mp.erfc(x / mp.sqrt(2))


for name, found in [
    ("logarithm", fitted(lambda x: -mp.log(beyond(x), 2) / x, [0, 7], 8, lambda x: max(beyond(x) * x, mp.mpf("3e-4")))),
    ("power", fitted(lambda x: mp.mpf(2) ** x, [-0.5, 0.5], 6, lambda x: mp.mpf(2) ** -x, count=80)),
]:
    print(name, *(mp.nstr(c, 9) for c in found), sep="\n  ")
