"""The conversation that JupyterLab's debugger has with the kernel, from its first question on."""

import os
import pathlib
import time

import pytest
from jupyter_client import KernelManager

import front_end

CODE = """\
func mean(_ numbers: [Double]) -> Double {
  var total = 0.0
  for number in numbers {
    total += number
  }
  return total / Double(numbers.count)
}
struct Point { var x = 1, label: String? = "p" }
enum Shape { case circle(radius: Double), none }
class Node { var next: Node? = nil; var value = 4 }
let point = Point()
let values: [String: [Int]] = ["a": [1, 2]]
let shape = Shape.circle(radius: 2.5)
let pair = (left: 1, "two")
let node = Node()
let weights = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
let result = mean([1, 2, 6])
print(result)
"""


class Debugger:
    """JupyterLab's side: one request after the other, and the events in between."""

    def __init__(self, kernel: front_end.FrontEnd) -> None:
        self.kernel = kernel
        self.count = 0
        self.messages: list[dict] = []

    def ask(self, command: str, **arguments) -> dict:
        """Sends a request and gives the whole response."""
        self.count += 1
        request = self.kernel.send(
            "debug_request",
            {
                "type": "request",
                "seq": self.count,
                "command": command,
                "arguments": arguments,
            },
            "control",
        )
        while True:
            message = self.kernel.receive("control")
            if message["parent_header"]["msg_id"] == request["msg_id"]:
                break
        response = message["content"]
        assert response["request_seq"] == self.count
        assert response["command"] == command
        # The front end takes a request for done when it has been idle, too.
        self.read(
            lambda other: other["content"].get("execution_state") == "idle"
            and other["parent_header"].get("msg_id") == request["msg_id"]
        )
        return response

    def body(self, command: str, **arguments) -> dict:
        response = self.ask(command, **arguments)
        assert response["success"], response
        return response.get("body", {})

    def read(self, is_wanted) -> dict:
        """Reads what is published up to a message that is wanted."""
        for index, message in enumerate(self.messages):
            if is_wanted(message):
                return self.messages.pop(index)
        while True:
            message = self.kernel.receive("iopub")
            if is_wanted(message):
                return message
            self.messages.append(message)

    def event(self, name: str) -> dict:
        return self.read(
            lambda message: message["msg_type"] == "debug_event"
            and message["content"]["event"] == name
        )["content"].get("body", {})

    def start(self) -> dict:
        info = self.body("debugInfo")
        capabilities = self.body(
            "initialize",
            clientID="jupyterlab",
            clientName="JupyterLab",
            adapterID="",
            pathFormat="path",
            linesStartAt1=True,
            columnsStartAt1=True,
            supportsVariableType=True,
            supportsVariablePaging=True,
            supportsRunInTerminalRequest=True,
            locale="en",
        )
        assert capabilities["supportsModulesRequest"]
        assert capabilities["exceptionBreakpointFilters"]
        self.body("attach")
        self.event("initialized")
        return info

    def set_breakpoints(self, code: str, *breakpoints) -> list[dict]:
        path = self.body("dumpCell", code=code)["sourcePath"]
        wanted = [point if isinstance(point, dict) else {"line": point} for point in breakpoints]
        answer = self.body(
            "setBreakpoints", source={"path": path}, breakpoints=wanted, sourceModified=False
        )
        return answer["breakpoints"]

    def frames(self) -> list[dict]:
        return self.body("stackTrace", threadId=1)["stackFrames"]

    def calls(self) -> list[tuple[str, int]]:
        return [(frame["name"], frame["line"]) for frame in self.frames()]

    def variables(self, reference: int) -> dict[str, dict]:
        found = self.body("variables", variablesReference=reference)["variables"]
        return {variable["name"]: variable for variable in found}

    def scope(self, name: str = "Locals", frame: int = 0) -> dict[str, dict]:
        scopes = self.body("scopes", frameId=self.frames()[frame]["id"])["scopes"]
        (reference,) = [s["variablesReference"] for s in scopes if s["name"] == name]
        return self.variables(reference)

    def values(self, **options) -> dict[str, str]:
        return {name: variable["value"] for name, variable in self.scope(**options).items()}

    def outcome(self, request: dict) -> dict:
        """The reply to a cell."""
        reply = self.kernel.receive("shell")
        assert reply["parent_header"]["msg_id"] == request["msg_id"]
        self.read(
            lambda other: other["content"].get("execution_state") == "idle"
            and other["parent_header"].get("msg_id") == request["msg_id"]
        )
        return reply["content"]

    def printed(self) -> str:
        streams = [m["content"]["text"] for m in self.messages if m["msg_type"] == "stream"]
        return "".join(streams)


