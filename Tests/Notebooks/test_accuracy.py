"""Functions of each element beside NumPy's own tables of their exact values, which its wheel has.

Each line of a table is a type, an argument, the exact value, and how far NumPy's may be off in units
in the last place; ours may be off by 4 in either type.
"""
import pathlib

import numpy as np
import pytest

TABLES = pathlib.Path(np.__file__).parent / "_core" / "tests" / "data"
# NumPy's name and ours.
FUNCTIONS = {
    "arccos": "acos", "arccosh": "acosh", "arcsin": "asin", "arcsinh": "asinh", "arctan": "atan",
    "arctanh": "atanh", "cbrt": "cbrt", "cos": "cos", "cosh": "cosh", "exp": "exp", "exp2": "exp2",
    "expm1": "expm1", "log": "log", "log10": "log10", "log1p": "log1p", "log2": "log2", "sin": "sin",
    "sinh": "sinh", "tan": "tan", "tanh": "tanh",
}
TYPES = {"np.float32": ("f4", "u4", "i4"), "np.float64": ("f8", "u8", "i8")}


def table(name, kind):
    lines = (TABLES / f"umath-validation-set-{name}.csv").read_text().splitlines()
    rows = [line.split(",") for line in lines if line.startswith(kind + ",")]
    _, bits, _ = TYPES[kind]
    return [np.array([int(row[column], 16) for row in rows], bits).view(TYPES[kind][0]) for column in (1, 2)]


def steps(a, b, signed):
    """How many numbers of the type lie between two, of which the signed zeros are one."""
    def place(x):
        word = x.view(signed).astype(object)
        return np.where(word < 0, -(2 ** (8 * x.itemsize - 1)) - word, word)

    return np.abs(place(a) - place(b))


def test_every_table_is_compared():
    names = {path.stem.removeprefix("umath-validation-set-") for path in TABLES.glob("*.csv")}
    assert names == set(FUNCTIONS)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_within_four_units_in_the_last_place(apus, tmp_path, name, kind):
    given, exact = table(name, kind)
    assert len(given) > 100
    special = np.array([np.inf, -np.inf, np.nan, 0.0, -0.0, np.finfo(given.dtype).tiny / 8], given.dtype)
    given = np.concatenate([given, special])
    with np.errstate(all="ignore"):
        exact = np.concatenate([exact, getattr(np, name)(special)])
    np.save(tmp_path / "x.npy", given)
    code = f'saveNpy({FUNCTIONS[name]}(loadNpy("{tmp_path}/x.npy")), "{tmp_path}/y.npy")'
    result = apus("eval", code)
    assert result.returncode == 0, result.stderr
    found = np.load(tmp_path / "y.npy")
    assert found.dtype == given.dtype
    np.testing.assert_array_equal(np.isnan(found), np.isnan(exact))
    real = ~np.isnan(exact)
    off = steps(found[real], exact[real], TYPES[kind][2])
    worst = int(off.argmax())
    assert off[worst] <= 4, f"{name}({given[real][worst]!r}) is {found[real][worst]!r}, not {exact[real][worst]!r}"
