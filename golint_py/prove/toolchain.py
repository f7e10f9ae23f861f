"""Builds, vets and tests changed files with the go command, without writing them: `go build -overlay`.

Only what is new counts: what fails before the change is no reason against it. Tests that fail only with the change are
run alone without it: they may fail now and then, or another one may have ended the run before them.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from golint_py.prove.command import run as run_command
from golint_py.prove.complaints import failed_tests, failures_of, lines_of, telling

LEVELS = ("build", "test", "race")
TIMEOUT = 600  # seconds of one go command
_PREFIX = "golint-py-overlay-"
_REPLACED = re.compile(r"[^\s:]*" + _PREFIX + r"\w+[/\\]")  # also of an earlier run: vet keeps what it has said
_HERE = re.compile(r"(?<![\w.])\./")
_AGAIN = 3  # runs of a test, to see whether it fails without the change

_COMMANDS = {
    "build": (("build", "-o", os.devnull), ("vet",)),
    "test": (("build", "-o", os.devnull), ("vet",), ("test",)),
    "race": (("build", "-o", os.devnull), ("vet",), ("test", "-race")),
}


class GoMissing(Exception):
    """There is no go command."""


def prover(
    level: str, root: str, tags: Sequence[str] = (), environment: Mapping[str, str] = MappingProxyType({})
) -> Callable[[Mapping[str, bytes]], str]:
    """A function that says why changed files (by path below `root`) do not hold at the level, "" where they do. The go
    command runs with the variables of `environment` beside its own.

    Raises `GoMissing`.
    """
    go = shutil.which("go")
    if go is None:
        raise GoMissing("there is no go command on the search path")
    known: dict[tuple[str, ...], frozenset[str]] = {}

    def run(files: Mapping[str, bytes], line: Sequence[str], packages: Sequence[str], module: str) -> frozenset[str]:
        return _run(line, files, packages, root, module, os.environ | environment)

    def prove(files: Mapping[str, bytes]) -> str:
        for module, packages in sorted(_by_module(root, files).items()):
            for command in _COMMANDS[level]:
                line = (go, *command, *((f"-tags={','.join(tags)}",) if tags else ()))
                before = known.get((module, *line, *packages))
                if before is None:
                    before = known[(module, *line, *packages)] = run({}, line, packages, module)
                new = run(files, line, packages, module) - before
                if new and command[0] == "test":
                    tests = failed_tests(new)
                    again = (*line, f"-count={_AGAIN}", *((f"-run=^({'|'.join(tests)})$",) if tests else ()))
                    before = known[(module, *line, *packages)] = before | run({}, again, packages, module)
                    new -= before
                if new:
                    return f"go {command[0]} says: {telling(new)}"
        return ""

    return prove


def _by_module(root: str, files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """The packages of changed files as `./folder`, by the folder of their module."""
    found: dict[str, set[str]] = {}
    for path in files:
        folder = os.path.dirname(os.path.join(root, *path.split("/")))
        module = folder
        while not os.path.exists(os.path.join(module, "go.mod")) and module != os.path.dirname(module):
            module = os.path.dirname(module)
        if not os.path.exists(os.path.join(module, "go.mod")):
            module = folder
        found.setdefault(module, set()).add("./" + os.path.relpath(folder, module).replace(os.sep, "/"))
    return {module: tuple(sorted(packages)) for module, packages in found.items()}


def _run(
    line: Sequence[str],
    files: Mapping[str, bytes],
    packages: Sequence[str],
    root: str,
    module: str,
    environment: Mapping[str, str],
) -> frozenset[str]:
    """Lines of complaint, without line numbers, which a change moves; none for success."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=environment.get("GOTMPDIR") or None) as folder:
        work = os.path.join(folder, "work")  # an interrupted go command leaves files
        os.mkdir(work)
        replaced = {}
        for path, data in sorted(files.items()):
            target = os.path.join(root, *path.split("/"))
            part = os.path.join(folder, os.path.relpath(target, module).replace(os.pardir, "_"))
            os.makedirs(os.path.dirname(part), exist_ok=True)
            with open(part, "wb") as file:
                file.write(data)
            replaced[target] = part
        overlay = os.path.join(folder, "overlay.json")
        with open(overlay, "w", encoding="utf-8") as text:
            json.dump({"Replace": replaced}, text)
        command = [line[0], line[1], f"-overlay={overlay}", *line[2:], *packages]
        try:
            done = run_command(command, module, {**environment, "GOTMPDIR": work}, TIMEOUT)
        except (subprocess.TimeoutExpired, OSError) as error:
            return frozenset((f"it did not end: {error}",))
        if done.code == 0:
            return frozenset()
    said = _HERE.sub("", _REPLACED.sub("", done.said).replace(os.path.join(module, ""), ""))
    return failures_of(said) if line[1] == "test" else lines_of(said)
