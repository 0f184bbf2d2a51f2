"""Conversations with the kernel, each message of which is held against the specification."""

import datetime
import os
import re
import signal
import subprocess
import time
import uuid
import xml.etree.ElementTree as ElementTree

import pytest
import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

import front_end
import specification
from front_end import KERNEL, TIMEOUT


def types(messages):
    return [message["msg_type"] for message in messages]


def text(messages, name="stdout"):
    return "".join(
        message["content"]["text"]
        for message in messages
        if message["msg_type"] == "stream" and message["content"]["name"] == name
    )


# Kernel info


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_kernel_info_is_answered_on(kernel, channel):
    info = kernel.ask("kernel_info_request", {}, channel)
    assert info["implementation"] == "apus"
    assert info["language_info"] | {"version": ""} == {
        "name": "swift",
        "version": "",
        "mimetype": "text/x-swift",
        "file_extension": ".swift",
        "pygments_lexer": "swift",
        "codemirror_mode": "swift",
        "nbconvert_exporter": "script",
    }


# Execution


def test_a_cell_publishes_its_input_its_output_and_its_result_in_order(kernel):
    reply, published = kernel.run('print("one")\n1 + 2')
    assert reply["status"] == "ok"
    assert types(published) == ["execute_input", "stream", "execute_result"]
    count = reply["execution_count"]
    assert published[0]["content"] == {"code": 'print("one")\n1 + 2', "execution_count": count}
    assert published[1]["content"] == {"name": "stdout", "text": "one\n"}
    assert published[2]["content"]["execution_count"] == count
    assert published[2]["content"]["data"]["text/plain"] == "3"


def test_each_cell_counts_one_more(kernel):
    first, _ = kernel.run("1 + 1")
    second, _ = kernel.run("1 + 1")
    assert second["execution_count"] == first["execution_count"] + 1


def test_an_error_is_published_once_and_repeated_in_the_reply(kernel):
    reply, published = kernel.run("1 / 0")
    assert reply["status"] == "error"
    assert types(published) == ["execute_input", "error"]
    assert published[1]["content"] == {k: reply[k] for k in ("ename", "evalue", "traceback")}
    assert reply["traceback"]


def test_a_silent_cell_publishes_nothing_and_does_not_count(kernel):
    before, _ = kernel.run("1 + 1")
    reply, published = kernel.run('print("quiet")\n1 + 1', silent=True)
    assert reply["status"] == "ok"
    assert published == []
    after, _ = kernel.run("1 + 1")
    assert after["execution_count"] == before["execution_count"] + 1


def test_a_cell_without_history_is_not_remembered(kernel):
    before, _ = kernel.run("1 + 1")
    reply, published = kernel.run("40 + 41", store_history=False)
    assert types(published) == ["execute_input", "execute_result"]
    assert reply["execution_count"] == before["execution_count"]
    rows = kernel.ask(
        "history_request",
        {"hist_access_type": "search", "pattern": "40 + 41", "output": False, "raw": True},
    )["history"]
    assert rows == []


def test_an_empty_cell_is_fine_and_does_not_count(kernel):
    before, _ = kernel.run("1 + 1")
    reply, published = kernel.run(" \n\t")
    assert reply["status"] == "ok"
    assert reply["execution_count"] == before["execution_count"]
    assert types(published) == ["execute_input"]


def test_user_expressions_are_evaluated_one_by_one(kernel):
    reply, _ = kernel.run("let x = 3", user_expressions={"good": "1 + 1", "bad": "1 +"})
    expressions = reply["user_expressions"]
    assert expressions["good"]["status"] == "ok"
    assert expressions["good"]["data"]["text/plain"] == "2"
    assert expressions["bad"]["status"] == "error"


def test_code_for_the_next_cell_comes_with_the_reply(kernel):
    payload = kernel.run('nextCell("1 + 1", replacing: true)')[0]["payload"]
    assert payload == [{"source": "set_next_input", "text": "1 + 1", "replace": True}]


def test_cells_that_wait_behind_a_failure_are_not_run(kernel):
    requests = [kernel.execute(code) for code in ("1 / 0", 'print("a")', 'print("b")')]
    replies = [kernel.reply(request)["content"] for request in requests]
    published = [kernel.published(request) for request in requests]
    assert [reply["status"] for reply in replies] == ["error"] * 3
    assert replies[0]["ename"] != "Aborted"
    assert [reply["ename"] for reply in replies[1:]] == ["Aborted"] * 2
    assert published[1:] == [[], []]


