"""Subshells: shells beside the main one, with a queue and a count of their own."""

import time

import pytest

import front_end


@pytest.fixture(scope="module")
def kernel():
    with front_end.started() as kernel:
        yield kernel


def send(kernel, subshell, code, **flags):
    session = kernel.client.session
    message = session.msg("execute_request", front_end.execute_content(code, **flags))
    message["header"]["subshell_id"] = subshell
    session.send(kernel.client.shell_channel.socket, message)
    return message["header"]


def outcome(kernel, *requests):
    """The replies by request, and what was printed, in the order of the messages."""
    replies, printed, idle = {}, {}, set()
    names = {request["msg_id"]: index for index, request in enumerate(requests)}
    while len(replies) < len(names):
        message = kernel.receive("shell")
        replies[names[message["parent_header"]["msg_id"]]] = message["content"]
    while len(idle) < len(names):
        message = kernel.receive("iopub")
        name = names.get(message["parent_header"]["msg_id"])
        if message["content"].get("execution_state") == "idle":
            idle.add(name)
        if message["msg_type"] == "stream":
            printed[name] = printed.get(name, "") + message["content"]["text"]
    return replies, printed


@pytest.fixture
def subshell(kernel):
    created = kernel.ask("create_subshell_request", {}, "control")["subshell_id"]
    assert kernel.ask("list_subshell_request", {}, "control")["subshell_id"] == [created]
    yield created
    kernel.ask("delete_subshell_request", {"subshell_id": created}, "control")
    assert kernel.ask("list_subshell_request", {}, "control")["subshell_id"] == []


def test_the_feature_is_announced(kernel):
    info = kernel.ask("kernel_info_request", {})
    assert "kernel subshells" in info["supported_features"]


@pytest.mark.parametrize("wait", ["sleep(30)", "while !isDone {}", "while !isDone { usleep(10) }"])
def test_a_subshell_ends_a_loop_of_the_main_shell(kernel, subshell, wait):
    main = kernel.execute(f'var isDone = false\nprint("main")\n{wait}\nisDone')
    kernel.wait_until_running(main)
    began = time.monotonic()
    other = send(kernel, subshell, 'print("sub")\nisDone = true\nisDone')
    if wait.startswith("sleep"):
        (reply, printed) = outcome(kernel, other)
        assert reply[0]["status"] == "ok"
        interrupt = kernel.interrupt()
        assert kernel.reply(main)["content"]["status"] == "error"
        kernel.published_until_idle(main, interrupt)
    else:
        replies, printed = outcome(kernel, main, other)
        assert [replies[index]["status"] for index in (0, 1)] == ["ok", "ok"]
        assert printed == {1: "sub\n"} or printed == {0: "main\n", 1: "sub\n"}
    assert time.monotonic() - began < 5


def test_counts_are_separate(kernel, subshell):
    before = kernel.run("1")[0]["execution_count"]
    replies, _ = outcome(kernel, send(kernel, subshell, "1"))
    assert replies[0]["execution_count"] == 1
    replies, _ = outcome(kernel, send(kernel, subshell, "1"))
    assert replies[0]["execution_count"] == 2
    assert kernel.run("1")[0]["execution_count"] == before + 1


def test_a_subshell_asks_its_front_end_for_a_line(kernel, subshell):
    request = send(kernel, subshell, 'let typed = readLine() ?? ""\ntyped', allow_stdin=True)
    question = kernel.receive("stdin")
    kernel.client.input("x")
    assert question["parent_header"]["msg_id"] == request["msg_id"]
    replies, _ = outcome(kernel, request)
    assert replies[0]["status"] == "ok"


def test_an_unknown_subshell_is_an_error(kernel):
    request = send(kernel, "nobody", "1")
    reply = kernel.reply(request)["content"]
    assert reply["status"] == "error"
    kernel.published(request)


def test_usage_is_told(kernel):
    first = kernel.ask("usage_request", {}, "control")
    assert first["kernel_memory"] > 1 << 20
    kernel.run("var sum = 0\nfor i in 0..<3_000_000 { sum += i }")
    busy = kernel.ask("usage_request", {}, "control")
    assert busy["kernel_cpu"] > first["kernel_cpu"] or busy["kernel_cpu"] > 10
    assert busy["pid"] == first["pid"]
