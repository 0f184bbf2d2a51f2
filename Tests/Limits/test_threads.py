"""What runs beside a cell that does nothing: a library's threads would spin on its processors."""

import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))


def threads(process: subprocess.Popen) -> list[str]:
    tasks = pathlib.Path(f"/proc/{process.pid}/task")
    return sorted((task / "comm").read_text().strip() for task in tasks.iterdir())


def test_a_cell_runs_beside_no_threads_of_libraries():
    with subprocess.Popen([APUS, "eval", "sleep(30)"]) as process:
        try:
            deadline = time.monotonic() + 20
            while "apus-cells" not in threads(process) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert threads(process) == ["apus", "apus-cells"]
        finally:
            process.kill()
