"""A progress bar on standard error, for runs that take long enough to need one."""

import sys
import time
from types import TracebackType
from typing import Any

DELAY = 0.7


class Bar:
    """Shows how many packages, or other things, are done once the run has taken `delay` seconds; gone at its end."""

    def __init__(self, color: bool, things: str = "packages", delay: float = DELAY) -> None:
        self._color = color
        self._things = things
        self._delay = delay
        self._started = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, done: int, total: int) -> None:
        """Tell how far the run is; `total` 0 means unknown."""
        if self._bar is None:
            if time.monotonic() - self._started < self._delay:
                return
            self._start()
        self._bar.update(self._task, completed=done, total=total or None)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(file=sys.stderr, no_color=not self._color)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(self._things, total=None)
        self._bar.start()
