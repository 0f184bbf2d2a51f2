"""Every notebook, executed by our runner, by nbconvert and by papermill, gives what is committed.

The last two start the kernel `apus` that Jupyter finds; Tests/run registers this clone's.
"""
import copy
import pathlib
import subprocess
import sys

import nbformat
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def apus_run(apus, notebook, output):
    return apus("run", notebook, "-o", output)


def nbconvert(apus, notebook, output):
    return python("nbconvert", "--to", "notebook", "--execute", notebook,
                  "--output-dir", output.parent, "--output", output.name)


def papermill(apus, notebook, output):
    return python("papermill", "--no-progress-bar", notebook, output)


def python(module, *arguments):
    return subprocess.run([sys.executable, "-m", module, *map(str, arguments)],
                          capture_output=True, encoding="utf-8", timeout=300)


def shown(notebook):
    """What a reader sees of each code cell: its number and its outputs.

    A stream may arrive in any number of pieces, so neighbours of one name are put together.
    """
    cells = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        outputs = []
        for output in map(copy.deepcopy, cell.outputs):
            last = outputs[-1] if outputs else {}
            if output.output_type == "stream" and last.get("name") == output.name:
                last["text"] += output.text
            else:
                outputs.append(output)
        cells.append((cell.id, cell.execution_count, outputs))
    return cells


# papermill runs the solutions only: it stops at a cell that is meant to fail, as the tour has two,
# and writes the whole notebook anew after each cell, of which the reference has 600.
RUNS = [(execute, notebook) for notebook in NOTEBOOKS for execute in (apus_run, nbconvert, papermill)
        if execute is not papermill or notebook.parent.name == "solutions"]


@pytest.mark.parametrize("execute, notebook", RUNS, ids=lambda part: getattr(part, "stem", None))
def test_a_notebook_gives_what_is_committed(apus, execute, notebook, tmp_path):
    output = tmp_path / notebook.name
    result = execute(apus, notebook, output)
    assert result.returncode == 0, result.stderr
    executed = nbformat.read(output, as_version=4)
    nbformat.validate(executed)
    assert shown(executed) == shown(nbformat.read(notebook, as_version=4))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_as_nbformat_writes_it(notebook):
    text = notebook.read_text(encoding="utf-8")
    assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_run_from_top_to_bottom(notebook):
    committed = shown(nbformat.read(notebook, as_version=4))
    assert [number for _, number, _ in committed] == list(range(1, len(committed) + 1))


def test_a_changed_digit_is_seen():
    committed = nbformat.read(ROOT / "notebooks/solutions/self-attention.ipynb", as_version=4)
    changed = copy.deepcopy(committed)
    streams = [output for cell in changed.cells for output in cell.get("outputs", [])
               if output.output_type == "stream" and "3.39" in output.text]
    streams[0].text = streams[0].text.replace("3.39", "3.38")
    assert shown(changed) != shown(committed)


def test_a_failed_check_names_its_cause(apus, tmp_path):
    notebook = nbformat.read(ROOT / "notebooks/solutions/self-attention.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("sqrt(Double(Q.shape[1]))", "1.0")
    broken, output = tmp_path / "broken.ipynb", tmp_path / "out.ipynb"
    nbformat.write(notebook, broken)
    assert apus("run", broken, "-o", output).returncode == 1
    errors = [output for cell in nbformat.read(output, as_version=4).cells
              for output in cell.get("outputs", []) if output.output_type == "error"]
    assert "square root of 6" in errors[0].evalue