@pytest.fixture
def kernel():
    with front_end.started() as kernel:
        yield kernel


@pytest.fixture
def debugger(kernel):
    debugger = Debugger(kernel)
    debugger.start()
    return debugger


def test_the_kernel_says_that_it_has_a_debugger(kernel):
    info = kernel.ask("kernel_info_request", {})
    assert info["debugger"] is True
    assert "debugger" in info["supported_features"]
    assert kernel.manager.kernel_spec.metadata["debugger"] is True


def test_the_whole_way_through_a_cell(debugger):
    (first, second) = debugger.set_breakpoints(CODE, 4, 17)
    assert (first["verified"], first["line"]) == (True, 4)
    assert (second["verified"], second["line"]) == (True, 17)
    debugger.body("configurationDone")
    cell = debugger.kernel.execute(CODE)
    stopped = debugger.event("stopped")
    assert (stopped["reason"], stopped["threadId"]) == ("breakpoint", 1)
    assert debugger.calls() == [("cell 1", 17)]
    names = [thread["id"] for thread in debugger.body("threads")["threads"]]
    assert names == [1]

    shown = debugger.scope()
    assert {name: variable["type"] for name, variable in shown.items()} == {
        "point": "Point",
        "values": "[String: [Int]]",
        "shape": "Shape",
        "pair": "(left: Int, String)",
        "node": "Node",
        "weights": "Tensor",
    }

    def parts(name):
        found = debugger.variables(shown[name]["variablesReference"])
        return {key: variable["value"] for key, variable in found.items()}

    assert parts("point") == {"x": "1", "label": 'Optional("p")'}
    assert parts("values") == {'"a"': "[1, 2]"}
    assert parts("shape") == {"radius": "2.5"}
    assert parts("pair") == {"left": "1", "1": '"two"'}
    assert parts("node") == {"next": "nil", "value": "4"}
    weights = parts("weights")
    assert weights["shape"] == "[2, 3]"
    assert (weights["min"], weights["mean"], weights["max"]) == ("1.0", "3.5", "6.0")
    assert weights["[1]"] == "Tensor([4., 5., 6.]) · Float32 [3]"

    debugger.body("stepIn", threadId=1)
    debugger.event("continued")
    assert debugger.event("stopped")["reason"] == "step"
    assert debugger.calls() == [("mean", 2), ("cell 1", 17)]
    assert debugger.values() == {"numbers": "[1.0, 2.0, 6.0]"}
    debugger.body("next", threadId=1)
    debugger.event("stopped")
    assert debugger.calls()[0] == ("mean", 3)
    assert debugger.values()["total"] == "0.0"
    debugger.body("continue", threadId=1)
    debugger.event("stopped")
    assert debugger.calls()[0] == ("mean", 4)
    frame = debugger.frames()[0]["id"]
    sum = debugger.body("evaluate", expression="total + number", frameId=frame, context="repl")
    assert (sum["result"], sum["type"]) == ("1.0", "Double")
    debugger.set_breakpoints(CODE, 18)
    debugger.body("stepOut", threadId=1)
    debugger.event("stopped")
    assert debugger.calls() == [("cell 1", 18)]
    assert debugger.values()["result"] == "3.0"
    debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "ok"
    assert debugger.printed() == "3.0\n"


def test_a_breakpoint_on_a_line_without_code_moves(debugger):
    points = debugger.set_breakpoints(CODE, 1, 7, 8, 99)
    assert [point["line"] for point in points] == [2, 11, 11, 18]
    assert all(point["verified"] for point in points)
    (point,) = debugger.set_breakpoints("// nothing", 1)
    assert point["verified"] is False and point["message"]


