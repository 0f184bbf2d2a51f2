#!/usr/bin/env python3
"""Measures how soon a key is answered: types every notebook character by character and asks at each
one for completions, for what is known of the name, and whether the cell could be run.

    .venv/bin/python Tests/Bench/keystrokes.py [--every 1] [--slowest 5]

Each cell is run when it is typed, so that the next one has its names. The times hold those of the
Python client. No verdict: figures are for reading; the goal is 20 ms.
"""
import argparse
import json
import pathlib
import statistics
import tempfile
import time

import kernel

NOTEBOOKS = kernel.ROOT / "notebooks"
QUESTIONS = {
    "complete": lambda client, code: client.complete(code, len(code)),
    "inspect": lambda client, code: client.inspect(code, len(code), 0),
    "is_complete": lambda client, code: client.is_complete(code),
}


def typed(path, every, found):
    """Types one notebook; adds the seconds and the text of each question."""
    cells = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    with tempfile.TemporaryDirectory() as folder:
        asked = kernel.Kernel(kernel.KERNELS["apus"][0], folder)
        for number, cell in enumerate(cells):
            code = "".join(cell["source"])
            for end in range(len(code) + 1) if number % every == 0 else []:
                for name, ask in QUESTIONS.items():
                    began = time.perf_counter()
                    asked.reply(ask(asked.client, code[:end]))
                    found[name].append((time.perf_counter() - began, f"{path.name}: {code[:end]!r}"))
                asked.settle()
            asked.run(code)
        asked.end()


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--every", type=int, default=1, help="type only each n-th cell")
    options.add_argument("--slowest", type=int, default=5, help="how many of the slowest to show")
    options.add_argument("notebooks", nargs="*", type=pathlib.Path)
    options = options.parse_args()
    found = {name: [] for name in QUESTIONS}
    for path in options.notebooks or sorted(NOTEBOOKS.rglob("*.ipynb")):
        typed(path, options.every, found)
    print("| | n | p50 | p99 | longest |\n|---|---:|---:|---:|---:|")
    for name, times in found.items():
        ordered = sorted(seconds * 1e3 for seconds, _ in times)
        p99 = ordered[int(len(ordered) * 0.99)]
        print(f"| {name} | {len(ordered):,} | {statistics.median(ordered):.2f} ms | {p99:.2f} ms"
              f" | {ordered[-1]:.2f} ms |")
    every = sorted((time for times in found.values() for time in times), reverse=True)
    for seconds, text in every[:options.slowest]:
        print(f"{seconds * 1e3:8.2f} ms  {text[-100:]}")


if __name__ == "__main__":
    main()
