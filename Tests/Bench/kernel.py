#!/usr/bin/env python3
"""Measures the kernels against each other: Apus, ipykernel and, where it is installed, xeus-python.

    .venv/bin/python Tests/Bench/kernel.py [--rounds 5] [--results]

The kernels take turns in one run, on the same machine in the same state, asked by the same client.
Apus is the binary in $APUS, or the release build of this clone. `--results` puts the table into
RESULTS.md. A ratio above 1 means that Apus takes less. No verdict: figures are for reading.
"""
import argparse
import collections
import datetime
import importlib.util
import os
import pathlib
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import time

import psutil
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))
RESULTS = pathlib.Path(__file__).with_name("RESULTS.md")
HEADING = "# The kernel beside others"
PYTHON = {
    "prints": "for i in range({n}): print(i)",
    "updates": "from IPython.display import display\nh = display(0, display_id=True)\n"
    "for i in range(10_000): h.update(i)",
    "comm": "from comm import get_comm_manager\n"
    "def opened(comm, message):\n    comm.on_msg(lambda m: None)\n"
    "get_comm_manager().register_target('bench', opened)",
    "train": "a = 0\nwhile True: a += 1",
    "loop": "while True: pass",
    "sleep": "import time; time.sleep(60)",
    "flood": "i = 0\nwhile True:\n    print(i); i += 1",
    "readLine": "input()",
    # numpy's and PyTorch's own interrupts would be measured here, which is not the kernel's matter.
    "matrix product": None,
    "training": None,
}
KERNELS = {
    "apus": ([APUS, "kernel", "--history", ":memory:", "--connection-file"], {
        "prints": "for i in 0..<{n} {{ print(i) }}",
        "updates": 'display(0, id: "d")\nfor i in 0..<10_000 { updateDisplay(i, id: "d") }',
        "comm": "1",
        "train": "var a = 0\nwhile true { a &+= 1 }",
        "loop": "while true {}",
        "sleep": "sleep(60)",
        "flood": "var i = 0\nwhile true { print(i)\ni += 1 }",
        "readLine": "readLine()",
        "matrix product": "let a = Tensor.ones(6000, 6000)\nwhile true { _ = a • a }",
        "training": "let model = Linear(256, 256)\nlet adam = Adam(model.parameters(), lr: 0.001)\n"
        "let x = Tensor.randn(512, 256)\nwhile true {\n  adam.zeroGrad()\n"
        "  (model(x) - x).square().mean().backward()\n  adam.step()\n}",
    }),
    "ipykernel": ([sys.executable, "-m", "ipykernel_launcher",
                   "--HistoryManager.enabled=False", "-f"], PYTHON),
}
if importlib.util.find_spec("xeus_python_shell"):
    XPYTHON = pathlib.Path(sys.executable).with_name("xpython")
    KERNELS["xeus-python"] = (
        [str(XPYTHON), "-f"] if XPYTHON.exists() else
        [sys.executable, "-m", "xpython_launcher", "-f"], PYTHON)