def test_a_functions_breakpoint_holds_in_other_cells(debugger):
    debugger.kernel.execute(CODE)
    debugger.kernel.receive("shell")
    debugger.set_breakpoints(CODE, 6)
    cell = debugger.kernel.execute("[[1.0], [3.0]].map { mean($0) }")
    debugger.event("stopped")
    assert debugger.calls() == [("mean", 6), ("closure", 1), ("cell 2", 1)]
    path = debugger.frames()[0]["source"]["path"]
    assert debugger.body("source", source={"path": path})["content"] == CODE
    debugger.set_breakpoints(CODE)
    debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "ok"


@pytest.mark.parametrize(
    "rule, stops",
    [
        ({"condition": "i == 42"}, ["42"]),
        ({"condition": "i % 40 == 0 && s > 0"}, ["40", "80"]),
        ({"hitCondition": "3"}, ["2"]),
        ({"hitCondition": ">= 99"}, ["98", "99"]),
        ({"hitCondition": "% 50"}, ["49", "99"]),
        ({"condition": "false"}, []),
    ],
)
def test_a_breakpoint_with_a_rule(debugger, rule, stops):
    code = "var s = 0\nfor i in 0..<100 {\n  s += i\n}\ns"
    debugger.set_breakpoints(code, {"line": 3} | rule)
    cell = debugger.kernel.execute(code)
    for stop in stops:
        debugger.event("stopped")
        assert debugger.values()["i"] == stop
        debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "ok"


def test_a_breakpoint_may_say_something_and_go_on(debugger):
    code = "for i in 0..<3 {\n  _ = i\n}"
    debugger.set_breakpoints(code, {"line": 2, "logMessage": "i is {i}, {i * i}"})
    assert debugger.outcome(debugger.kernel.execute(code))["status"] == "ok"
    said = [debugger.event("output")["output"] for _ in range(3)]
    assert said == ["i is 0, 0\n", "i is 1, 1\n", "i is 2, 4\n"]


def test_a_condition_that_cannot_be_told_stops_and_says_so(debugger):
    code = "let a = 1\nlet b = a + 1"
    debugger.set_breakpoints(code, {"line": 2, "condition": "nothing > 1"})
    cell = debugger.kernel.execute(code)
    assert "there is no 'nothing' here" in debugger.event("output")["output"]
    debugger.event("stopped")
    debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "ok"


def test_an_error_stops_with_its_frames_alive(debugger):
    code = """\
func pick(_ x: [Double], _ i: Int) -> Double {
  let row = i + 1
  return x[row]
}
pick([1.0, 2.0], 7)"""
    debugger.body("setExceptionBreakpoints", filters=["uncaught"])
    cell = debugger.kernel.execute(code)
    stopped = debugger.event("stopped")
    assert stopped["reason"] == "exception"
    assert "8" in stopped["text"]
    assert debugger.calls() == [("pick", 3), ("cell 1", 5)]
    assert debugger.values()["row"] == "8"
    assert debugger.body("exceptionInfo", threadId=1)["description"] == stopped["text"]
    debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "error"
    debugger.body(
        "setExceptionBreakpoints",
        filters=[],
        exceptionOptions=[{"path": [{"names": ["Swift Errors"]}], "breakMode": "never"}],
    )
    assert debugger.outcome(debugger.kernel.execute("[1][1]"))["status"] == "error"


@pytest.mark.parametrize("code", ["while true {\n  k += 1\n}", "while true { k += 1 }"])
def test_a_running_cell_pauses(debugger, code):
    assert debugger.outcome(debugger.kernel.execute("var k = 0"))["status"] == "ok"
    cell = debugger.kernel.execute(code)
    time.sleep(0.2)
    began = time.monotonic()
    debugger.body("pause", threadId=1)
    assert debugger.event("stopped")["reason"] == "pause"
    assert time.monotonic() - began < 2
    assert debugger.calls()[0][0] == "cell 2"
    # What looks into code is answered, as always.
    kernel = debugger.kernel
    complete = kernel.send("complete_request", {"code": "sof", "cursor_pos": 3})
    assert "softmax" in kernel.reply(complete)["content"]["matches"]
    inspect = kernel.send("inspect_request", {"code": "k", "cursor_pos": 1, "detail_level": 0})
    assert kernel.reply(inspect)["content"]["found"]
    # An interrupt ends the stop.
    began = time.monotonic()
    kernel.interrupt()
    assert debugger.outcome(cell)["ename"] == "Interrupted"
    assert time.monotonic() - began < 1
    assert debugger.body("debugInfo")["stoppedThreads"] == []
    assert debugger.outcome(kernel.execute("k > 0"))["status"] == "ok"


