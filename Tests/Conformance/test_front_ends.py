"""Front ends other than notebooks: the console, `jupyter run`, and nbclient's own loop."""

import subprocess
import sys

import nbformat
from nbclient import NotebookClient

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
