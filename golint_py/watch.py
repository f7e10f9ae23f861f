"""Keeps to limits while a package is analysed.

A timer interrupts the work some times a second to look. Where a system has no such timer (Windows), or in a thread that
is not the main one, only what has not begun yet is stopped.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from golint_py.limits import Limits, OverLimit

TICK = 0.2  # seconds between two looks


class Watch:
    """Looks at the limits while a block runs."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._paused = False
        self._begun = 0.0

    @contextlib.contextmanager
    def over(self) -> Iterator[None]:
        """Raises `OverLimit` in the block when a limit is reached, at once where that was so before."""
        self._begun = time.time()
        self._look()
        if not _has_timer():
            yield
            return
        before = signal.signal(signal.SIGALRM, self._tick)
        signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is raised in the block: what it does must be done as a whole."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def _tick(self, _number: int, _frame: FrameType | None) -> None:
        if not self._paused:
            self._look()

    def _look(self) -> None:
        limits, now = self._limits, time.time()
        if limits.end and now > limits.end:
            raise OverLimit(f"the run took longer than {limits.total:g} seconds")
        if limits.seconds and now - self._begun > limits.seconds:
            raise OverLimit(f"its package took longer than {limits.seconds:g} seconds")
        if limits.megabytes and resident() > limits.megabytes:
            raise OverLimit(f"the process needed more than {limits.megabytes} MB of memory")


def _has_timer() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def resident() -> int:
    """The memory of this process in megabytes: what it has now, or, where only that is told, the most it has had."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, ValueError, IndexError):
        return most_resident()


def most_resident() -> int:
    """The most memory that this process has had, in megabytes; 0 where the system does not tell."""
    try:
        import resource  # not on Windows
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> (20 if sys.platform == "darwin" else 10)
