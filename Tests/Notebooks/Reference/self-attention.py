#!/usr/bin/env python3
"""Makes self-attention.json: the notebook's inputs and weights, and what NumPy makes of them.

    .venv/bin/python Tests/Notebooks/Reference/self-attention.py
"""
import json
import pathlib
import re

import numpy

HERE = pathlib.Path(__file__).resolve().parent
NOTEBOOK = HERE.parents[2] / "notebooks/solutions/self-attention.ipynb"


def literals(notebook):
    """The tensors that the notebook's cells write out: `let X = Tensor([…], dtype: .float64)`."""
    cells = json.loads(notebook.read_text())["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    found = re.findall(r"let (\w+) = Tensor\((\[[^a-z]*\]), dtype: \.float64\)", text)
    return {name: json.loads(re.sub(r",(\s*\])", r"\1", rows)) for name, rows in found}


def attention(X, Wq, Wk, Wv):
    """Output and weights of one head; row i of a weight matrix makes component i."""
    Q, K, V = X @ Wq.T, X @ Wk.T, X @ Wv.T
    scores = Q @ K.T / numpy.sqrt(Q.shape[1])
    powers = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    A = powers / powers.sum(axis=1, keepdims=True)
    return A @ V, A


def main():
    given = literals(NOTEBOOK)
    X, Wq, Wk, Wv = (numpy.array(given[name]) for name in ("X", "Wq", "Wk", "Wv"))
    data = {name: given[name] for name in ("X", "Wq", "Wk", "Wv")}
    for heads in (1, 3):
        blocks = zip(*(numpy.split(W, heads) for W in (Wq, Wk, Wv)))
        outputs, weights = zip(*(attention(X, *block) for block in blocks))
        data[f"Y_H{heads}"] = numpy.concatenate(outputs, axis=1).tolist()
        data[f"A_H{heads}"] = [A.tolist() for A in weights]
    rows = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in data.items())
    (HERE / "self-attention.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
