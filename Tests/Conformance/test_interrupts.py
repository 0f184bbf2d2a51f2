"""Interrupts and shutdown, in whatever state a cell is."""

import time

import pytest

import front_end

STATES = {
    "a loop": "while true {}",
    "a loop of calls": "func f(_ n: Int) -> Int { n + 1 }\nvar k = 0\nwhile true { k = f(k) &- k }",
    "a long matrix product": "let a = Tensor.ones([6000, 6000])\nwhile true { _ = a.matmul(a) }",
    "a training loop": """
let model = Linear(64, 64)
let optimizer = SGD(model.parameters(), lr: 0.01)
let input = Tensor.ones([32, 64])
while true {
  optimizer.zeroGrad()
  let loss = mseLoss(model(input), input)
  loss.backward()
  optimizer.step()
}
""",
    "a sleep": "sleep(60)",
    "a question": "let line = readLine()",
    "a flood of prints": "var i = 0\nwhile true { print(i)\ni += 1 }",
    "a flood of updates": 'var n = 0\nwhile true { updateDisplay(n, id: "d")\nn += 1 }',
}


@pytest.fixture(scope="module")
def kernel():
    with front_end.started() as kernel:
        kernel.run("let kept = [1, 2, 3]")
        yield kernel


def begin(kernel, code):
    cell = kernel.execute(code, allow_stdin=True)
    while kernel.receive("iopub")["msg_type"] != "execute_input":
        pass
    if "readLine" in code:
        kernel.receive("stdin")
    time.sleep(0.3)
    return cell


@pytest.mark.parametrize(
    "interrupt", [front_end.FrontEnd.interrupt, front_end.FrontEnd.interrupt_by_signal]
)
@pytest.mark.parametrize("state", STATES)
def test_an_interrupt_ends(kernel, state, interrupt):
    for _ in range(2):
        cell = begin(kernel, STATES[state])
        waiting = kernel.execute("let never = 1")
        time.sleep(0.05)
        began = time.monotonic()
        asked = interrupt(kernel)
        reply = kernel.reply(cell)["content"]
        passed = time.monotonic() - began
        assert reply["status"] == "error" and reply["ename"] == "Interrupted"
        # The product in progress is 6,000 cubed; the rest is a matter of milliseconds.
        assert passed < 2, f"{passed * 1000:.0f} ms"
        assert kernel.reply(waiting)["content"]["ename"] == "Aborted"
        kernel.published_until_idle(waiting, asked)
        reply, published = kernel.run("kept")
        assert published[-1]["content"]["data"]["text/plain"] == "[1, 2, 3]"
        assert kernel.run("never")[0]["status"] == "error"


@pytest.mark.parametrize("state", STATES)
def test_shutdown_ends(state):
    with front_end.started() as kernel:
        cell = begin(kernel, STATES[state])
        began = time.monotonic()
        kernel.send("shutdown_request", {"restart": False}, "control")
        assert kernel.reply(cell)["content"]["status"] == "error"
        assert kernel.receive("control")["content"] == {"status": "ok", "restart": False}
        while kernel.manager.is_alive():
            assert time.monotonic() - began < 5
            time.sleep(0.02)


def test_after_an_answer_beside_it_a_running_cell_is_busy_again(kernel):
    cell = begin(kernel, "sleep(2)")
    for kind, content in (
        ("complete_request", {"code": "sof", "cursor_pos": 3}),
        ("inspect_request", {"code": "softmax", "cursor_pos": 3, "detail_level": 0}),
        ("is_complete_request", {"code": "{"}),
        ("comm_info_request", {}),
        ("kernel_info_request", {}),
    ):
        request = kernel.send(kind, content)
        kernel.reply(request)
        kernel.published_until_idle(request)
        again = kernel.receive("iopub")
        assert again["content"] == {"execution_state": "busy"}
        assert again["parent_header"]["msg_id"] == cell["msg_id"]
    interrupt = kernel.interrupt()
    kernel.reply(cell)
    kernel.published_until_idle(cell, interrupt)
