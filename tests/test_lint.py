"""Style and types: ruff and mypy --strict have nothing to say, so that one command shows all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [name for name in ("golint_py", "rules", "tests", "benchmarks") if (ROOT / name).is_dir()]
COMMANDS = {
    "ruff": ["ruff", "check", "--no-cache", *FOLDERS],
    "format": ["ruff", "format", "--check", "--no-cache", *FOLDERS],
    "mypy": ["mypy", "golint_py", "rules"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_to_say(name: str) -> None:
    command = [sys.executable, "-m", *COMMANDS[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
