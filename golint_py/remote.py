"""Packages on the workers of a cluster: one task for each package in each configuration, when those that it imports are
done.

The files of a package are read here and sent with its task, so that workers need neither the files nor a folder that
all of them see. What others see of a package is a task of its own that stays on the workers: they give it each other,
and dask computes it again where it was lost.
"""

import os
import threading
import time
from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

import msgspec

from golint_py.child import Child, ChildError
from golint_py.cluster import AGAIN, LOST, answer, connect, submit
from golint_py.config import Options
from golint_py.contents import digest
from golint_py.limits import Limits
from golint_py.load.tree import SourceTree, reason
from golint_py.recall import Found, Ran, Recall
from golint_py.stage import Result, died, nothing_exported
from golint_py.station import MODULE, Part, Question, Reply, Setup, Work, encode
from golint_py.tasks import Progress, Task, numbers_of
from golint_py.wire import decode_result

GROWN = 500  # megabytes of a station from which on it is replaced
IDLE = 60.0  # seconds after which a station of another run is ended
_REPLY = msgspec.msgpack.Decoder(Reply)
_PART = msgspec.msgpack.Decoder(Part)


# --- On a worker ------------------------------------------------------------------------------------------------------


class _Station:
    """A process for one run, the setup if it was not told yet, and the numbers of the packages that it knows."""

    def __init__(self, setup: bytes) -> None:
        self.child = Child(MODULE)
        self.setup = setup
        self.known: set[int] = set()
        self.used = time.monotonic()


_idle: dict[bytes, list[_Station]] = {}
_lock = threading.Lock()


def analyse(setup: bytes, work: bytes, numbers: Sequence[int], *parts: bytes) -> bytes:
    """The encoded reply to a package; `parts` are what it sees of those with the numbers. A process that dies of it is
    replaced once."""
    why = ""
    for _ in range(2):
        station = _taken(setup)
        new = {number: part for number, part in zip(numbers, parts, strict=True) if number not in station.known}
        question, station.setup = Question(station.setup, msgspec.Raw(work), new), b""
        try:
            data = station.child.ask(encode(question))
        except ChildError as error:
            why = str(error)
            continue
        station.known.update(new)
        if _REPLY.decode(data).size > GROWN:
            station.child.close()
        else:
            station.used = time.monotonic()
            with _lock:
                _idle.setdefault(setup, []).append(station)
        return data
    return encode(Reply(failure=f"the process that worked on it was {why}, twice"))


def _taken(setup: bytes) -> _Station:
    """A station of the run that nobody uses, or a new one."""
    with _lock:
        old = [one for key, several in _idle.items() if key != setup for one in several]
        ended = [one for one in old if time.monotonic() - one.used > IDLE]
        for key in list(_idle):
            _idle[key] = [one for one in _idle[key] if one not in ended]
        found = _idle.get(setup)
        station = found.pop() if found else None
    for one in ended:
        one.child.close()
    return station or _Station(setup)


def forget(setup: bytes) -> None:
    """The run is over."""
    with _lock:
        stations = _idle.pop(setup, [])
    for station in stations:
        station.child.close()


def part_of(reply: bytes) -> bytes:
    """What others see of a package."""
    return _REPLY.decode(reply).part


def itself(data: bytes) -> bytes:
    """What is known here, for others."""
    return data


# --- In the parent ----------------------------------------------------------------------------------------------------


def run_on_cluster(
    options: Options,
    tree: SourceTree,
    tasks: Sequence[Task],
    rules: Sequence[str],
    recall: Recall,
    known: Mapping[int, Found],
    progress: Progress | None,
    limits: Limits,
) -> Ran:
    """The results of all tasks that are not known, in any order. Raises `ConfigError`, also where the cluster goes."""
    knowledge = tuple(_bytes(path) for path in options.knowledge)
    setup = encode(Setup(tuple(rules), numbers_of(tasks), knowledge, recall.digest is not None, limits))
    client = connect(options.executor)
    try:
        run = _Run(client, setup, tree, tasks, recall, known, progress)
        run.keep_exports = options.keep_exports
        run.until_done()
        client.run(forget, setup, on_error="ignore")
    finally:
        client.close()
    return run.ran


