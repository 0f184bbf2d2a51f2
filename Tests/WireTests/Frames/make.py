"""Writes frames.json: multiparts as jupyter_client puts them on the wire, in hexadecimal.

    python Tests/WireTests/Frames/make.py

Needs jupyter_client 8. Ids, dates and the process's number are set, so that the file is always the
same. Each message is captured as a ROUTER receives it, with Python's own JSON (spaces after commas
and colons) and without any space, as orjson writes it and we do.
"""

import datetime
import json
import os
import pathlib

import jupyter_client.session as session_module
import zmq
from jupyter_client.session import Session

MOMENT = datetime.datetime(2026, 11, 21, 9, 56, 0, 123456, tzinfo=datetime.timezone.utc)


def compact(message):
    text = json.dumps(
        message, default=session_module.json_default, ensure_ascii=False, separators=(",", ":")
    )
    return text.encode()


EXECUTE = {
    "code": 'let naïve = "日本 😀\\n\t\\u{1}"\nnaïve',
    "silent": False,
    "store_history": True,
    "user_expressions": {"x": "1 + 1"},
    "allow_stdin": True,
    "stop_on_error": True,
}
MESSAGES = [
    ("kernel_info_request", {}, {}, []),
    ("execute_request", EXECUTE, {"cellId": "c-1", "deletedCells": [], "trusted": None}, []),
    ("complete_request", {"code": "softma", "cursor_pos": 6}, {}, []),
    ("comm_msg", {"comm_id": "w", "data": {"state": {"value": -0.125}}}, {}, [b"\x00\xff", b""]),
    ("comm_msg", {"comm_id": "<IDS|MSG>", "data": [1, 1e100, 10**15]}, {}, [b"<IDS|MSG>"]),
]


def capture(session, name, content, metadata, buffers, router, dealer):
    header = session.msg_header(name)
    message = session.msg(name, content, parent={"header": header}, metadata=metadata)
    session.send(dealer, message, buffers=buffers)
    return router.recv_multipart()


def main():
    session_module.utcnow = lambda: MOMENT
    os.getpid = lambda: 1
    context = zmq.Context()
    router, dealer = context.socket(zmq.ROUTER), context.socket(zmq.DEALER)
    dealer.identity = b"front-end"
    router.bind("inproc://capture")
    dealer.connect("inproc://capture")
    captured = []
    for scheme, key in [
        ("hmac-sha256", b"5d1f0c7e-0d3a"),
        ("hmac-sha512", b"key"),
        ("hmac-sha1", b"k" * 200),
        ("hmac-sha3_256", b"key"),
        ("hmac-blake2b", b"key"),
        ("hmac-md5", b"key"),
        ("hmac-sha256", b""),
    ]:
        for packer in [session_module.json_packer, compact]:
            session = Session(session="s", username="ada", key=key, signature_scheme=scheme)
            session.pack = packer
            for name, content, metadata, buffers in MESSAGES:
                frames = capture(session, name, content, metadata, buffers, router, dealer)
                captured.append(
                    {
                        "scheme": scheme,
                        "key": key.decode(),
                        "isCompact": packer is compact,
                        "type": name,
                        "frames": [frame.hex() for frame in frames],
                    }
                )
    lines = ",\n".join(json.dumps(entry) for entry in captured)
    path = pathlib.Path(__file__).with_name("frames.json")
    path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
