"""A real cluster of dask.distributed for tests: a scheduler and workers, each a process of its own."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import golint_py

HOME = Path(golint_py.__file__).resolve().parent.parent
distributed = pytest.importorskip("distributed")
PATIENCE = 120.0  # seconds


@contextlib.contextmanager
def running(*words: str, home: Path = HOME, log: Path) -> Iterator[None]:
    """A process of dask, with golint-py from `home`."""
    environment = os.environ | {"PYTHONPATH": str(home), "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=environment, cwd=log.parent, stdout=file, stderr=file
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler, such as 127.0.0.1:40001."""
    found = folder / "scheduler.json"
    words = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(found))
    with running("distributed.cli.dask_scheduler", *words, log=folder / "scheduler.log"):
        yield until(lambda: json.loads(found.read_text())["address"].removeprefix("tcp://") if found.exists() else "")


@contextlib.contextmanager
def workers(folder: Path, address: str, count: int = 1, home: Path = HOME) -> Iterator[None]:
    """Workers that have joined."""
    client = distributed.Client(f"tcp://{address}", set_as_default=False)
    before = len(client.scheduler_info(n_workers=-1)["workers"])
    words = ("--nworkers", str(count), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
    log = folder / f"workers{before}.log"
    try:
        with running("distributed.cli.dask_worker", f"tcp://{address}", *words, home=home, log=log):
            until(lambda: len(client.scheduler_info(n_workers=-1)["workers"]) == before + count)
            yield
    finally:
        client.close()


def until(ask: Any) -> Any:
    """The first answer that is not nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(ValueError, KeyError):
            if found := ask():
                return found
        time.sleep(0.02)
    raise TimeoutError


def processes(client: Any) -> dict[str, int]:
    """The numbers of the workers' processes by address."""
    found: dict[str, int] = client.run(os.getpid)
    return found