class _Run:
    """The schedule; mutable while the run lasts."""

    keep_exports = False

    def __init__(
        self,
        client: Any,
        setup: bytes,
        tree: SourceTree,
        tasks: Sequence[Task],
        recall: Recall,
        known: Mapping[int, Found],
        progress: Progress | None,
    ) -> None:
        from distributed import as_completed  # only where there is a cluster

        self.ran = Ran([], [])
        self._client = client
        self._tree = tree
        self._tasks = tasks
        self._recall = recall
        self._known = dict(known)
        self._progress = progress
        self._name = f"golint-py-{os.urandom(8).hex()}"
        self._setup = submit(client, f"{self._name}-setup", itself, setup)
        self._ranks = _ranks(tasks)
        self._left = [AGAIN] * len(tasks)
        self._parts: dict[int, Any] = {}
        self._numbers: dict[Any, int] = {}
        self._completed = as_completed([], loop=client.loop)
        self._done = len(known)

    def until_done(self) -> None:
        """Do all tasks."""
        order = TopologicalSorter({task.number: task.imports for task in self._tasks})
        order.prepare()
        while order.is_active():
            ready = order.get_ready()
            for number in ready:
                if self._found(number):
                    order.done(number)
                else:
                    self._submit(self._tasks[number])
            if not ready:
                future = next(self._completed)
                number = self._numbers.pop(future)
                data, why = answer(future)
                future.release()
                if why == LOST and self._left[number]:
                    self._left[number] -= 1
                    self._submit(self._tasks[number])
                    continue
                self._take(number, data, why)
                order.done(number)

    def _found(self, number: int) -> bool:
        """Whether it needs no analysis: it is known, or is now that all that it sees is."""
        if number in self._known:
            return True
        found = self._recall.find(self._tasks[number])
        if found is None:
            return False
        self._known[number] = found
        self._finish(found.result)
        return True

    def _submit(self, task: Task) -> None:
        visible = int.from_bytes(task.visible, "little")
        numbers = [number for number in range(task.number) if visible >> number & 1]
        parts = [self._part(number) for number in numbers]
        work = encode(self._work(task))
        key, rank = f"{self._name}-{task.number}-{self._left[task.number]}", self._ranks[task.number]
        future = submit(self._client, key, analyse, self._setup, work, numbers, *parts, priority=rank)
        if not task.job.label:
            self._parts[task.number] = submit(self._client, f"{key}-part", part_of, future, priority=rank)
        self._numbers[future] = task.number
        self._completed.add(future)

    def _part(self, number: int) -> Any:
        if number not in self._parts:
            flows = self._recall.flows(number) if self._known[number].flows else None
            self._give(number, Part(self._recall.exports(number), flows))
        return self._parts[number]

    def _give(self, number: int, part: Part) -> None:
        self._parts[number] = submit(self._client, f"{self._name}-{number}-given", itself, encode(part))

    def _work(self, task: Task) -> Work:
        files: dict[str, bytes] = {}
        unreadable: dict[str, str] = {}
        for path in sorted(file.path for file in task.job.files):
            try:
                files[path] = self._tree.read(path)
            except OSError as error:
                unreadable[path] = reason(error)
        return Work(task, files, unreadable)

    def _take(self, number: int, data: bytes | None, why: str) -> None:
        """A package is analysed, or given up."""
        task = self._tasks[number]
        reply = _REPLY.decode(data) if data is not None else Reply(failure=why)
        self.ran.analysed.append(task.job.path)
        part = self._seen(task, reply)
        if self._recall.digest is not None and reply.traced is not None:
            self._recall.keep(task, reply.result, part.exports, part.flows or b"", reply.traced)
        self._finish(died(task.job, reply.failure) if reply.failure else decode_result(reply.result))

    def _seen(self, task: Task, reply: Reply) -> Part:
        """What others see of a package, from now on; nothing of one in a further configuration."""
        if task.job.label:
            return Part(b"", None)
        if reply.failure:
            part = Part(nothing_exported(task.job), None)
            self._give(task.number, part)
        else:
            part = _PART.decode(reply.part)
        if self.keep_exports:
            self.ran.exports[task.job.path] = part.exports
        if self._recall.digest is not None:
            flows = part.flows or b""
            self._recall.settle(task.number, digest(part.exports), digest(flows) if flows else b"")
        return part

    def _finish(self, result: Result) -> None:
        self.ran.results.append(result)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, len(self._tasks))


def _ranks(tasks: Sequence[Task]) -> list[int]:
    """The weight of the heaviest chain of packages that starts with each."""
    ranks = [task.weight for task in tasks]
    for task in reversed(tasks):
        for before in task.imports:
            ranks[before] = max(ranks[before], tasks[before].weight + ranks[task.number])
    return ranks


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