def test_a_subshell_runs_while_a_cell_is_stopped(debugger):
    kernel = debugger.kernel
    code = "var steps = 1\nsteps += 1\nsteps"
    debugger.set_breakpoints(code, 3)
    cell = kernel.execute(code)
    debugger.event("stopped")
    created = kernel.send("create_subshell_request", {}, "control")
    subshell = kernel.reply(created, "control")["content"]["subshell_id"]
    session = kernel.client.session
    message = session.msg("execute_request", front_end.execute_content("steps = 40"))
    message["header"]["subshell_id"] = subshell
    session.send(kernel.client.shell_channel.socket, message)
    assert kernel.receive("shell")["content"]["status"] == "ok"
    assert debugger.values() == {"steps": "40"}
    debugger.body("continue", threadId=1)
    assert debugger.outcome(cell)["status"] == "ok"


def test_variables_are_seen_while_nothing_is_stopped(debugger):
    assert debugger.outcome(debugger.kernel.execute(CODE))["status"] == "ok"
    found = debugger.body("inspectVariables")["variables"]
    shown = {variable["name"]: variable for variable in found}
    assert shown["result"]["value"] == "3.0"
    assert debugger.variables(shown["point"]["variablesReference"])["x"]["value"] == "1"
    rich = debugger.body("richInspectVariables", variableName="weights")
    assert "<table" in rich["data"]["text/html"]
    assert debugger.body("modules")["totalModules"] >= 0


def test_variables_are_seen_while_a_cell_runs(debugger):
    cell = debugger.kernel.execute("var turns = 0\nwhile true { turns += 1 }")
    time.sleep(0.2)

    def turns():
        (variable,) = debugger.body("inspectVariables")["variables"]
        return int(variable["value"])

    first = turns()
    assert turns() > first > 0
    debugger.kernel.interrupt()
    assert debugger.outcome(cell)["ename"] == "Interrupted"


@pytest.mark.parametrize("ending", ["shutdown", "disconnect"])
def test_a_stop_ends_with_the_debugger_or_the_kernel(debugger, ending):
    code = "let a = 1\nlet b = 2"
    debugger.set_breakpoints(code, 2)
    cell = debugger.kernel.execute(code)
    debugger.event("stopped")
    if ending == "disconnect":
        debugger.body("disconnect", restart=False, terminateDebuggee=False)
        assert debugger.outcome(cell)["status"] == "ok"
        return
    prefix = debugger.body("debugInfo")["tmpFilePrefix"]
    assert os.path.isdir(prefix)
    request = debugger.kernel.send("shutdown_request", {"restart": False}, "control")
    assert debugger.kernel.reply(request, "control")["content"]["status"] == "ok"
    deadline = time.monotonic() + 5
    while debugger.kernel.manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not debugger.kernel.manager.is_alive()
    assert not os.path.exists(prefix)


def test_breakpoints_are_set_again_after_a_restart_as_jupyterlab_does(debugger):
    """It dumps the cell anew and sends the breakpoints by the earlier path, and by the new one."""
    code = "let before = 1\nlet behind = 2"
    earlier = debugger.body("dumpCell", code=code)["sourcePath"]
    debugger.body("setBreakpoints", source={"path": earlier}, breakpoints=[{"line": 2}])
    debugger.kernel.client.stop_channels()
    debugger.kernel.manager.restart_kernel()
    again = Debugger(front_end.FrontEnd(debugger.kernel.manager))
    assert again.start()["breakpoints"] == []
    path = again.body("dumpCell", code=code)["sourcePath"]
    assert path != earlier and os.path.basename(path) == os.path.basename(earlier)
    for wanted, is_there in ((earlier, False), (path, True)):
        answer = again.body("setBreakpoints", source={"path": wanted}, breakpoints=[{"line": 2}])
        assert [point["verified"] for point in answer["breakpoints"]] == [is_there]
    cell = again.kernel.execute(code)
    again.event("stopped")
    assert again.calls() == [("cell 1", 2)]
    # Its tree shows the type of what has one, so that a value without parts has none.
    (shown,) = again.scope().values()
    assert (shown["name"], shown["value"], shown.get("type")) == ("before", "1", None)
    again.body("continue", threadId=1)
    assert again.outcome(cell)["status"] == "ok"
    again.kernel.client.stop_channels()


