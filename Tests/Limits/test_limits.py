"""What would take the process with it is an error of the cell, and the session goes on.

Each case runs in a process of its own with little memory to spare; what was there before the cell
that fails is still there in the next one.
"""
import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))
AFTER = 'print("before:", before)'


def run(cells, tmp_path, memory="400M", seconds=120):
    """The error of each cell, or what it printed."""
    file = tmp_path / "limits.ipynb"
    file.write_text(json.dumps({
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "apus", "display_name": "Apus"}},
        "cells": [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [],
                   "execution_count": None, "source": cell} for i, cell in enumerate(cells)]}))
    done = subprocess.run(
        [APUS, "run", str(file), "--allow-errors", "--memory", memory, "--output",
         str(tmp_path / "out.ipynb")], capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr
    results = []
    for cell in json.loads((tmp_path / "out.ipynb").read_text())["cells"]:
        texts = []
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                texts.append(output["evalue"])
            elif output["output_type"] == "stream":
                texts.append("".join(output["text"]))
            else:
                texts.append("".join(output["data"]["text/plain"]))
        results.append("".join(texts))
    return results


def finish(process):
    """What a process still writes; one that does not end is ended."""
    try:
        return process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


MEMORY = {
    "an array that grows": (
        "var a: [Int] = []\nwhile true { a.append(a.count) }", "Apus may use 400 MiB"),
    "an array that doubles": ("var a = [1]\nwhile true { a += a }", "Apus may use 400 MiB"),
    "an array of strings": (
        'var a: [String] = []\nwhile true { a.append("text number \\(a.count) of many") }',
        "400 MiB"),
    "a string that grows": ('var s = "x"\nwhile true { s += s }', "Apus may use 400 MiB"),
    "a string that grows bit by bit": (
        'var s = ""\nwhile true { s += "0123456789012345678901234567890123456789" }', "400 MiB"),
    "a dictionary that grows": (
        "var d: [Int: Int] = [:]\nvar i = 0\nwhile true { d[i] = i\n i += 1 }", "400 MiB"),
    "a list that grows": (
        "class Node { var next: Node?\n init(_ n: Node?) { next = n } }\nvar list: Node? = nil\n"
        "while true { list = Node(list) }", "400 MiB"),
    "an array of zeros": (
        "[Int](repeating: 0, count: 100_000_000)",
        "an array of 100000000 elements needs 763 MiB of memory; Apus may use 400 MiB in all"),
    "the numbers of a range": ("let a = Array(0..<100_000_000)", "763 MiB"),
    "a long text": ('String(repeating: "abcdefgh", count: 100_000_000)', "763 MiB"),
    "a tensor": ("Tensor.zeros(20_000, 20_000)", "this needs 1.5 GiB of memory; Apus may use 400 MiB"),
    "an impossible tensor": (
        "Tensor.zeros(1_000_000, 1_000_000)", "this needs 3.6 TiB of memory; Apus may use 400 MiB"),
    "a tensor beyond all addresses": (
        "Tensor.zeros(1_000_000_000, 1_000_000_000, 1_000_000_000)", "address"),
    "tensors that add up": (
        "var all: [Tensor] = []\nwhile true { all.append(Tensor.ones(1000, 1000)) }", "400 MiB"),
}


@pytest.mark.parametrize("name", MEMORY)
def test_memory_beyond_the_limit_is_an_error_of_the_cell(name, tmp_path):
    code, message = MEMORY[name]
    before, error, after, again = run(["let before = [1, 2, 3]", code, AFTER, "1 + 1"], tmp_path)
    assert message in error
    assert after == "before: [1, 2, 3]\n"
    assert again == "2"


def test_what_a_failed_cell_held_can_be_used_again(tmp_path):
    greedy = "func f() {\n  var a: [Int] = []\n  while true { a.append(1) }\n}\nf()"
    results = run([greedy] * 5 + ["Array(0..<20_000_000).count"], tmp_path)
    assert all("400 MiB" in result for result in results[:5])
    assert results[5] == "20000000"


ENDLESS = {
    "recursion": ("func f(_ n: Int) -> Int { f(n + 1) + 1 }\nf(0)", "the calls go too deep"),
    "recursion without arguments": ("func g() { g() }\ng()", "the calls go too deep"),
    "recursion through closures": (
        "func h(_ n: Int) -> Int { [n].map { h($0 + 1) }[0] }\nh(0)", "the calls go too deep"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_recursion_without_an_end_is_an_error_within_a_second(name, tmp_path):
    code, message = ENDLESS[name]
    began = time.process_time()
    before, error, after = run(["let before = 1", code, AFTER], tmp_path)
    assert message in error
    assert after == "before: 1\n"
    assert time.process_time() - began < 1


TEXTS = {
    "50,000 terms": ("print(" + " + ".join(["1"] * 50_000) + ")", "50000\n"),
    "10,000 brackets": ("print(" + "(" * 10_000 + "7" + ")" * 10_000 + ")", None),
    "10,000 brackets that stay open": ("(" * 10_000, None),
    "10,000 arrays in each other": ("[" * 10_000 + "]" * 10_000, None),
    "10,000 blocks": ("if true {" * 10_000 + "}" * 10_000, None),
    "10,000 signs": ("-" * 10_000 + "1", None),
    "5 MB of lines": ("var x = 0\n" + "x += 1\n" * 700_000, None),
    "5 MB in a comment": ("// " + "x" * 5_000_000 + "\nprint(3)", "3\n"),
    "5 MB in a text": ('print("' + "x" * 5_000_000 + '".count)', "5000000\n"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_long_and_deep_texts_run_or_are_errors(name, tmp_path):
    code, shown = TEXTS[name]
    before, result, after = run(["let before = 1", code, AFTER], tmp_path, "4G")
    if shown is not None:
        assert result == shown
    assert after == "before: 1\n"


@pytest.mark.parametrize("body", [
    "while true {}",
    "var i = 0\nwhile true { i += 1 }",
    "func f(_ n: Int) -> Int { n < 2 ? n : f(n - 1) + f(n - 2) }\nprint(f(80))",
    "while true { _ = Array(0..<100_000).map { $0 + 1 }.sorted { $0 > $1 } }",
    "while true { _ = Tensor.ones(300, 300).matmul(Tensor.ones(300, 300)) }",
])
def test_an_interrupt_stops_a_loop_without_an_end(body):
    with subprocess.Popen([APUS, "eval", body], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, errors = finish(process)
    assert "interrupted" in errors
    assert process.returncode == 1


def lines(count, make, last=""):
    return "\n".join(make(i) for i in range(count)) + "\n" + last


# Texts of megabytes that take minutes to check.
SLOW = {
    "classes that each inherit from the one before": "class C0 { func f() {} }\n" + lines(
        40_000, lambda i: f"class C{i + 1}: C{i} {{ override func f() {{ super.f() }} }}"),
    "functions of one name": lines(
        60_000, lambda i: f"struct V{i} {{ var x = 0 }}\nfunc f(_ v: V{i}) -> Int {{ {i} }}"),
    "operators of one name": lines(
        50_000, lambda i: f"struct V{i} {{ static func + (a: V{i}, b: V{i}) -> V{i} {{ a }} }}"),
    "stored properties": "struct S {\n" + lines(250_000, lambda i: f"  var a{i} = {i}", "}"),
}


@pytest.mark.parametrize("name", SLOW)
def test_an_interrupt_stops_a_cell_that_is_being_checked(name):
    with subprocess.Popen([APUS, "eval", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        process.stdin.write(SLOW[name])
        process.stdin.close()
        process.stdin = None
        time.sleep(5)
        process.send_signal(signal.SIGINT)
        _, errors = finish(process)
    assert "the cell was interrupted while it was being checked" in errors
    assert process.returncode == 1


def test_many_errors_are_told_up_to_a_limit(tmp_path):
    code = lines(100_000, lambda i: f"print(unknown{i})")
    result = subprocess.run([APUS, "eval", "-"], input=code, capture_output=True, text=True,
                            check=False)
    assert result.stderr.count("there is no 'unknown") == 100
    assert "cell 1:101:1: error: there are too many errors" in result.stderr


def test_a_long_list_is_let_go_and_shown(tmp_path):
    node = "final class Node { let value: Int\n var next: Node?\n" \
        "init(_ v: Int, _ n: Node?) { value = v\n next = n } }\n"
    tree = "indirect enum List { case end\n case item(Int, List) }\n"
    results = run([
        node + "var list: Node? = nil\nfor i in 0..<1_000_000 { list = Node(i, list) }",
        "list!.next!.value", "list = nil",
        tree + "var items = List.end\nfor i in 0..<1_000_000 { items = .item(i, items) }",
        "print(\"\\(items)\".count < 3_000_000)", "items = .end", "1 + 1"], tmp_path, "8G")
    assert results == ["", "999998", "", "", "true\n", "", "2"]


def test_endless_output_is_cut_and_can_be_interrupted():
    with subprocess.Popen([APUS, "eval", 'while true { print("again") }'], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, errors = finish(process)
    assert "interrupted" in errors


def test_a_huge_value_is_shown_in_part(tmp_path):
    result, count = run(["Array(0..<5_000_000)", "print(Array(0..<5_000_000))"], tmp_path, "4G")
    assert len(result) < 2_000_000 and "…" in result
    assert len(count) < 60_000_000


def test_the_environment_sets_the_limit_too_and_the_option_goes_before_it():
    code = "print([Int](repeating: 0, count: 20_000_000).count)"

    def outcome(words, limit):
        environment = dict(os.environ, APUS_MEMORY=limit)
        done = subprocess.run([APUS, "eval", code] + words, capture_output=True, text=True,
                              env=environment)
        return done.stdout + done.stderr

    assert "Apus may use 100 MiB" in outcome([], "100M")
    assert outcome([], "1G") == "20000000\n"
    assert outcome(["--memory", "1G"], "100M") == "20000000\n"
    assert "not 'some'" in outcome([], "some")
    help_text = subprocess.run([APUS, "--help"], capture_output=True, text=True).stdout
    assert "--memory" in help_text and "APUS_MEMORY" in help_text
