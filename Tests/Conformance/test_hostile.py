"""Messages that no honest client would send, on every socket, from seeded randomness.

Whatever comes, the kernel answers `1 + 1` afterwards, and it answers every request that was signed
exactly once, however little sense it made.
"""

import json
import os
import random
import socket as sockets
import time

import pytest
import zmq

import front_end
from front_end import TIMEOUT

SEED = 20261121
CHANNELS = ["shell", "control", "stdin", "iopub", "hb"]
KINDS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "hb": zmq.DEALER}
DELIMITER = b"<IDS|MSG>"
REQUESTS = [
    "kernel_info_request",
    "execute_request",
    "complete_request",
    "inspect_request",
    "is_complete_request",
    "history_request",
    "comm_info_request",
    "interrupt_request",
    "debug_request",
    "no_such_request",
]
OTHERS = ["comm_open", "comm_msg", "comm_close", "input_reply", "status", "", "\u0000", "é" * 100]
FIELDS = [
    "code",
    "silent",
    "store_history",
    "user_expressions",
    "allow_stdin",
    "stop_on_error",
    "cursor_pos",
    "detail_level",
    "hist_access_type",
    "session",
    "start",
    "stop",
    "n",
    "pattern",
    "unique",
    "output",
    "comm_id",
    "target_name",
    "data",
    "value",
    "restart",
]


