"""What the tests of the command and of the notebooks share."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
APUS = os.environ.get("APUS", str(ROOT / ".build/release/apus"))


@pytest.fixture
def apus():
    """Runs the command `apus` and returns what became of it."""

    def run(*arguments, stdin="", **options):
        return subprocess.run([APUS, *map(str, arguments)], input=stdin, capture_output=True,
                              encoding="utf-8", timeout=120, **options)

    return run
