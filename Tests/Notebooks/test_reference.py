"""Self-attention in our language against NumPy's values (Reference/self-attention.json)."""
import json
import pathlib
import re

import numpy
import pytest

REFERENCE = json.loads(
    (pathlib.Path(__file__).parent / "Reference/self-attention.json").read_text())

ATTENTION = """
printOptions(precision: 12)
for heads in [1, 3] {
  let size = 6 / heads
  var outputs: [Tensor] = []
  for h in 0..<heads {
    let rows = h * size..<(h + 1) * size
    let q = X • Wq[rows].T
    let k = X • Wk[rows].T
    let v = X • Wv[rows].T
    let A = softmax(q • k.T / sqrt(Double(size)), axis: -1)
    print(A)
    outputs.append(A • v)
  }
  print(concat(outputs, axis: 1))
}
"""


def numbers(text):
    return numpy.array([float(n) for n in re.findall(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]?\d+)?", text)])


@pytest.mark.parametrize("dtype, tolerance", [("float64", 1e-9), ("float32", 1e-5)])
def test_attention_prints_the_reference(apus, dtype, tolerance):
    literals = "\n".join(f"let {name} = Tensor({REFERENCE[name]}, dtype: .{dtype})"
                         for name in ("X", "Wq", "Wk", "Wv"))
    result = apus("eval", "-", stdin=literals + ATTENTION)
    assert result.returncode == 0, result.stderr
    expected = numpy.concatenate(
        [numpy.ravel(REFERENCE[name]) for name in ("A_H1", "Y_H1", "A_H3", "Y_H3")])
    printed = numbers(result.stdout)
    assert printed.shape == expected.shape
    assert numpy.abs(printed - expected).max() < tolerance


def test_the_bound_of_float64_is_out_of_reach_for_float32():
    expected = numpy.array(REFERENCE["Y_H1"])
    assert numpy.abs(expected.astype(numpy.float32) - expected).max() > 1e-9
