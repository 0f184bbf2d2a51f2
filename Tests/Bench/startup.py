#!/usr/bin/env python3
"""Measures how soon a kernel answers: from its start to the first kernel_info reply, and from
`1 + 1` to its execute_reply.

    .venv/bin/python Tests/Bench/startup.py [--rounds 30] [--requests 200]

Apus and ipykernel take turns in one run (A B A B …), on the same machine in the same state, asked
by the same client. Apus is the binary in $APUS, or the
release build of this clone. No verdict: figures are for reading, not for passing.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import numpy
import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))
COMMANDS = {
    "apus": [APUS, "kernel", "--connection-file"],
    "ipykernel": [sys.executable, "-m", "ipykernel_launcher", "-f"],
}
EXECUTE = {"code": "1 + 1", "silent": False, "store_history": True, "user_expressions": {},
           "allow_stdin": False, "stop_on_error": True}


def ask(session, socket, kind, content):
    """Sends a request on the shell channel and waits for its reply; returns the seconds it took."""
    began = time.perf_counter()
    request = session.send(socket, kind, content)
    while socket.poll(60_000):
        _, parts = session.feed_identities(socket.recv_multipart())
        reply = session.deserialize(parts)
        if reply["parent_header"].get("msg_id") == request["header"]["msg_id"]:
            seconds = time.perf_counter() - began
            if reply["content"].get("status", "ok") != "ok":
                raise RuntimeError(reply["content"])
            return seconds
    raise TimeoutError(f"no reply to {kind}")


def measure(command, requests, folder):
    """Seconds from start to the first reply, and of each `1 + 1`."""
    session = Session(key=os.urandom(16).hex().encode())
    file, connection = write_connection_file(os.path.join(folder, "connection.json"),
                                             key=session.key)
    context = zmq.Context()
    socket = context.socket(zmq.DEALER)
    socket.linger = 0
    # libzmq looks again only after 100 ms where nobody listens yet, which would hide the kernel's
    # own time.
    socket.reconnect_ivl = 1
    began = time.perf_counter()
    kernel = subprocess.Popen([*command, file], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        socket.connect(f"tcp://{connection['ip']}:{connection['shell_port']}")
        ask(session, socket, "kernel_info_request", {})
        start = time.perf_counter() - began
        return start, [ask(session, socket, "execute_request", EXECUTE) for _ in range(requests)]
    finally:
        kernel.kill()
        kernel.wait()
        context.destroy()
        os.unlink(file)


def row(name, label, seconds, unit):
    p50, p99 = (numpy.percentile(seconds, p) * unit[1] for p in (50, 99))
    print(f"{label:32} {name:10} {p50:10.2f} {p99:10.2f}  {unit[0]}  n={len(seconds)}")
    return p50, p99


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--requests", type=int, default=200, help="`1 + 1` per round")
    options = options.parse_args()
    if not shutil.which(APUS):
        sys.exit(f"there is no apus at {APUS}; build it: swift build -c release --product apus "
                 "--static-swift-stdlib")
    if os.environ.pop("OPENBLAS_CORETYPE", None):
        print("OPENBLAS_CORETYPE was set and is unset here, for both kernels")
    starts = {name: [] for name in COMMANDS}
    replies = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds + 1):
            for name, command in COMMANDS.items():
                start, times = measure(command, options.requests, folder)
                if number == 0:
                    continue  # The first round fills the page cache and Python's caches.
                starts[name].append(start)
                replies[name].extend(times)
    print(f"{options.rounds} rounds of each kernel in turn, after one that is not counted\n")
    print(f"{'':43} {'p50':>10} {'p99':>10}")
    for label, seconds, unit in (
        ("start to kernel_info reply", starts, ("ms", 1e3)),
        ("1 + 1 to execute_reply", replies, ("µs", 1e6)),
    ):
        ours, theirs = (row(name, label, seconds[name], unit) for name in COMMANDS)
        ratios = [t / o for o, t in zip(ours, theirs)]
        print(f"{'':32} {'ratio':10} {ratios[0]:10.1f} {ratios[1]:10.1f}\n")


if __name__ == "__main__":
    main()