class Kernel:
    """A kernel's process with a client."""

    def __init__(self, command, folder):
        file, _ = write_connection_file(os.path.join(folder, "connection.json"),
                                        key=os.urandom(16).hex().encode())
        began = time.perf_counter()
        self.process = subprocess.Popen([*command, file], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = BlockingKernelClient(connection_file=file)
        self.client.load_connection_file()
        self.client.start_channels()
        while True:
            self.client.kernel_info()
            try:
                self.client.get_shell_msg(timeout=0.05 if self.process.poll() is None else 0)
                break
            except queue.Empty:
                if time.perf_counter() - began > 60 or self.process.poll() is not None:
                    raise RuntimeError("the kernel does not start") from None
        self.start = time.perf_counter() - began
        time.sleep(0.3)
        self.settle()

    def settle(self):
        for channel in (self.client.shell_channel, self.client.iopub_channel):
            while channel.msg_ready():
                channel.get_msg(timeout=0)

    def reply(self, request, channel="shell", timeout=60):
        deadline = time.perf_counter() + timeout
        while True:
            message = getattr(self.client, f"{channel}_channel").get_msg(
                timeout=max(0.001, deadline - time.perf_counter()))
            if message["parent_header"].get("msg_id") == request:
                return message

    def idle(self, request, timeout=5):
        """What is published for a request until its `idle`; None where that does not come."""
        messages = []
        try:
            while True:
                message = self.reply(request, "iopub", timeout)
                messages.append(message)
                if message["content"].get("execution_state") == "idle":
                    return messages
        except queue.Empty:
            return None

    def run(self, code, timeout=60):
        began = time.perf_counter()
        request = self.client.execute(code, allow_stdin=False)
        self.reply(request, timeout=timeout)
        messages = self.idle(request)
        return time.perf_counter() - began, messages

    def end(self):
        self.client.stop_channels()
        self.process.kill()
        self.process.wait()


def measure(name, folder, rounds):
    command, code = KERNELS[name]
    found = collections.defaultdict(list)
    notes = {}
    for _ in range(rounds):
        kernel = Kernel(command, folder)
        found["start to kernel_info reply"].append(kernel.start)
        for _ in range(20):
            kernel.run("1 + 1")
        for _ in range(180):
            began = time.perf_counter()
            request = kernel.client.execute("1 + 1")
            kernel.reply(request)
            found["`1 + 1` to reply"].append(time.perf_counter() - began)
            kernel.idle(request)
        process = psutil.Process(kernel.process.pid)
        memory = sum(p.memory_info().rss for p in [process, *process.children(recursive=True)])
        found["memory after 200 cells"].append(memory)
        found["10,000 prints"].append(kernel.run(code["prints"].format(n=10_000))[0])
        seconds, messages = kernel.run(code["updates"])
        found["10,000 display updates"].append(seconds)
        kernel.run(code["comm"])
        comms(kernel, found)
        kernel.end()
    for part in (interrupts, trained, million):
        part(name, folder, found, notes)
        for key, values in found.items():
            print(f"  {name}, {key}: {shown(values, notes.get(key), key)[0]}", file=sys.stderr)
    return found, notes


def comms(kernel, found):
    session, socket = kernel.client.session, kernel.client.shell_channel.socket
    session.send(socket, "comm_open", {"comm_id": "b", "target_name": "bench", "data": {}})
    began = time.perf_counter()
    for number in range(10_000):
        message = session.send(
            socket, "comm_msg", {"comm_id": "b", "data": {"number": number}})
    kernel.idle(message["header"]["msg_id"])
    found["10,000 comm messages"].append(time.perf_counter() - began)


def interrupts(name, folder, found, notes):
    """By message, which xeus-python acknowledges and does not act on."""
    command, code = KERNELS[name]
    for state in ("loop", "sleep", "flood", "readLine", "matrix product", "training"):
        if code[state] is None:
            continue
        key = f"interrupt to reply, {state}"
        kernel = Kernel(command, folder)
        try:
            for _ in range(10):
                request = kernel.client.execute(code[state], allow_stdin=True)
                time.sleep(0.2)
                if state == "readLine":
                    kernel.client.get_stdin_msg(timeout=5)
                began = time.perf_counter()
                if name == "ipykernel":
                    kernel.process.send_signal(2)
                else:
                    session = kernel.client.session
                    session.send(kernel.client.control_channel.socket, "interrupt_request", {})
                kernel.reply(request, timeout=5)
                found[key].append(time.perf_counter() - began)
                kernel.idle(request, timeout=10)
        except queue.Empty:
            notes[key] = "does not end"
            found.pop(key, None)
        kernel.end()


def trained(name, folder, found, notes):
    """Completion beside a cell that computes."""
    command, code = KERNELS[name]
    key = "completion while a cell runs"
    kernel = Kernel(command, folder)
    kernel.client.execute(code["train"])
    time.sleep(0.3)
    try:
        for _ in range(200):
            began = time.perf_counter()
            kernel.reply(kernel.client.complete("pri", 3), timeout=3)
            found[key].append(time.perf_counter() - began)
    except queue.Empty:
        notes[key] = "only after the cell"
    kernel.end()


def million(name, folder, found, notes):
    key = "1,000,000 prints"
    kernel = Kernel(*KERNELS[name][:1], folder)
    seconds, messages = kernel.run(KERNELS[name][1]["prints"].format(n=1_000_000), timeout=120)
    text = "".join(m["content"].get("text", "") for m in messages or [])
    expected = "".join(f"{i}\n" for i in range(1_000_000))
    found[key].append(seconds)
    if text != expected:
        notes[key] = f"{text.count(chr(10)):,} lines arrived"
    elif name == "apus":
        notes[key] = "held to what the server lets through"
    kernel.end()


def shown(values, note, key):
    if not values:
        return note or "-", None, None
    unit = (1 / (1 << 20), "MB") if "memory" in key else (1e3, "ms")
    ordered = sorted(values)
    p50, p99 = statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    text = f"{p50 * unit[0]:,.2f} {unit[1]}"
    if len(values) >= 10:
        text += f", p99 {p99 * unit[0]:,.2f}"
    return text + (f" ({note})" if note else ""), p50, p99


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--kernels", nargs="+", default=list(KERNELS), choices=list(KERNELS))
    options.add_argument("--results", action="store_true", help="write the table to RESULTS.md")
    options = options.parse_args()
    found, notes = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.kernels:
            print(f"{name} …", file=sys.stderr)
            try:
                found[name], notes[name] = measure(name, folder, options.rounds)
            except RuntimeError as error:
                print(f"{name}: {error}", file=sys.stderr)
    names = list(found)
    lines = ["| | " + " | ".join(names) + " | " + " | ".join(f"{n} : apus" for n in names[1:])
             + " |", "|---|" + "---:|" * (2 * len(names) - 1)]
    for key in found["apus"]:
        cells = {n: shown(found[n].get(key), notes[n].get(key), key) for n in names}
        ratios = []
        for name in names[1:]:
            ours, theirs = cells["apus"], cells[name]
            ratios.append("" if theirs[1] is None else f"{theirs[1] / ours[1]:.1f}")
        lines.append(f"| {key} | " + " | ".join(cells[n][0] for n in names) + " | "
                     + " | ".join(ratios) + " |")
    table = "\n".join(lines)
    print(table)
    if options.results:
        write(table, options.rounds)


def write(table, rounds):
    text = RESULTS.read_text()
    section = (f"{HEADING}\n\n`Tests/Bench/kernel.py --rounds {rounds}` on "
               f"{datetime.date.today():%-d %B %Y}, {os.cpu_count()} cores; medians, the time of the"
               f" Python client included.\n\n{table}\n")
    pattern = re.compile(re.escape(HEADING) + r".*?(?=\n# |\Z)", re.S)
    text = pattern.sub(lambda _: section, text) if HEADING in text else f"{text.rstrip()}\n\n{section}"
    RESULTS.write_text(text)


if __name__ == "__main__":
    main()
