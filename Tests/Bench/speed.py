#!/usr/bin/env python3
"""Measures how fast the language runs beside CPython: the same program in both, in turns.

    .venv/bin/python Tests/Bench/speed.py [--rounds 5] [--only WORD]

Both run as `apus eval -` and `python -c`, A B A B … on the same machine in the same state; of each
the fastest round counts, in the processor's time and without what an empty program takes. What a cell costs is the
slope between notebooks with few and with many such cells. Apus is the binary in $APUS, or the
release build of this clone. No verdict: figures are for reading, not for passing.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))

# What is measured, how many times faster it is meant to be, and the two programs.
PROGRAMS = [
    ("sum of i*i, 10 million terms", 10, """
        func total(_ n: Int) -> Int {
          var sum = 0
          for i in 0..<n { sum += i * i }
          return sum
        }
        for _ in 0..<4 { _ = total(2_500_000) }
        """, """
        def total(n):
            sum = 0
            for i in range(n):
                sum += i * i
            return sum
        for _ in range(4):
            total(2_500_000)
        """),
    ("the same in the cell itself", 10, """
        var sum = 0
        for _ in 0..<4 {
          sum = 0
          for i in 0..<2_500_000 { sum += i * i }
        }
        print(sum)
        """, """
        for _ in range(4):
            sum = 0
            for i in range(2_500_000):
                sum += i * i
        print(sum)
        """),
    ("sieve to 2 million", 10, """
        func primes(_ n: Int) -> Int {
          var isPrime = [Int](repeating: 1, count: n + 1)
          var i = 2
          while i * i <= n {
            if isPrime[i] == 1 {
              var j = i * i
              while j <= n {
                isPrime[j] = 0
                j += i
              }
            }
            i += 1
          }
          var count = 0
          for i in 2...n { count += isPrime[i] }
          return count
        }
        print(primes(2_000_000))
        """, """
        def primes(n):
            is_prime = [1] * (n + 1)
            i = 2
            while i * i <= n:
                if is_prime[i] == 1:
                    j = i * i
                    while j <= n:
                        is_prime[j] = 0
                        j += i
                i += 1
            count = 0
            for i in range(2, n + 1):
                count += is_prime[i]
            return count
        print(primes(2_000_000))
        """),
    ("sieve with stride and range", 10, """
        func primes(_ n: Int) -> Int {
          var isPrime = [Bool](repeating: true, count: n + 1)
          var count = 0
          for i in 2...n {
            if isPrime[i] {
              count += 1
              for j in stride(from: i * i, through: n, by: i) { isPrime[j] = false }
            }
          }
          return count
        }
        print(primes(2_000_000))
        """, """
        def primes(n):
            is_prime = [True] * (n + 1)
            count = 0
            for i in range(2, n + 1):
                if is_prime[i]:
                    count += 1
                    for j in range(i * i, n + 1, i):
                        is_prime[j] = False
            return count
        print(primes(2_000_000))
        """),
    ("fib(30)", 5, """
        func fib(_ n: Int) -> Int {
          if n < 2 { return n }
          return fib(n - 1) + fib(n - 2)
        }
        print(fib(30))
        """, """
        def fib(n):
            if n < 2:
                return n
            return fib(n - 1) + fib(n - 2)
        print(fib(30))
        """),
    ("string building", 2, """
        func text(_ n: Int) -> Int {
          var s = ""
          for _ in 0..<n { s += "ab" }
          return s.count
        }
        print(text(2_000_000))
        """, """
        def text(n):
            s = ""
            for _ in range(n):
                s += "ab"
            return len(s)
        print(text(2_000_000))
        """),
    ("array append", 2, """
        func squares(_ n: Int) -> Int {
          var a: [Int] = []
          for i in 0..<n { a.append(i) }
          return a.count
        }
        print(squares(3_000_000))
        """, """
        def squares(n):
            a = []
            for i in range(n):
                a.append(i)
            return len(a)
        print(squares(3_000_000))
        """),
    ("counting words in a dictionary", 2, """
        func count(_ n: Int) -> Int {
          let words = ["the", "cat", "sat", "on", "the", "mat", "and", "a", "dog"]
          var counts: [String: Int] = [:]
          for i in 0..<n { counts[words[i % 9], default: 0] += 1 }
          return counts["the"]!
        }
        print(count(1_000_000))
        """, """
        def count(n):
            words = ["the", "cat", "sat", "on", "the", "mat", "and", "a", "dog"]
            counts = {}
            for i in range(n):
                w = words[i % 9]
                counts[w] = counts.get(w, 0) + 1
            return counts["the"]
        print(count(1_000_000))
        """),
    ("counting numbers in a dictionary", 2, """
        func count(_ n: Int) -> Int {
          var counts: [Int: Int] = [:]
          for i in 0..<n { counts[i % 1000, default: 0] += 1 }
          return counts[7]!
        }
        print(count(1_000_000))
        """, """
        def count(n):
            counts = {}
            for i in range(n):
                counts[i % 1000] = counts.get(i % 1000, 0) + 1
            return counts[7]
        print(count(1_000_000))
        """),
    ("map with a closure", None, """
        let a = Array(0..<2_000_000)
        print(a.map { $0 * 2 }.reduce(0) { $0 + $1 })
        """, """
        from functools import reduce
        a = list(range(2_000_000))
        print(reduce(lambda x, y: x + y, map(lambda x: x * 2, a), 0))
        """),
    ("sorting with a closure", None, """
        func shuffled(_ n: Int) -> [Int] {
          var seed = 1
          var a: [Int] = []
          for _ in 0..<n {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
            a.append(seed)
          }
          return a
        }
        print(shuffled(200_000).sorted { $0 < $1 }[0])
        """, """
        from functools import cmp_to_key
        def shuffled(n):
            seed = 1
            a = []
            for _ in range(n):
                seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
                a.append(seed)
            return a
        print(sorted(shuffled(200_000), key=cmp_to_key(lambda x, y: -1 if x < y else 1))[0])
        """),
    ("methods of a class", None, """
        class Counter {
          var count = 0
          func add(_ n: Int) { count += n }
        }
        func run(_ n: Int) -> Int {
          let counter = Counter()
          for i in 0..<n { counter.add(i) }
          return counter.count
        }
        print(run(2_000_000))
        """, """
        class Counter:
            def __init__(self):
                self.count = 0
            def add(self, n):
                self.count += n
        def run(n):
            counter = Counter()
            for i in range(n):
                counter.add(i)
            return counter.count
        print(run(2_000_000))
        """),
    ("structures in an array", None, """
        struct Body { var x: Double; var v: Double }
        func run(_ n: Int) -> Double {
          var bodies = [Body(x: 0, v: 1), Body(x: 1, v: 2), Body(x: 2, v: 3)]
          for _ in 0..<n {
            for i in 0..<3 { bodies[i].x += bodies[i].v * 0.01 }
          }
          return bodies[0].x
        }
        print(run(300_000) > 1 ? 1 : 0)
        """, """
        class Body:
            __slots__ = ("x", "v")
            def __init__(self, x, v):
                self.x, self.v = x, v
        def run(n):
            bodies = [Body(0.0, 1.0), Body(1.0, 2.0), Body(2.0, 3.0)]
            for _ in range(n):
                for i in range(3):
                    bodies[i].x += bodies[i].v * 0.01
            return bodies[0].x
        print(1 if run(300_000) > 1 else 0)
        """),
    ("Mandelbrot, 100 by 100", None, """
        func inside(_ a: Double, _ b: Double) -> Int {
          var x = 0.0, y = 0.0, n = 0
          while n < 100 && x * x + y * y < 4 {
            (x, y) = (x * x - y * y + a, 2 * x * y + b)
            n += 1
          }
          return n
        }
        func total() -> Int {
          var sum = 0
          for i in 0..<100 {
            for j in 0..<100 { sum += inside(Double(i) / 50 - 1.5, Double(j) / 50 - 1) }
          }
          return sum
        }
        print(total())
        """, """
        def inside(a, b):
            x, y, n = 0.0, 0.0, 0
            while n < 100 and x * x + y * y < 4:
                x, y = x * x - y * y + a, 2 * x * y + b
                n += 1
            return n
        def total():
            sum = 0
            for i in range(100):
                for j in range(100):
                    sum += inside(i / 50 - 1.5, j / 50 - 1)
            return sum
        print(total())
        """),
]

# A cell of 60 lines whose functions are declared and not called: what it costs is reading,
# checking and compiling. Every copy declares them anew.
SIXTY_LINES = """
struct Sample { var label: Int; var features: [Double] }
func mean(_ values: [Double]) -> Double {
  var sum = 0.0
  for value in values { sum += value }
  return values.isEmpty ? 0 : sum / Double(values.count)
}
func variance(_ values: [Double]) -> Double {
  let m = mean(values)
  return mean(values.map { ($0 - m) * ($0 - m) })
}
func distance(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<min(a.count, b.count) {
    let d = a[i] - b[i]
    sum += d * d
  }
  return sqrt(sum)
}
func nearest(_ x: [Double], among samples: [Sample], k: Int = 3) -> Int {
  let ranked = samples.sorted { distance($0.features, x) < distance($1.features, x) }
  var votes: [Int: Int] = [:]
  for sample in ranked.prefix(k) { votes[sample.label, default: 0] += 1 }
  var best = -1
  var most = 0
  for (label, count) in votes {
    if count > most {
      best = label
      most = count
    }
  }
  return best
}
func standardize(_ samples: [Sample]) -> [Sample] {
  guard let first = samples.first else { return [] }
  var result = samples
  for column in 0..<first.features.count {
    let values = samples.map { $0.features[column] }
    let m = mean(values)
    let s = max(sqrt(variance(values)), 0.000001)
    for row in 0..<result.count {
      result[row].features[column] = (result[row].features[column] - m) / s
    }
  }
  return result
}
func describe(_ label: Int) -> String {
  switch label {
  case 0: return "setosa"
  case 1: return "versicolor"
  default: return "virginica (\\(label))"
  }
}
func layer(_ x: Tensor, _ w: Tensor, _ b: Tensor) -> Tensor {
  let z = x.matmul(w) + b
  return tanh(z) * 0.5 + z.softmax(axis: -1)
}
func accuracy(_ guesses: [Int], _ truths: [Int]) -> Double {
  let right = zip(guesses, truths).filter { $0.0 == $0.1 }.count
  return 100 * Double(right) / Double(truths.count)
}
"""


def seconds(command, text=None):
    """The processor's time that a command takes, and what it prints."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    elapsed = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return elapsed, done.stdout


