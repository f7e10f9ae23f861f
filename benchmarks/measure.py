"""Measures whole processes: wall and CPU time, the largest process, and which Go files they opened."""

import os
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

_OPENED = re.compile(rb'open(?:at)?\((?:AT_FDCWD|\d+<[^>]*>|\d+), "([^"]+\.go)"[^\n]*\) = \d')


class Command(Struct, frozen=True):
    """A tool on one folder: what is run there, with what is done before each run."""

    name: str
    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = {}
    prepare: Callable[[], None] | None = None
    expected: tuple[int, ...] = (0, 1)


class Cost(Struct, frozen=True):
    """One run: seconds on the clock and of all processors, megabytes of the largest process, the exit code."""

    wall: float
    cpu: float
    memory: float
    code: int


def cost(command: Command, limit: float) -> Cost | None:
    """Run a command once; None where it takes longer than `limit` seconds."""
    if command.prepare is not None:
        command.prepare()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GOLINT"))}
    start = time.perf_counter()
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=environment | dict(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        if time.perf_counter() - start > limit:
            os.killpg(process.pid, signal.SIGKILL)
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.002)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


class Row(Struct, frozen=True):
    """Medians of a command over the rounds, and the median of its ratios to the first command of each round."""

    name: str
    wall: float
    cpu: float
    memory: float
    ratio: float
    rounds: int
    note: str = ""
    files: str = ""
    megabytes: str = ""


def paired(commands: Sequence[Command], rounds: int, limit: float, say: Callable[[str], None]) -> list[Row]:
    """Run all commands in turn (A B C A B C ...), after one round that fills the caches of the system."""
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    notes: dict[str, str] = {}
    for number in range(rounds + 1):
        for command in commands:
            if command.name in notes:
                continue
            one = cost(command, limit)
            if one is None:
                notes[command.name] = f"longer than {limit:.0f} s"
                continue
            if one.code not in command.expected:
                notes[command.name] = f"failed with {one.code}"
                continue
            say(f"  round {number}: {command.name}: {one.wall:.2f} s, {one.cpu:.2f} s CPU, {one.memory:.0f} MB")
            if number or rounds == 0:
                costs[command.name].append(one)
    base = costs[commands[0].name]
    return [_row(name, found, base, notes.get(name, "")) for name, found in costs.items()]


def _row(name: str, found: Sequence[Cost], base: Sequence[Cost], note: str) -> Row:
    if not found:
        return Row(name, 0, 0, 0, 0, 0, note or "not run")
    ratios = [mine.wall / other.wall for mine, other in zip(found, base, strict=False)]
    return Row(
        name,
        statistics.median(one.wall for one in found),
        statistics.median(one.cpu for one in found),
        statistics.median(one.memory for one in found),
        statistics.median(ratios) if ratios else 0,
        len(found),
        note,
    )


def opened(command: Command, limit: float) -> tuple[int, int] | None:
    """How many Go files below its folder a command opens, and their bytes, by strace; None where that is not there."""
    if shutil.which("strace") is None:
        return None
    with tempfile.TemporaryDirectory() as log:  # one file for each process: in one file, they cut each other's lines
        words = ("strace", "-ff", "-qq", "-e", "trace=open,openat", "-o", os.path.join(log, "t"), *command.words)
        traced = Command(command.name, words, command.folder, command.environment, command.prepare)
        if cost(traced, limit) is None:
            return None
        names = {name for path in Path(log).iterdir() for name in _OPENED.findall(path.read_bytes())}
    top = command.folder.resolve()
    paths = {(command.folder / os.fsdecode(name)).resolve() for name in names}
    inside = [path for path in paths if path.is_relative_to(top) and path.is_file()]
    return len(inside), sum(path.stat().st_size for path in inside)