def test_a_cells_file_is_the_users_alone(debugger):
    path = pathlib.Path(debugger.body("dumpCell", code=CODE)["sourcePath"])
    assert path.read_text() == CODE
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_cells_are_named_as_ipykernel_names_them(debugger):
    from ipykernel.compiler import murmur2_x86

    info = debugger.body("debugInfo")
    for code in ["", "a", "ab", "abc", "abcd", "let ä = 1\n", "let 😀 = [1, 2]", CODE]:
        name = murmur2_x86(code, info["hashSeed"])
        path = debugger.body("dumpCell", code=code)["sourcePath"]
        assert path == f"{info['tmpFilePrefix']}{name}{info['tmpFileSuffix']}"


PYTHON = """\
def f(n):
    m = n + 1
    return m
x = f(2)
"""
SWIFT = """\
func f(_ n: [Int]) -> Int {
  let m = n.count + 1
  return m
}
let x = f([1, 2])
"""


def answers(kernel, code, line) -> dict[str, dict]:
    """What a kernel's debugger answers to the requests of one short session."""
    debugger = Debugger(kernel)
    bodies = {"debugInfo": debugger.start()}
    path = (dump := debugger.body("dumpCell", code=code))["sourcePath"]
    bodies["dumpCell"] = dump
    points = debugger.body("setBreakpoints", source={"path": path}, breakpoints=[{"line": line}])
    bodies["breakpoint"] = points["breakpoints"][0]
    debugger.ask("configurationDone")
    cell = kernel.execute(code)
    bodies["stopped"] = debugger.event("stopped")
    trace = debugger.body("stackTrace", threadId=1)
    bodies["stackTrace"], bodies["frame"] = trace, trace["stackFrames"][0]
    scopes = debugger.body("scopes", frameId=bodies["frame"]["id"])["scopes"]
    bodies["scope"] = scopes[0]
    found = debugger.body("variables", variablesReference=scopes[0]["variablesReference"])
    bodies["variable"] = [v for v in found["variables"] if v["name"] == "m"][0]
    bodies["evaluate"] = debugger.body(
        "evaluate", expression="m", frameId=bodies["frame"]["id"], context="repl"
    )
    bodies["continue"] = debugger.body("continue", threadId=1)
    debugger.outcome(cell)
    bodies["inspectVariables"] = debugger.body("inspectVariables")
    return bodies


class Unchecked:
    """For a kernel whose messages are not held against the specification."""

    def check(self, message, channel):
        pass


def test_answers_have_what_those_of_ipykernel_have():
    with front_end.started() as kernel:
        ours = answers(kernel, SWIFT, 3)
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    try:
        kernel = front_end.FrontEnd(manager)
        kernel.checker = Unchecked()
        theirs = answers(kernel, PYTHON, 3)
        kernel.client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)
    assert set(ours) == set(theirs)
    # Hints that are optional in the protocol and that JupyterLab does not read.
    hints = {"presentationHint", "line", "column", "endLine", "endColumn", "hitBreakpointIds"}
    # JupyterLab's tree shows the type of what has one instead of the value.
    ours["variable"]["type"] = None
    missing = {name: set(theirs[name]) - set(ours[name]) - hints for name in theirs}
    assert {name: keys for name, keys in missing.items() if keys} == {}
    for name in ("line", "name"):
        assert ours["frame"][name] == theirs["frame"][name]
    assert ours["variable"]["value"] == theirs["variable"]["value"] == "3"
