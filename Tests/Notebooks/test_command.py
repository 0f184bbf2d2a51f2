"""The command `apus` as its users call it: what it prints and how it exits."""
import json
import pathlib
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def notebook(tmp_path):
    """Writes a notebook with these cells and returns its path."""

    def write(*cells):
        path = tmp_path / "given.ipynb"
        kernel = {"name": "apus", "display_name": "Apus (Swift)", "language": "swift"}
        nbformat.write(new_notebook(cells=[new_code_cell(code) for code in cells],
                                    metadata={"kernelspec": kernel}), path)
        return path

    return write


def test_version_is_a_number(apus):
    result = apus("--version")
    assert result.returncode == 0
    assert re.search(r"\d+\.\d+", result.stdout)


def test_help_names_every_command(apus):
    result = apus("help")
    assert result.returncode == 0
    for name in ("kernel", "install", "uninstall", "run", "eval"):
        assert re.search(rf"^\s*(apus )?{name}\b", result.stdout, re.MULTILINE), name


@pytest.mark.parametrize("wrong, right", [
    (("evl", "1"), "eval"),
    (("instal",), "install"),
    (("run", "a.ipynb", "--cell-timeot", "3"), "--cell-timeout"),
])
def test_a_wrong_name_gets_the_nearest_right_one(apus, wrong, right):
    result = apus(*wrong)
    assert result.returncode == 2
    assert right in result.stderr
    assert result.stdout == ""


def test_eval_prints_what_a_cell_would_show(apus):
    result = apus("eval", "let a = 20; a + 1 + a + 1")
    assert (result.returncode, result.stdout) == (0, "42\n")


def test_eval_reads_standard_input(apus):
    result = apus("eval", "-", stdin="print(1 + 1)\n")
    assert (result.returncode, result.stdout) == (0, "2\n")


def test_eval_of_a_fault_shows_the_place_and_fails(apus):
    result = apus("eval", "1 / 0")
    assert result.returncode == 1
    assert "^" in result.stdout + result.stderr


def test_run_writes_outputs_as_nbformat_does(apus, notebook, tmp_path):
    output = tmp_path / "out.ipynb"
    assert apus("run", notebook("1 + 1", 'print("é")'), "-o", output).returncode == 0
    text = output.read_text(encoding="utf-8")
    executed = nbformat.reads(text, as_version=4)
    nbformat.validate(executed)
    assert nbformat.writes(executed) + "\n" == text
    assert executed.cells[0].outputs[0].data["text/plain"] == "2"
    assert executed.cells[1].outputs[0].text == "é\n"


def test_run_stops_at_a_failed_cell(apus, notebook, tmp_path):
    output = tmp_path / "out.ipynb"
    assert apus("run", notebook("1", "1 / 0", "2"), "-o", output).returncode == 1
    executed = nbformat.read(output, as_version=4)
    assert [cell.execution_count for cell in executed.cells] == [1, 2, None]


def test_run_goes_on_where_errors_are_allowed(apus, notebook, tmp_path):
    output = tmp_path / "out.ipynb"
    result = apus("run", notebook("1", "1 / 0", "2"), "-o", output, "--allow-errors")
    assert result.returncode == 0
    executed = nbformat.read(output, as_version=4)
    assert [cell.execution_count for cell in executed.cells] == [1, 2, 3]
    assert executed.cells[1].outputs[0].output_type == "error"


def test_run_stops_a_cell_that_takes_too_long(apus, notebook, tmp_path):
    output = tmp_path / "out.ipynb"
    result = apus("run", notebook("while true {}"), "-o", output, "--cell-timeout", "1")
    assert result.returncode == 1


def test_install_and_uninstall_in_a_prefix(apus, tmp_path):
    assert apus("install", "--prefix", tmp_path).returncode == 0
    folder = tmp_path / "share/jupyter/kernels/apus"
    spec = json.loads((folder / "kernel.json").read_text())
    assert spec["language"] == "swift"
    assert spec["display_name"] == "Apus (Swift)"
    assert "{connection_file}" in spec["argv"]
    for logo in ("logo-32x32.png", "logo-64x64.png", "logo-svg.svg"):
        assert (folder / logo).stat().st_size > 0
    assert apus("uninstall", "--prefix", tmp_path).returncode == 0
    assert not folder.exists()


def test_the_commands_of_the_readme_exist(apus):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    commands = {line.split()[1] for block in blocks for line in block.splitlines()
                if line.split()[:1] == ["apus"]}
    assert commands, "README.md shows no use of apus"
    names = apus("help").stdout
    for name in commands:
        assert re.search(rf"^\s*(apus )?{name}\b", names, re.MULTILINE), name
