"""Writing changed files: each whole or not at all, with the mode that it had, only where it is still what was read."""

import contextlib
import os
import signal
import stat
import threading
from collections.abc import Iterator, Mapping


class NotWritten(OSError):
    """A file was left as it was; the text says why."""


def write_all(root: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Replace the files `after` (by path below the folder `root`), whose contents must be `before`.

    All new contents are on the disk before the first file is replaced, so that a full disk changes nothing; nor does
    who asks the run to end before that, and who asks later waits until all are replaced. A path that
    is, or goes through, a symbolic link is not written, nor is a file that its owner may not write. Raises
    `NotWritten`.
    """
    parts: list[tuple[str, str]] = []
    with _held_back() as asked:
        try:
            for path, data in sorted(after.items()):
                target = os.path.join(root, *path.split("/"))
                _check(root, path, target, before[path])
                part = f"{target}.{os.getpid()}.part"
                parts.append((part, target))
                _write(part, data, stat.S_IMODE(os.stat(target).st_mode))
            if asked:
                raise NotWritten("the run was asked to end")
            for part, target in parts:
                os.replace(part, target)
        except OSError as error:
            raise error if isinstance(error, NotWritten) else NotWritten(str(error)) from error
        finally:
            for part, _ in parts:
                if os.path.exists(part):
                    os.unlink(part)


@contextlib.contextmanager
def _held_back() -> Iterator[list[int]]:
    """Signals that ask the run to end, which they do behind this."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield asked  # signals are for the main thread
        return
    known = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    before = {one: handler for one, handler in known.items() if handler is not signal.SIG_IGN}
    for one in before:
        signal.signal(one, lambda number, _: asked.append(number))
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler if handler is not None else signal.SIG_DFL)
        for number in asked:
            signal.raise_signal(number)


def _check(root: str, path: str, target: str, expected: bytes) -> None:
    if os.path.realpath(target) != os.path.join(os.path.realpath(root), *path.split("/")):
        raise NotWritten(f"{path}: a symbolic link leads there")
    if not os.stat(target).st_mode & stat.S_IWUSR:
        raise NotWritten(f"{path}: the file is read-only")
    with open(target, "rb") as file:
        if file.read() != expected:
            raise NotWritten(f"{path}: changed while it was analysed")


def _write(part: str, data: bytes, mode: int) -> None:
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(part, mode)