def trickle(kernel):
    """Cells that come one by one behind one that fails; how many were certainly sent before it was
    replied to, their replies and what was published for each."""
    requests = [kernel.execute("1 / 0")]
    while len(requests) <= 100 and not kernel.client.shell_channel.msg_ready():
        time.sleep(0.002)
        requests.append(kernel.execute('"run"'))
    replies = [kernel.reply(request) for request in requests]
    published = [kernel.published(request) for request in requests]
    started = datetime.datetime.fromisoformat(replies[0]["metadata"]["started"])
    held = replies[0]["header"]["date"] - started - datetime.timedelta(milliseconds=1)
    count = sum(request["date"] - requests[0]["date"] <= held for request in requests[1:])
    return count, [reply["content"] for reply in replies[1:]], published[1:]


def test_cells_that_trickle_in_behind_a_failure_are_not_run(kernel):
    # On a busy machine they may come so slowly that the failure is told before the second.
    for _ in range(20):
        count, replies, published = trickle(kernel)
        assert [reply.get("ename") for reply in replies[:count]] == ["Aborted"] * count
        assert published[:count] == [[]] * count
        ran = [reply["status"] == "ok" for reply in replies]
        assert ran == sorted(ran), "one behind a cell that ran was not run"
        if count > 50:
            return
    raise AssertionError("the failure was always told at once")


def test_a_cell_that_is_sent_after_the_failure_was_told_is_run(kernel):
    kernel.run("1 / 0")
    reply, published = kernel.run('print("again")')
    assert reply["status"] == "ok"
    assert text(published) == "again\n"


def test_cells_behind_a_failure_are_run_where_the_front_end_wants_it(kernel):
    requests = [
        kernel.execute("1 / 0", stop_on_error=False),
        kernel.execute('print("on")', stop_on_error=False),
    ]
    replies = [kernel.reply(request)["content"] for request in requests]
    assert [reply["status"] for reply in replies] == ["error", "ok"]
    kernel.published(requests[0])
    assert text(kernel.published(requests[1])) == "on\n"


def test_ten_thousand_prints_arrive_complete_in_few_messages(kernel):
    reply, published = kernel.run("for i in 0..<10000 { print(i) }")
    assert reply["status"] == "ok"
    assert text(published) == "".join(f"{i}\n" for i in range(10000))
    assert types(published).count("stream") < 200


def test_what_is_printed_appears_while_the_cell_runs(kernel):
    request = kernel.execute('print("early")\nwhile true {}')
    kernel.wait_until_running(request)
    message = kernel.receive("iopub", timeout=1)
    assert message["content"] == {"name": "stdout", "text": "early\n"}
    interrupt = kernel.interrupt()
    assert kernel.reply(request)["content"]["status"] == "error"
    kernel.published_until_idle(request, interrupt)


# Interrupts


@pytest.mark.parametrize(
    "interrupt", [front_end.FrontEnd.interrupt, front_end.FrontEnd.interrupt_by_signal]
)
def test_an_interrupt_stops_the_cell_and_those_behind_it_and_keeps_the_variables(
    kernel, interrupt
):
    kernel.run("let kept = 7")
    for _ in range(2):
        running = kernel.execute("while true {}")
        waiting = kernel.execute('print("never")')
        kernel.wait_until_running(running)
        began = time.monotonic()
        asked = interrupt(kernel)
        reply = kernel.reply(running)["content"]
        assert time.monotonic() - began < 1
        assert reply["status"] == "error"
        assert kernel.reply(waiting)["content"]["ename"] == "Aborted"
        kernel.published_until_idle(running, waiting, asked)
    reply, published = kernel.run("kept + 1")
    assert published[-1]["content"]["data"]["text/plain"] == "8"


def test_an_interrupt_of_nothing_does_nothing(kernel):
    kernel.published_until_idle(kernel.interrupt())
    reply, _ = kernel.run("1 + 1")
    assert reply["status"] == "ok"


# Awake


@pytest.mark.parametrize(
    "msg_type, content",
    [
        ("kernel_info_request", {}),
        ("complete_request", {"code": "softma", "cursor_pos": 6}),
        ("inspect_request", {"code": "softmax", "cursor_pos": 7, "detail_level": 0}),
        ("is_complete_request", {"code": "1 +"}),
        ("history_request", {"hist_access_type": "tail", "n": 3, "output": False, "raw": True}),
        ("comm_info_request", {}),
    ],
)
def test_while_a_cell_runs_it_answers(kernel, msg_type, content):
    running = kernel.execute("while true {}")
    kernel.wait_until_running(running)
    began = time.monotonic()
    question = kernel.send(msg_type, content)
    kernel.reply(question)
    assert time.monotonic() - began < 1
    states = []
    for _ in range(3):
        message = kernel.receive("iopub")
        own = message["parent_header"]["msg_id"] == running["msg_id"]
        states.append((own, message["content"]["execution_state"]))
    # What is heard last tells a front end that the kernel is still at work.
    assert states == [(False, "busy"), (False, "idle"), (True, "busy")]
    interrupt = kernel.interrupt()
    kernel.reply(running)
    kernel.published_until_idle(running, interrupt)


