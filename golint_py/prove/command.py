"""Runs one command with all that it starts: whatever ends the wait ends them, and nothing is left behind."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from msgspec import Struct

_PATIENCE = 5  # seconds to clean up, from the request to end until the end


class Done(Struct, frozen=True):
    """How a command ended, and what it said."""

    code: int
    said: str


def run(line: Sequence[str], folder: str, environment: Mapping[str, str], seconds: float) -> Done:
    """Run a command in the folder. Raises `OSError`, and `subprocess.TimeoutExpired` after so many seconds."""
    with _ended_cleanly():
        process = subprocess.Popen(
            line,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        with process:
            try:
                out, err = process.communicate(timeout=seconds)
            except BaseException:
                _end(process)
                raise
    return Done(process.returncode, out + err)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask the command and all that it has started to end, then make them."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    until = time.monotonic() + _PATIENCE
    asked = _tell(process, signal.SIGINT)
    while asked and time.monotonic() < until:
        process.poll()
        asked = _tell(process, None)
        time.sleep(0.02)
    _tell(process, signal.SIGKILL)


def _tell(process: subprocess.Popen[str], number: signal.Signals | None) -> bool:
    """Send a signal to the command and all that it has started (None: none); whether anybody is there."""
    try:
        os.killpg(process.pid, number or 0)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _ended_cleanly() -> Iterator[None]:
    """Meanwhile a request to end (SIGTERM) is an exception, so that temporary files go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
