"""Front ends other than notebooks: the console, `jupyter run`, nbclient's own loop, Voilà and what
qtconsole asks; nbconvert and papermill are in Tests/Notebooks."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from nbclient import NotebookClient

import front_end
from front_end import KERNEL


def jupyter(*arguments, text="", timeout=60):
    command = [sys.executable, "-m", "jupyter_client.runapp", *arguments]
    if arguments[0] == "console":
        command = [sys.executable, "-m", "jupyter_console", *arguments[1:]]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=timeout)


def test_the_console_runs_what_is_typed():
    done = jupyter(
        "console", "--kernel", KERNEL, "--simple-prompt", "--ZMQTerminalInteractiveShell.kernel_timeout=60",
        text='let typed = 20\nprint("said \\(typed)")\ntyped + 1\n1 / 0\nexit\n')
    assert "said 20" in done.stdout
    assert "Out[3]: 21" in done.stdout
    assert "division by zero" in done.stderr


def test_jupyter_run_runs_a_file(tmp_path):
    file = tmp_path / "cell.swift"
    file.write_text("let squares = (1...3).map { $0 * $0 }\nprint(squares)\n")
    done = jupyter(str(file), "--kernel", KERNEL)
    assert done.stdout == "[1, 4, 9]\n"


def test_nbclient_stops_at_a_fault_and_keeps_what_was_shown():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in (
            'print("one")\n1 + 1', "let bad = 1 / 0", 'print("never")')])
    client = NotebookClient(notebook, kernel_name=KERNEL, allow_errors=True, timeout=60)
    client.execute()
    first, second, third = notebook.cells
    assert [output["output_type"] for output in first.outputs] == ["stream", "execute_result"]
    assert second.outputs[0]["output_type"] == "error"
    assert third.execution_count in (None, 2, 3)


def test_qtconsoles_history_and_pager():
    """What qtconsole asks beside what every front end does: it uses the arrows' history, inspects in
    detail, and shows pages."""
    with front_end.started() as kernel:
        info = kernel.ask("kernel_info_request", {})
        assert info["banner"] and info["language_info"]["pygments_lexer"] == "swift"
        code = "let asked = 12"
        kernel.run(code)
        tail = {"hist_access_type": "tail", "n": 1000, "output": False, "raw": True}
        assert kernel.ask("history_request", tail)["history"][-1][2] == code
        search = tail | {"hist_access_type": "search", "pattern": "let aske*", "unique": True}
        assert [row[2] for row in kernel.ask("history_request", search)["history"]] == [code]
        reply, published = kernel.run('help("softmax")')
        (page,) = reply["payload"]
        assert page["source"] == "page" and page["data"]["text/plain"].startswith("func softmax")
        assert [message["msg_type"] for message in published] == ["execute_input"]
        assert kernel.ask("is_complete_request", {"code": "if asked > 1 {"})["status"] == "incomplete"


@pytest.fixture
def voila(tmp_path):
    """Serves a notebook as Voilà does; its address."""
    cells = ['let ofTheAuthor = 20\nprint("said \\(ofTheAuthor + 1)")', "IntSlider(value: 3, max: 10)"]
    spec = {"name": KERNEL, "display_name": "Apus", "language": "swift"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in cells], metadata={"kernelspec": spec})
    nbformat.write(notebook, tmp_path / "page.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "voila", "page.ipynb", "--no-browser", f"--port={port}"]
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait(20)


def test_voila_serves_a_notebook(voila):
    deadline = time.monotonic() + 60
    while True:
        try:
            page = urllib.request.urlopen(voila, timeout=60).read().decode()
            break
        except (ConnectionError, urllib.error.URLError):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    assert "said 21" in page
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "ofTheAuthor" not in page