# Input


def test_a_cell_asks_its_front_end_for_a_line(kernel):
    request = kernel.execute("let name = readLine()\nname", allow_stdin=True)
    question = kernel.receive("stdin")
    specification.check_parent(question, request)
    assert question["content"]["password"] is False
    kernel.client.input("Ada")
    assert kernel.reply(request)["content"]["status"] == "ok"
    assert "Ada" in kernel.published(request)[-1]["content"]["data"]["text/plain"]


def test_a_password_is_asked_for_as_one_and_is_not_remembered(kernel):
    code = 'let word = readPassword("Key: ")\nword?.count'
    request = kernel.execute(code, allow_stdin=True)
    question = kernel.receive("stdin")
    specification.check_parent(question, request)
    assert question["content"] == {"prompt": "Key: ", "password": True}
    kernel.client.input("sesame")
    kernel.reply(request)
    published = kernel.published(request)
    assert published[-1]["content"]["data"]["text/plain"] == "Optional(6)"
    assert "sesame" not in str(published)
    wanted = {"hist_access_type": "tail", "n": 1, "output": True, "raw": True}
    assert kernel.ask("history_request", wanted)["history"][0][2] == [code, "Optional(6)"]


def test_where_no_one_can_be_asked_a_cell_goes_on(kernel):
    reply, published = kernel.run("readLine()", allow_stdin=False)
    assert reply["status"] == "ok"
    assert published[-1]["content"]["data"]["text/plain"] == "nil"


# Looking into code


def test_positions_count_code_points(kernel):
    code = 'let é = "😀"\nsoftma'
    reply = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    assert "softmax" in reply["matches"]
    assert reply["cursor_start"] == code.index("softma")
    assert reply["cursor_end"] == len(code)


def test_what_is_known_of_each_name_is_the_same_in_every_form(kernel):
    names = kernel.ask("complete_request", {"code": "", "cursor_pos": 0})["matches"]
    assert len(names) > 400
    for name in names:
        asked = {"code": name, "cursor_pos": len(name), "detail_level": 0}
        reply = kernel.ask("inspect_request", asked)
        assert reply["found"], name
        data = reply["data"]
        assert data.keys() == {"text/plain", "text/markdown", "text/html"}, name
        page = ElementTree.fromstring(f"<p>{data['text/html'].replace('<hr>', '<hr/>')}</p>")
        shown = " ".join(page.itertext())
        for text in (data["text/markdown"], shown):
            assert words(data["text/plain"]) <= words(text), name


def words(text):
    return set(re.findall(r"\w+", text))


def test_in_detail_a_variable_has_its_value_and_a_function_its_source(kernel):
    code = "/// Twice as much.\nfunc twice(_ x: Int) -> Int {\n  2 * x // as said\n}"
    kernel.run(f"{code}\nlet numbers = [1, 2, 3].map(twice)")
    twice = ("Twice as much.", "2 * x // as said")
    for text, cursor, (brief, full) in (
        ("twice", 1, twice), (code, code.index("twice("), twice), ("print(twice(", 12, twice),
        ("numbers", 1, ("[Int]", "[2, 4, 6]")),
    ):
        for level in (0, 1):
            asked = {"code": text, "cursor_pos": cursor, "detail_level": level}
            for told in kernel.ask("inspect_request", asked)["data"].values():
                told = re.sub("<[^>]*>", "", told)
                assert brief in told
                assert (full in told) == (level == 1)


def test_nothing_is_known_of_an_unknown_name(kernel):
    reply = kernel.ask("inspect_request", {"code": "zzz", "cursor_pos": 3, "detail_level": 1})
    assert reply == {"status": "ok", "found": False, "data": {}, "metadata": {}}


def test_an_incomplete_cell_comes_with_an_indent(kernel):
    reply = kernel.ask("is_complete_request", {"code": "for i in 0..<3 {"})
    assert reply["status"] == "incomplete"
    assert reply["indent"].strip() == ""


