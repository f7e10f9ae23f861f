"""Style and types: ruff and mypy --strict have nothing to say, so that one command shows all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "ruff": ["ruff", "check", "--no-cache", "golint_py", "rules", "tests", "benchmarks"],
    "format": ["ruff", "format", "--check", "--no-cache", "golint_py", "rules", "tests", "benchmarks"],
    "mypy": ["mypy"],
    "mypy of the rules": ["mypy", "-p", "golint_py", "-p", "golint_py.rules"],
}


@pytest.mark.parametrize("name", ["ruff", "format", "mypy"])
def test_nothing_to_say(name: str) -> None:
    command = [sys.executable, "-m", *COMMANDS[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
