"""Processes that answer questions of their parent, bytes in and bytes out, and end when it ends, however it does.

Not `multiprocessing`: workers of a cluster may be daemons, which that lets have no children. A message is its length in
eight bytes and then itself, on the child's standard input and output; what code in the child prints goes to its
standard error. The child is the first of its own process group; when its input ends, the whole group does.
"""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

_HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The same code as here, whatever the working directory has.
_START = "import sys; sys.path.insert(0, {home!r}); from {module} import main; main()"


class ChildError(Exception):
    """The process has ended without an answer; the text says how."""


class Child:
    """A process that runs `main` of a module, which calls `serve`."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(home=_HOME, module=module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def ask(self, question: bytes) -> bytes:
        """The answer. Raises `ChildError`; then there is nobody to ask any more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            _send(self._process.stdin, question)
            return _receive(self._process.stdout)
        except (OSError, EOFError) as error:
            self.close()
            code = self._process.returncode
            raise ChildError(f"killed by signal {-code}" if code < 0 else f"ended with {code}") from error

    def close(self) -> None:
        """End it."""
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        self._process.wait()


def serve(answer: Callable[[bytes], bytes], folder: str = "") -> None:
    """Answer the questions on standard input until it ends; then the folder goes, too."""
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)

    def listen() -> None:
        while True:
            try:
                questions.put(_receive(source))
            except (OSError, EOFError):
                _end(folder)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        _send(target, answer(questions.get()))


def _end(folder: str) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """Raises `EOFError`."""
    size = int.from_bytes(_exactly(stream, 8), "big")
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