def test_history_has_the_results_where_they_are_wanted(kernel):
    kernel.run("20 + 3")
    reply = kernel.ask(
        "history_request", {"hist_access_type": "tail", "n": 1, "output": True, "raw": True}
    )
    assert reply["history"][0][2] == ["20 + 3", "23"]


# Comms, and what no one knows


def test_history_outlives_the_kernel_and_is_shared_by_two():
    code = f"let marked{uuid.uuid4().hex} = 1"
    with front_end.started() as first, front_end.started() as second:
        first.run(code)
        search = {"hist_access_type": "search", "pattern": code, "output": False, "raw": True}
        (earlier,) = second.ask("history_request", search)["history"]
        second.run(code)
        rows = first.ask("history_request", search)["history"]
        assert [row[2] for row in rows] == [code, code]
        assert len({row[0] for row in rows}) == 2
        assert len(first.ask("history_request", search | {"unique": True})["history"]) == 1
        of_session = {"hist_access_type": "range", "session": earlier[0], "start": 1, "stop": 9}
    with front_end.started() as third:
        assert third.ask("history_request", search)["history"] == rows
        asked = third.ask("history_request", of_session | {"output": False, "raw": True})
        assert asked["history"] == [earlier]


# A widget that a front end makes by itself has no object of the program behind it.
@pytest.mark.parametrize("target", ["nobody", "jupyter.widget"])
def test_a_comm_for_an_unknown_target_is_closed_at_once(kernel, target):
    state = {"state": {"_model_name": "IntSliderModel"}, "buffer_paths": []}
    request = kernel.send("comm_open", {"comm_id": "c", "target_name": target, "data": state})
    published = kernel.published(request)
    assert types(published) == ["comm_close"]
    assert published[0]["content"]["comm_id"] == "c"
    assert kernel.ask("comm_info_request", {}) == {"status": "ok", "comms": {}}


@pytest.mark.parametrize(
    "channel, msg_type",
    [("shell", "fancy_request"), ("control", "fancy_request"), ("control", "execute_request")],
)
def test_a_request_that_no_one_knows_is_answered(kernel, channel, msg_type):
    assert kernel.ask(msg_type, {"code": "1 + 1"}, channel)["status"] == "error"


@pytest.mark.parametrize(
    "msg_type, content",
    [
        ("execute_request", {"code": 3}),
        ("execute_request", {}),
        ("complete_request", {"code": "x", "cursor_pos": "3"}),
        ("inspect_request", {"code": None}),
        ("history_request", {"hist_access_type": "all"}),
    ],
)
def test_content_that_makes_no_sense_is_answered_with_an_error(kernel, msg_type, content):
    assert kernel.ask(msg_type, content)["ename"] == "InvalidRequest"


# Beginning and end


@pytest.mark.parametrize("channel", ["control", "shell"])
@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_is_answered_to_the_asker_and_to_everyone(channel, restart):
    with front_end.started() as kernel:
        request = kernel.send("shutdown_request", {"restart": restart}, channel)
        reply = kernel.reply(request, channel)
        assert reply["content"] == {"status": "ok", "restart": restart}
        published = kernel.published(request)
        assert [message["content"] for message in published] == [reply["content"]]
        assert kernel.manager.provisioner.process.wait(TIMEOUT) == 0


def test_shutdown_while_a_cell_runs_answers_every_request(kernel):
    with front_end.started() as kernel:
        running = kernel.execute("while true {}")
        waiting = kernel.execute("1 + 1")
        kernel.wait_until_running(running)
        request = kernel.send("shutdown_request", {"restart": False}, "control")
        kernel.reply(request, "control")
        assert kernel.reply(running)["content"]["status"] == "error"
        assert kernel.reply(waiting)["content"]["ename"] == "Aborted"
        assert kernel.manager.provisioner.process.wait(TIMEOUT) == 0


def test_a_restart_begins_a_new_session_that_counts_from_one():
    with front_end.started() as kernel:
        kernel.run("1 + 1")
        before = kernel.checker.session
        kernel.client.stop_channels()
        kernel.manager.restart_kernel()
        again = front_end.FrontEnd(kernel.manager)
        reply, _ = again.run("1 + 1")
        assert reply["execution_count"] == 1
        assert again.checker.session != before
        again.client.stop_channels()


def test_sigterm_ends_the_process_in_order():
    with front_end.started() as kernel:
        os.kill(kernel.manager.provisioner.pid, signal.SIGTERM)
        assert kernel.manager.provisioner.process.wait(TIMEOUT) == 0


# The wire