class Attacker:
    """Makes messages; knows the key, and uses it as it likes."""

    def __init__(self, kernel, seed):
        self.random = random.Random(seed)
        self.info = kernel.manager.get_connection_info()
        self.session = kernel.client.session
        self.sockets = {}
        self.recorded = []

    def socket(self, channel):
        if channel not in self.sockets:
            # A XSUB may send whatever it likes to the publisher.
            socket = zmq.Context.instance().socket(KINDS.get(channel, zmq.XSUB))
            socket.linger = 1000
            socket.sndhwm = 0
            socket.connect(f"tcp://{self.info['ip']}:{self.info[channel + '_port']}")
            self.sockets[channel] = socket
        return self.sockets[channel]

    def close(self):
        for socket in self.sockets.values():
            socket.close()

    # Pieces

    def bytes(self, most=200):
        return self.random.randbytes(self.random.randrange(most))

    def value(self, depth=3):
        choices = [
            lambda: None,
            lambda: self.random.random() < 0.5,
            lambda: self.random.choice([0, -1, 2**31, 2**63 - 1, -(2**63), 2**64, 10**40]),
            lambda: self.random.choice([0.5, -1e308, 1e-320, 1e300]),
            lambda: "".join(chr(self.random.randrange(1, 0xD7FF)) for _ in range(20)),
            lambda: "x" * self.random.randrange(1000),
            lambda: self.random.choice(["softmax", "let x = ", "tail", "range", "search", "[[*a"]),
        ]
        if depth > 0:
            choices += [
                lambda: [self.value(depth - 1) for _ in range(self.random.randrange(4))],
                lambda: {
                    self.random.choice(FIELDS): self.value(depth - 1)
                    for _ in range(self.random.randrange(4))
                },
            ]
        return self.random.choice(choices)()

    def content(self):
        fields = self.random.sample(FIELDS, self.random.randrange(len(FIELDS)))
        # A real shutdown would end the test.
        return {field: self.value() for field in fields}

    def header(self, msg_type):
        return self.session.msg_header(msg_type) | {"date": "2026-11-21T00:00:00Z"}

    def signed(self, *parts):
        parts = [part if isinstance(part, bytes) else dump(part) for part in parts]
        return [DELIMITER, self.session.sign(parts), *parts]

    # Messages that are dropped

    def random_bytes(self):
        return [self.bytes() for _ in range(self.random.randrange(1, 12))]

    def truncated(self):
        frames = self.valid()
        return frames[: self.random.randrange(1, len(frames))]

    def wrong_signature(self):
        frames = self.valid()
        frames[1] = self.random.choice(
            [b"", b"0" * 64, frames[1][:-1], frames[1].upper(), frames[1] + b"0", self.bytes()]
        )
        return frames

    def one_bit_changed(self):
        frames = self.valid()
        index = self.random.randrange(2, 6)
        part = bytearray(frames[index])
        part[self.random.randrange(len(part))] ^= 1 << self.random.randrange(8)
        frames[index] = bytes(part)
        return frames

    def no_object(self):
        parts = [dump(self.header("kernel_info_request")), b"{}", b"{}", b"{}"]
        parts[self.random.randrange(4)] = self.random.choice(
            [b"", b"[]", b"3", b"null", b'"text"', b"{", b'{"a":}', b"\xff\xfe", b"{} {}", b"\x00"]
        )
        return self.signed(*parts)

    def header_without(self):
        header = self.header("execute_request")
        field = self.random.choice(["msg_id", "session", "msg_type"])
        if self.random.random() < 0.5:
            del header[field]
        else:
            header[field] = self.value(1)
            if isinstance(header[field], str):
                header[field] = None
        return self.signed(header, {}, {}, {"code": "1 + 1"})

    def deep(self):
        opening, closing = self.random.choice([(b"[", b"]"), (b'{"a":', b"}")])
        depth = self.random.choice([3000, 100_000])
        nested = b'{"code":' + opening * depth + b"1" + closing * depth + b"}"
        return self.signed(self.header("execute_request"), {}, {}, nested)

    def many_frames(self):
        return self.valid() + [b""] * 5000

    def replayed(self):
        if not self.recorded:
            self.recorded.append(self.valid("no_such_request"))
        return self.recorded[0]

    def other_bytes(self):
        """What no message of ours begins with: topics, HTTP, ZMTP."""
        return [self.random.choice([b"\x01" * 5000, b"\x00", b"\x01x", b"GET / HTTP/1.1\r\n\r\n"])]

    # Messages that are answered, or not, but are ours

    def valid(self, msg_type="kernel_info_request"):
        return self.signed(self.header(msg_type), {}, {}, {})

    def nonsense(self):
        msg_type = self.random.choice(REQUESTS + OTHERS)
        return self.signed(self.header(msg_type), {}, {"a": self.value()}, self.content())

    def ten_megabytes(self):
        msg_type = self.random.choice(["complete_request", "is_complete_request", "odd_request"])
        return self.signed(self.header(msg_type), {}, {}, {"code": "+" * 10_000_000})

    def big_buffers(self):
        return self.valid("comm_msg") + [self.random.randbytes(1_000_000)] * 10


DROPPED = [
    Attacker.random_bytes,
    Attacker.truncated,
    Attacker.wrong_signature,
    Attacker.one_bit_changed,
    Attacker.no_object,
    Attacker.header_without,
    Attacker.other_bytes,
]
HEAVY = [
    Attacker.deep,
    Attacker.many_frames,
    Attacker.ten_megabytes,
    Attacker.big_buffers,
    Attacker.replayed,
]


def dump(value):
    return json.dumps(value).encode()


def assert_alive(kernel):
    """Answers, counts and beats as if nothing had been."""
    request = kernel.execute("1 + 1")
    while True:
        reply = kernel.client.shell_channel.get_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == request["msg_id"]:
            break
    assert reply["content"]["status"] == "ok"
    result = None
    while True:
        message = kernel.client.iopub_channel.get_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != request["msg_id"]:
            continue
        if message["msg_type"] == "execute_result":
            result = message["content"]["data"]["text/plain"]
        if message["content"].get("execution_state") == "idle":
            break
    assert result == "2"
    info = kernel.manager.get_connection_info()
    heart = zmq.Context.instance().socket(zmq.REQ)
    heart.linger = 0
    heart.connect(f"tcp://{info['ip']}:{info['hb_port']}")
    heart.send(b"beat")
    assert heart.poll(TIMEOUT * 1000) and heart.recv() == b"beat"
    heart.close()
    assert kernel.manager.is_alive()


