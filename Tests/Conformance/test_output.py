"""Output: complete, in order, bounded, and never more than the Jupyter server lets through."""

import threading
import time

import pytest

import front_end


@pytest.fixture(scope="module")
def kernel():
    with front_end.started() as kernel:
        yield kernel


def streams(messages):
    return [m["content"] for m in messages if m["msg_type"] == "stream"]


def read(kernel, request):
    """The messages of a cell, each with the moment it came and the bytes that the server counts."""
    messages = []
    while True:
        message = kernel.client.iopub_channel.get_msg(timeout=60)
        if message["content"].get("execution_state") == "idle":
            kernel.reply(request)
            return messages
        size = len(kernel.client.session.pack(message["content"])) + 500
        messages.append((time.monotonic(), message["msg_type"], size, message))


def check_rates(messages):
    """The server's window: three seconds, a thousand messages and a megabyte of text each."""
    for began, *_ in messages[:: max(1, len(messages) // 50)]:
        window = [m for m in messages if began <= m[0] < began + 2.9]
        assert len(window) <= 3000
        assert sum(size for _, kind, size, _ in window if kind == "stream") <= 3_000_000


def text(messages):
    return "".join(m["content"].get("text", "") for *_, m in messages)


def test_a_hundred_thousand_prints_arrive_complete_and_not_too_fast(kernel):
    messages = read(kernel, kernel.execute("for i in 0..<100_000 { print(i) }"))
    assert text(messages) == "".join(f"{i}\n" for i in range(100_000))
    check_rates(messages)


def test_a_million_prints_arrive_complete_and_not_too_fast(kernel):
    messages = read(kernel, kernel.execute("for i in 0..<1_000_000 { print(i) }"))
    assert text(messages) == "".join(f"{i}\n" for i in range(1_000_000))
    check_rates(messages)


def test_turns_between_two_streams_keep_their_order_and_are_not_too_many_messages(kernel):
    code = 'for i in 0..<1000 { print(i)\nfputs("\\(i)e\\n", stderr) }'
    messages = read(kernel, kernel.execute(code))
    assert text(messages) == "".join(f"{i}\n{i}e\n" for i in range(1000))
    check_rates(messages)


def test_beyond_the_limit_there_is_one_notice():
    with front_end.started(arguments=["--output-limit", "20K"]) as limited:
        reply, published = limited.run("for i in 0..<100_000 { print(i) }\nlet done = 1")
        assert reply["status"] == "ok"
        printed = "".join(content["text"] for content in streams(published))
        assert printed.count("[Apus:") == 1
        assert len(printed) < 21_000
        assert printed.startswith("0\n1\n2\n")
        _, again = limited.run("print(done)")
        assert streams(again) == [{"name": "stdout", "text": "1\n"}]


@pytest.mark.parametrize("number, name", [(1, "stdout"), (2, "stderr")])
def test_what_a_c_library_writes_is_the_cells_output(kernel, number, name):
    def write():
        time.sleep(0.3)
        with open(f"/proc/{pid}/fd/{number}", "wb", buffering=0) as file:
            file.write(b"from C \xc3")
            time.sleep(0.05)
            file.write(b"\xa9\n")

    pid = kernel.ask("usage_request", {}, "control")["pid"]
    writer = threading.Thread(target=write)
    writer.start()
    _, published = kernel.run('print("before")\nsleep(1)\nprint("after")')
    writer.join()
    merged = [(c["name"], c["text"]) for c in streams(published)]
    assert "".join(t for _, t in merged) == "before\nfrom C é\nafter\n"
    assert "from C" in "".join(t for n, t in merged if n == name)


def test_a_flood_of_updates_is_thinned_to_the_newest(kernel):
    code = 'display(0, id: "d")\nfor i in 1..<20_000 { updateDisplay(i, id: "d") }'
    reply, published = kernel.run(code)
    assert reply["status"] == "ok"
    shown = [m for m in published if m["msg_type"].endswith("display_data")]
    assert 2 <= len(shown) < 200
    assert {m["content"]["transient"]["display_id"] for m in shown} == {"d"}
    assert shown[-1]["content"]["data"]["text/plain"] == "19999"
