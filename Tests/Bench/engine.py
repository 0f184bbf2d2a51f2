#!/usr/bin/env python3
"""Measures operations of the engine beside PyTorch and NumPy: the same tensors in all three, in turns.

    python Tests/Bench/engine.py [--rounds 5] [--threads 2]

Needs torch and numpy in the Python that runs it, and Apus as $APUS or as this clone's release. Each
round starts a process of each and measures every row there, first the one, then the other; of each
the fastest round counts. OPENBLAS_CORETYPE is taken out of the environment. No verdict: figures are
for reading, not for passing.
"""
import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))

# What is measured, how often in one go, and the expression in our language, PyTorch and NumPy.
ROWS = [
    ("add, 16 elements", 20000, "a + b", "a + b", "a + b"),
    ("multiply by 2, 16 elements", 20000, "a * 2.0", "a * 2.0", "a * 2.0"),
    ("relu, 16 elements", 20000, "relu(a)", "torch.relu(a)", "np.maximum(a, 0)"),
    ("tanh, 4,096", 2000, "tanh(c)", "torch.tanh(c)", "np.tanh(c)"),
    ("add, 1 million", 100, "d + e", "d + e", "d + e"),
    ("exp, 1 million", 50, "exp(d)", "torch.exp(d)", "np.exp(d)"),
    ("tanh, 1 million", 50, "tanh(d)", "torch.tanh(d)", "np.tanh(d)"),
    ("sigmoid, 1 million", 50, "sigmoid(d)", "torch.sigmoid(d)", "1 / (1 + np.exp(-d))"),
    ("gelu, 1 million", 50, "gelu(d)", "torch.nn.functional.gelu(d)", None),
    ("softmax, 1000 rows of 1000", 50, "softmax(f, axis: -1)", "torch.softmax(f, -1)", None),
    ("sum, 1 million", 100, "d.sum()", "d.sum()", "d.sum()"),
    ("sum of columns, 1000 x 1000", 100, "f.sum(axis: 0)", "f.sum(0)", "f.sum(0)"),
    ("add a row to 1000 rows", 100, "f + g", "f + g", "f + g"),
    ("layer norm, 1000 rows of 1000", 20, "layerNorm(f, shape: [1000])",
     "torch.nn.functional.layer_norm(f, (1000,))", None),
    ("matmul, 32 x 64 x 64", 5000, "matmul(h, i)", "h @ i", "h @ i"),
    ("matmul, 256 x 256 x 256", 200, "matmul(j, j)", "j @ j", "j @ j"),
    ("matmul, 1000 x 1000 x 1000", 5, "matmul(f, f)", "f @ f", "f @ f"),
]
SHAPES = {"a": [16], "b": [16], "c": [4096], "d": [1_000_000], "e": [1_000_000], "f": [1000, 1000],
          "g": [1000], "h": [32, 64], "i": [64, 64], "j": [256, 256]}


def ours():
    lines = [f"let {name} = Tensor.randn({', '.join(map(str, shape))})" for name, shape in SHAPES.items()]
    lines += ["func clock(_ body: () -> Void) -> Double {", "  let start = Date()", "  body()",
              "  return Date().timeIntervalSince(start)", "}"]
    for name, count, code, _, _ in ROWS:
        lines += [f"_ = {code}",
                  f'print("{name}|\\(clock {{ for _ in 0..<{count} {{ _ = {code} }} }} / {count})")']
    return "\n".join(lines)


def python(library, threads):
    make = "torch.randn" if library == "torch" else "np.random.randn"
    last = ")" if library == "torch" else ").astype('f4')"
    lines = ["import time", "import torch" if library == "torch" else "import numpy as np"]
    if library == "torch":
        lines += [f"torch.set_num_threads({threads})", "torch.set_grad_enabled(False)"]
    lines += [f"{name} = {make}({', '.join(map(str, shape))}{last}" for name, shape in SHAPES.items()]
    for name, count, _, torch_code, numpy_code in ROWS:
        code = torch_code if library == "torch" else numpy_code
        if code:
            lines += [f"{code}", "start = time.perf_counter()", f"for _ in range({count}): {code}",
                      f"print('{name}|' + str((time.perf_counter() - start) / {count}))"]
    return "\n".join(lines)


def measure(command, program, environment):
    done = subprocess.run(command, input=program, text=True, capture_output=True, env=environment)
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    return {name: float(time) for name, time in (line.split("|") for line in done.stdout.splitlines() if "|" in line)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"}
    environment |= {"APUS_THREADS": str(options.threads), "OPENBLAS_NUM_THREADS": str(options.threads)}
    best = {}
    for _ in range(options.rounds):
        for who, command, program in [
                ("ours", [APUS, "eval", "-"], ours()),
                ("torch", [sys.executable, "-"], python("torch", options.threads)),
                ("numpy", [sys.executable, "-"], python("numpy", options.threads))]:
            for name, time in measure(command, program, environment).items():
                best[who, name] = min(time, best.get((who, name), 1e9))
    print(f"{options.threads} threads; microseconds, and how many times faster than PyTorch and NumPy")
    print(f"{'':32}{'Apus':>10}{'PyTorch':>10}{'NumPy':>10}{'x PyTorch':>11}{'x NumPy':>9}")
    for name, *_ in ROWS:
        times = [best.get((who, name)) for who in ("ours", "torch", "numpy")]
        cells = [f"{time * 1e6:10.2f}" if time else f"{'':10}" for time in times]
        ratios = [f"{time / times[0]:.2f}" if time else "" for time in times[1:]]
        print(f"{name:32}{''.join(cells)}{ratios[0]:>11}{ratios[1]:>9}")


if __name__ == "__main__":
    main()
