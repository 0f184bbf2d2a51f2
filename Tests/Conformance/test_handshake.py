"""The handshake of protocol 5.6: the kernel chooses its ports and tells them to the launcher."""

import hashlib
import hmac
import json
import os
import subprocess

import pytest
import zmq
from jupyter_client import BlockingKernelClient

from front_end import TIMEOUT

APUS = os.environ.get("APUS", "apus")
KEY = b"secret"


def sign(*parts):
    return hmac.new(KEY, b"".join(parts), hashlib.sha256).hexdigest().encode()


@pytest.fixture(params=["number", "string"])
def launched(request, tmp_path):
    """A kernel that has told its ports, with the launcher's socket and what came there."""
    socket = zmq.Context.instance().socket(zmq.ROUTER)
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    file = tmp_path / "registration.json"
    text = {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256",
            "key": KEY.decode(), "registration_ip": "127.0.0.1", "kernel_id": "the-kernel",
            "registration_port": port if request.param == "number" else str(port)}
    file.write_text(json.dumps(text))
    process = subprocess.Popen([APUS, "kernel", "-f", str(file)], stderr=subprocess.PIPE, text=True)
    assert socket.poll(TIMEOUT * 1000)
    yield process, socket, socket.recv_multipart()
    process.kill()
    process.wait()
    socket.close(0)


def test_the_kernel_listens_where_it_says(launched):
    process, socket, (identity, delimiter, signature, content) = launched
    assert delimiter == b"<IDS|MSG>" and signature == sign(content)
    told = json.loads(content)
    assert told["kernel_id"] == "the-kernel"
    answer = b'{"status":"ok"}'
    socket.send_multipart([identity, delimiter, sign(answer), answer])
    client = BlockingKernelClient()
    ports = {key: int(value) for key, value in told.items() if key.endswith("_port")}
    assert len(set(ports.values())) == 5 and 0 not in ports.values()
    client.load_connection_info({"ip": "127.0.0.1", "transport": "tcp", "key": KEY,
                                 "signature_scheme": "hmac-sha256", **ports})
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    assert client.execute_interactive("1 + 1", timeout=TIMEOUT)["content"]["status"] == "ok"
    client.stop_channels()


def test_an_answer_that_is_not_the_launchers_ends_the_kernel(launched):
    process, socket, (identity, delimiter, *_) = launched
    answer = b'{"status":"ok"}'
    socket.send_multipart([identity, delimiter, b"0" * 64, answer])
    _, complaint = process.communicate(timeout=TIMEOUT)
    assert process.returncode != 0
    assert "signature is wrong" in complaint