@pytest.mark.parametrize("channel", CHANNELS)
def test_hundreds_of_hostile_messages_change_nothing_on(kernel, channel):
    attacker = Attacker(kernel, f"{SEED} {channel}")
    socket = attacker.socket(channel)
    for number in range(250):
        make = attacker.random.choice(DROPPED)
        socket.send_multipart(make(attacker))
    for make in HEAVY * 2:
        socket.send_multipart(make(attacker))
    assert_alive(kernel)
    attacker.close()


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_every_signed_request_is_answered_once_however_odd_on(kernel, channel):
    attacker = Attacker(kernel, f"{SEED} signed {channel}")
    socket = attacker.socket(channel)
    expected = []
    for _ in range(300):
        frames = attacker.nonsense()
        header = json.loads(frames[2])
        if header["msg_type"].endswith("_request"):
            expected.append(header["msg_id"])
        socket.send_multipart(frames)
    answered = []
    while len(answered) < len(expected):
        assert socket.poll(TIMEOUT * 1000), f"{len(expected) - len(answered)} are not answered"
        answered.append(json.loads(socket.recv_multipart()[3])["msg_id"])
    assert not socket.poll(100)
    assert sorted(answered) == sorted(expected)
    assert_alive(kernel)
    attacker.close()


def test_a_replayed_request_is_answered_once(kernel):
    attacker = Attacker(kernel, f"{SEED} replay")
    socket = attacker.socket("shell")
    frames = attacker.valid()
    for _ in range(20):
        socket.send_multipart(frames)
    socket.send_multipart(attacker.valid("last_request"))
    types = []
    while not types or types[-1] != "last_reply":
        assert socket.poll(TIMEOUT * 1000)
        types.append(json.loads(socket.recv_multipart()[2])["msg_type"])
    assert types == ["kernel_info_reply", "last_reply"]
    attacker.close()


@pytest.mark.parametrize("channel", CHANNELS)
def test_bytes_that_are_not_even_zeromq_change_nothing_on(kernel, channel):
    info = kernel.manager.get_connection_info()
    noise = random.Random(f"{SEED} raw {channel}")
    for number in range(20):
        with sockets.create_connection((info["ip"], info[channel + "_port"])) as raw:
            greeting = b"\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f\x03\x00NULL" if number % 2 else b""
            try:
                raw.sendall(greeting + noise.randbytes(noise.randrange(2000)))
            except ConnectionError:
                # To be hung up on is what it deserves.
                continue
    assert_alive(kernel)


def test_peers_that_come_and_go_leave_no_descriptor_behind(kernel):
    folder = f"/proc/{kernel.manager.provisioner.pid}/fd"
    def attack():
        for seed in range(30):
            attacker = Attacker(kernel, seed)
            for channel in CHANNELS:
                attacker.socket(channel).send_multipart(attacker.random_bytes())
            attacker.close()
        assert_alive(kernel)

    attack()
    before = len(os.listdir(folder))
    attack()
    deadline = time.monotonic() + TIMEOUT
    while len(os.listdir(folder)) > before + 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(os.listdir(folder)) <= before + 5


def test_a_flood_is_cut_short_in_the_log(tmp_path):
    log = (tmp_path / "log").open("w+")
    manager = front_end.KernelManager(kernel_name=front_end.KERNEL)
    manager.start_kernel(stderr=log)
    kernel = front_end.FrontEnd(manager)
    attacker = Attacker(kernel, SEED)
    for _ in range(2000):
        attacker.socket("shell").send_multipart(attacker.wrong_signature())
    assert_alive(kernel)
    attacker.close()
    kernel.client.stop_channels()
    manager.shutdown_kernel(now=True)
    log.seek(0)
    lines = log.readlines()
    assert 1 <= len(lines) < 200
    assert all(line.startswith("[apus] ") for line in lines)
