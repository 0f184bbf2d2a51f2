"""The same seed gives the same numbers, bit for bit: with one thread and with several, and in the debug
build as in the release.

The products are small enough for the C library's and BLAS' own rounding to be the same in both builds,
which share these libraries; how many threads there are changes nothing, as the parts of an operation do
not depend on it.
"""
import os
import subprocess

import pytest

from conftest import APUS, ROOT

PROGRAM = """
seed(7)
let x = Tensor.randn(300, 700)
let w = Parameter(Tensor.randn(700, 40))
let y = softmax(tanh(matmul(x, w)), axis: -1)
let loss = crossEntropy(y, Tensor.randint(0..<40, [300]))
loss.backward()
print(x[0].toArray())
print(y[17].toArray(), loss.item())
print(w.grad![3].toArray())
print(x.sum().item(), gelu(x).mean().item(), x.std().item(), Tensor.randperm(50).toArray())
print(exp(x).sum(axis: 0)[0..<40].toArray())
"""


def output(binary, threads):
    environment = os.environ | {"APUS_THREADS": str(threads)}
    done = subprocess.run([binary, "eval", "-"], input=PROGRAM, text=True, capture_output=True,
                          timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5
    return done.stdout


@pytest.mark.parametrize("binary, threads", [(APUS, 2), (APUS, 5), (ROOT / ".build/debug/apus", 1),
                                             (ROOT / ".build/debug/apus", 2)])
def test_the_numbers_are_those_of_the_release_with_one_thread(binary, threads):
    assert output(binary, threads) == output(APUS, 1)
