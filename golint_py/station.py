"""A process that analyses packages for a worker of a cluster: it reads no files, all that it needs is sent to it.

It keeps what it was sent of other packages, so that each of them comes once.
"""

import gc
import os
import tempfile
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from golint_py.child import serve
from golint_py.config import Options
from golint_py.contents import digest
from golint_py.limits import Limits
from golint_py.load.tree import Entry, Stat
from golint_py.rule_index import known_rules
from golint_py.tasks import Task, Traced, Workshop, facts_of, told_of
from golint_py.watch import resident
from golint_py.wire import encode_result

MODULE = "golint_py.station"
encode = msgspec.msgpack.Encoder().encode


class Setup(Struct, frozen=True):
    """What holds for a whole run: ids of the rules, numbers of packages, texts of files with further facts; `traced`:
    digests are wanted of what the results come from."""

    rules: tuple[str, ...]
    numbers: dict[str, int]
    knowledge: tuple[bytes, ...]
    traced: bool
    limits: Limits


class Part(Struct, frozen=True, array_like=True):
    """What others see of a package: its encoded declarations, and flows, if it has some."""

    exports: bytes
    flows: bytes | None


class Work(Struct, frozen=True):
    """A package in one configuration, the bytes of its files, and why others of them cannot be read."""

    task: Task
    files: dict[str, bytes]
    unreadable: dict[str, str]


class Question(Struct, frozen=True):
    """Encoded: the setup, for the first question; the work; packages that it sees and that were not sent before."""

    setup: bytes
    work: msgspec.Raw
    parts: dict[int, bytes]


class Reply(Struct, frozen=True):
    """What came out: the encoded result and `Part` (b"" for a further configuration), what it has looked at; `size` of
    the process in megabytes. `failure`: why there is nothing."""

    result: bytes = b""
    part: bytes = b""
    traced: Traced | None = None
    size: int = 0
    failure: str = ""


class Sent:
    """The files that were sent."""

    def __init__(self, files: dict[str, bytes], unreadable: dict[str, str]) -> None:
        self._files = files
        self._unreadable = unreadable

    def list(self, directory: str) -> tuple[Entry, ...]:
        """Never asked."""
        raise FileNotFoundError(directory)

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        if path in self._unreadable:
            raise OSError(0, self._unreadable[path])
        data = self._files[path]
        return data if limit < 0 else data[:limit]

    def stat(self, path: str) -> Stat | None:
        """Never asked."""
        return None


class Station:
    """The state of the process."""

    def __init__(self) -> None:
        self._parts: dict[int, Part] = {}
        self._published = b""
        self._workshop: Workshop | None = None
        self._part = msgspec.msgpack.Decoder(Part)
        self._question = msgspec.msgpack.Decoder(Question)
        self._work = msgspec.msgpack.Decoder(Work)

    def answer(self, data: bytes) -> bytes:
        """The reply to a question."""
        question = self._question.decode(data)
        if self._workshop is None:
            self._workshop = self._made(msgspec.msgpack.decode(question.setup, type=Setup))
        self._parts.update((number, self._part.decode(part)) for number, part in question.parts.items())
        work = self._work.decode(question.work)
        self._workshop.tree = Sent(work.files, work.unreadable)
        flows = {number for number, part in self._parts.items() if part.flows is not None}
        outcome = self._workshop.run(work.task, self._publish, told_of(work.task, flows))
        part = b""
        if not work.task.job.label:
            part = encode(Part(self._published, encode(outcome.flows) if outcome.flows is not None else None))
        return encode(Reply(encode_result(outcome.result), part, outcome.traced, resident()))

    def _publish(self, _number: int, exports: bytes, _leads: bool) -> None:
        self._published = exports

    def _made(self, setup: Setup) -> Workshop:
        rules = {rule.id: rule for rule in known_rules()}
        chosen = [rules[name] for name in setup.rules]
        sinks = _facts(setup.knowledge)
        traced = digest if setup.traced else None
        return Workshop(Sent({}, {}), chosen, setup.numbers, self._exports, self._flows, sinks, traced, setup.limits)

    def _exports(self, number: int) -> bytes:
        return self._parts[number].exports

    def _flows(self, number: int) -> bytes:
        return self._parts[number].flows or b""


def _facts(texts: Sequence[bytes]) -> tuple[bytes, ...]:
    """How calls of the sinks among the project's own facts look in a text."""
    if not texts:
        return ()
    with tempfile.TemporaryDirectory(prefix="golint-py-") as folder:
        paths = tuple(os.path.join(folder, f"{number}.toml") for number in range(len(texts)))
        for path, text in zip(paths, texts, strict=True):
            with open(path, "wb") as file:
                file.write(text)
        return facts_of(Options(root="", paths=(), knowledge=paths))


def main() -> None:
    """Answer questions."""
    gc.disable()  # as in other workers: `tasks` turns it on again, at a pace that fits
    serve(Station().answer)