def test_the_first_thing_that_a_subscriber_hears_is_the_welcome(kernel):
    info = kernel.manager.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.linger = 0
    socket.subscribe(b"status")
    socket.connect(f"tcp://{info['ip']}:{info['iopub_port']}")
    assert socket.poll(TIMEOUT * 1000)
    session = Session(key=info["key"], signature_scheme=info["signature_scheme"])
    topics, parts = session.feed_identities(socket.recv_multipart())
    message = session.deserialize(parts)
    socket.close()
    assert topics == [b"status"]
    assert message["msg_type"] == "iopub_welcome"
    assert message["content"] == {"subscription": "status"}
    assert message["parent_header"] == {}
    # Everyone whose subscription covers the topic hears the welcome.
    while kernel.receive("iopub")["msg_type"] != "iopub_welcome":
        pass


def test_a_heartbeat_comes_back_while_a_cell_runs(kernel):
    running = kernel.execute("while true {}")
    kernel.wait_until_running(running)
    info = kernel.manager.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    socket.connect(f"tcp://{info['ip']}:{info['hb_port']}")
    socket.send(b"ping")
    assert socket.poll(TIMEOUT * 1000)
    assert socket.recv() == b"ping"
    socket.close()
    interrupt = kernel.interrupt()
    kernel.reply(running)
    kernel.published_until_idle(running, interrupt)


def test_unix_sockets_carry_the_same(tmp_path):
    with front_end.started(transport="ipc", ip=str(tmp_path / "k")) as kernel:
        reply, published = kernel.run("1 + 1")
        assert published[-1]["content"]["data"]["text/plain"] == "2"


@pytest.mark.parametrize(
    "scheme", ["hmac-sha1", "hmac-sha384", "hmac-sha512", "hmac-sha3_256", "hmac-blake2b"]
)
def test_messages_can_be_signed_by(scheme):
    with front_end.started(signature_scheme=scheme) as kernel:
        assert kernel.run("1 + 1")[0]["status"] == "ok"


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_what_is_on_the_wire_can_be_encrypted(transport, tmp_path):
    manager = KernelManager(kernel_name=KERNEL, transport=transport)
    if transport == "ipc":
        manager.ip = str(tmp_path / "k")
    manager.kernel_spec.metadata["supported_encryption"] = ["curve"]
    manager.transport_encryption = "required"
    manager.start_kernel()
    kernel = front_end.FrontEnd(manager)
    assert kernel.run("1 + 1")[0]["status"] == "ok"
    # A peer without the key is not heard.
    info = manager.get_connection_info()
    separator = ":" if transport == "tcp" else "-"
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    socket.connect(f"{transport}://{info['ip']}{separator}{info['hb_port']}")
    socket.send(b"ping")
    assert not socket.poll(500)
    socket.close()
    kernel.client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("mode, count", [(0o600, 0), (0o640, 1)])
def test_a_connection_file_that_others_can_read_is_told_of(mode, count, tmp_path):
    path, _ = write_connection_file(str(tmp_path / "connection.json"), key=b"secret")
    os.chmod(path, mode)
    command = KernelManager(kernel_name=KERNEL).kernel_spec.argv
    process = subprocess.Popen(
        [part.replace("{connection_file}", path) for part in command],
        stderr=subprocess.PIPE, encoding="utf-8")
    client = BlockingKernelClient(connection_file=path)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    client.shutdown()
    _, log = process.communicate(timeout=TIMEOUT)
    client.stop_channels()
    assert log.count("can read") == count


def test_a_missing_connection_file_is_one_clear_line(tmp_path):
    manager = KernelManager(kernel_name=KERNEL)
    command = manager.kernel_spec.argv
    missing = str(tmp_path / "missing.json")
    result = subprocess.run(
        [part.replace("{connection_file}", missing) for part in command],
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    assert result.returncode != 0
    assert missing in result.stderr
    assert result.stderr.count("\n") == 1


# The checks themselves


def test_the_specification_refuses_what_it_does_not_say():
    header = {
        "msg_id": "1",
        "session": "s",
        "username": "",
        "date": specification.datetime.datetime.now(specification.datetime.timezone.utc),
        "msg_type": "status",
        "version": "5.5",
    }
    message = {"header": header, "metadata": {}, "content": {"execution_state": "asleep"}}
    with pytest.raises(specification.jsonschema.ValidationError):
        specification.Checker().check(message, "iopub")
    message["content"] = {"execution_state": "idle"}
    checker = specification.Checker()
    checker.check(message, "iopub")
    with pytest.raises(AssertionError, match="twice"):
        checker.check(message, "iopub")