def notebook(cells, folder, name):
    file = pathlib.Path(folder, name)
    file.write_text(json.dumps({
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "apus", "display_name": "Apus"}},
        "cells": [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [],
                   "execution_count": None, "source": cell} for i, cell in enumerate(cells)]}))
    return [APUS, "run", str(file), "--output", str(file) + ".out"]


def slope(cell, few, many, rounds):
    """Seconds that one more cell costs."""
    with tempfile.TemporaryDirectory() as folder:
        commands = [notebook([cell] * n, folder, f"{n}.ipynb") for n in (few, many)]
        times = [[seconds(command)[0] for command in commands] for _ in range(rounds)]
    return (min(t[1] for t in times) - min(t[0] for t in times)) / (many - few)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="measure only what has this word in its name")
    arguments = parser.parse_args()
    rounds = arguments.rounds

    def both(apus, python):
        runs = []
        for _ in range(rounds):
            runs.append((seconds([APUS, "eval", "-"], apus), seconds([sys.executable, "-c", python])))
            if runs[-1][0][1] != runs[-1][1][1]:
                raise RuntimeError(f"different answers: {runs[-1][0][1]} {runs[-1][1][1]}")
        return [min(run[i][0] for run in runs) for i in (0, 1)]

    print("| | Apus | CPython | ratio | wanted |\n|---|---:|---:|---:|---:|", flush=True)
    empty = both("print(1)", "print(1)")
    for name, wanted, apus, python in PROGRAMS:
        if arguments.only not in name:
            continue
        ours, theirs = (
            total - start for total, start
            in zip(both(textwrap.dedent(apus), textwrap.dedent(python)), empty))
        print(f"| {name} | {ours * 1e3:.1f} ms | {theirs * 1e3:.1f} ms | {theirs / ours:.1f} |"
              f" {wanted or ''} |", flush=True)
    for name, limit, cell, counts in [
            ("a cell of 60 lines, read, checked and compiled", "3 ms", SIXTY_LINES, (5, 205)),
            ("a cell of 1 + 1", "0.05 ms", "1 + 1", (50, 10_050))]:
        if arguments.only in name:
            cost = slope(cell, *counts, rounds)
            print(f"| {name} | {cost * 1e3:.3f} ms | | | < {limit} |", flush=True)


if __name__ == "__main__":
    main()
