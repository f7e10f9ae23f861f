"""Packages in several processes: a package starts when those that it imports are declared, in whatever process; when
they are analysed, where data may flow through them to commands. Further configurations come last: while workers are on
them, this process joins the packages.

Workers are started anew (no fork: threads of a progress bar may hold locks) and get tasks over a pipe, as msgpack. The
declarations of a package go to a file, which the workers that need them read; a result comes back over the pipe. A
worker that has grown is replaced; one that dies gives its task back, once.
"""

import contextlib
import gc
import heapq
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess

import msgspec
from msgspec import Struct

from golint_py.config import Options
from golint_py.joining import Joined
from golint_py.limits import Limits
from golint_py.recall import Forgetful, Found, Ran, Recall
from golint_py.rule_index import known_rules
from golint_py.stage import Result, died, nothing_exported
from golint_py.tasks import NO_LIMITS, Digest, Progress, Task, Traced, Workshop, facts_of, numbers_of, told_of, tree_of
from golint_py.watch import resident
from golint_py.wire import decode_result, encode_result

encode = msgspec.msgpack.Encoder().encode

EXPORTS, FLOWS = "", ".flows"  # ends of the names of files
SAFE_PATH = "PYTHONSAFEPATH"
GROWN = 250  # megabytes of a worker that has done its task, from which on it is replaced


class WorkerError(Exception):
    """Workers cannot be started here."""


Meanwhile = Callable[[Sequence[Result]], Joined]
Serve = Callable[[connection.Connection, bytes], None]


class Setup(Struct, frozen=True):
    """What a worker is told at its start: the options, ids of the rules, numbers of packages, the folder to share;
    `traced`: results are kept, and digests are wanted of what they come from."""

    options: Options
    rules: tuple[str, ...]
    numbers: dict[str, int]
    folder: str
    traced: bool
    limits: Limits


class Ready(Struct, frozen=True, tag="ready"):
    """The worker has started."""


class Given(Struct, frozen=True):
    """What a worker is to do: the task, and the numbers of the packages whose flows it is told."""

    task: Task
    told: tuple[int, ...]


class Declared(Struct, frozen=True, tag="declared"):
    """Package `number` is published, with the digest of its declarations; where it `leads` to commands, its flows
    follow with the result."""

    number: int
    leads: bool
    digest: bytes


class Done(Struct, frozen=True, tag="done"):
    """Task `number` is done: its encoded result, the digest of its package's flows (None: it has none; b"": not
    wanted), what it has looked at; `size` of the process in megabytes now (the most that it has had begins, on Linux,
    with what its parent had when it started it)."""

    number: int
    result: msgspec.Raw
    flows: bytes | None
    traced: Traced
    size: int


class Worker:
    """A process, its pipe, and the task that it is on."""

    __slots__ = ("pipe", "process", "ready", "task")

    def __init__(self, process: BaseProcess, pipe: connection.Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.task: Task | None = None
        self.ready = False


# --- In a worker ------------------------------------------------------------------------------------------------------


def serve(pipe: connection.Connection, setup_: bytes) -> None:
    """Run tasks until the pipe is closed."""
    gc.disable()  # as in the parent
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    setup = msgspec.msgpack.decode(setup_, type=Setup)
    threading.Thread(target=_end_with_parent, args=(setup.folder,), daemon=True).start()
    rules = {rule.id: rule for rule in known_rules()}
    digest = _digest() if setup.traced else None
    shared = Shared(setup.folder)

    def publish(number: int, exports: bytes, leads: bool) -> None:
        shared.write(EXPORTS, number, exports)
        pipe.send_bytes(encode(Declared(number, leads, digest(exports) if digest is not None else b"")))

    chosen = [rules[id_] for id_ in setup.rules]
    workshop = Workshop(
        tree_of(setup.options),
        chosen,
        setup.numbers,
        partial(shared.read, EXPORTS),
        partial(shared.read, FLOWS),
        facts_of(setup.options),
        digest,
        setup.limits,
    )
    decoder = msgspec.msgpack.Decoder(Given)
    try:
        pipe.send_bytes(encode(Ready()))
        while True:
            given = decoder.decode(pipe.recv_bytes())
            number, outcome = given.task.number, workshop.run(given.task, publish, given.told)
            flows = None
            if outcome.flows is not None:
                blob = encode(outcome.flows)
                shared.write(FLOWS, number, blob)
                flows = digest(blob) if digest is not None else b""
            pipe.send_bytes(
                encode(Done(number, msgspec.Raw(encode_result(outcome.result)), flows, outcome.traced, resident()))
            )
    except (EOFError, ConnectionError):  # the parent has what it needs
        return


def _digest() -> Digest:
    from golint_py.contents import digest  # hashlib

    return digest


class Shared:
    """The folder through which processes give each other declarations and flows of packages, by number."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def read(self, what: str, number: int) -> bytes:
        """What another process has written. Raises `OSError`."""
        with open(os.path.join(self._folder, f"{number}{what}"), "rb") as file:
            return file.read()

    def write(self, what: str, number: int, data: bytes) -> None:
        """Write it for others, before they are told."""
        with open(os.path.join(self._folder, f"{number}{what}"), "wb") as file:
            file.write(data)


def _end_with_parent(folder: str) -> None:
    """Wait for the parent to be killed; then nobody wants the results, and nobody else takes the folder away."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


# --- In the parent ----------------------------------------------------------------------------------------------------


def run_in_processes(
    options: Options,
    tasks: Sequence[Task],
    rules: Sequence[str],
    processes: int,
    progress: Progress | None = None,
    recall: Recall | None = None,
    known: Mapping[int, Found] | None = None,
    meanwhile: Meanwhile | None = None,
    serve: Serve = serve,
    limits: Limits = NO_LIMITS,
) -> Ran:
    """The results of all tasks that are not known, in any order. `meanwhile` is given those of default configurations
    as soon as these are done, in a thread, and counts as one of the processes. Raises `WorkerError`, and `OSError`
    where processes are not to be had."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"  # else the new interpreters look for modules where we are, in the code we read
    folder = tempfile.mkdtemp(prefix="golint-py-")
    recall = recall if recall is not None else Forgetful()
    setup = Setup(options, tuple(rules), numbers_of(tasks), folder, recall.digest is not None, limits)
    pool = _Pool(tasks, encode(setup), Shared(folder), serve, progress, recall, known or {}, meanwhile)
    try:
        pool.run(processes)
        if options.keep_exports:
            pool.ran.exports = pool.exports()
    finally:
        pool.stop()
        shutil.rmtree(folder, ignore_errors=True)
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before
    return pool.ran


class _Pool:
    """The schedule; mutable while the run lasts."""

    def __init__(
        self,
        tasks: Sequence[Task],
        setup: bytes,
        shared: Shared,
        serve: Serve,
        progress: Progress | None,
        recall: Recall,
        known: Mapping[int, Found],
        meanwhile: Meanwhile | None,
    ) -> None:
        self.tasks = tasks
        self.ran = Ran([], [])
        self._setup = setup
        self._shared = shared
        self._serve = serve
        self._progress = progress
        self._recall = recall
        self._context = get_context("spawn")
        self._decoder = msgspec.msgpack.Decoder(Ready | Declared | Done)
        self._meanwhile = meanwhile
        self._aside: Aside | None = None
        self._workers: list[Worker] = []
        self._missing = [len(task.imports) for task in tasks]
        self._users: list[list[int]] = [[] for _ in tasks]
        for task in tasks:
            for before in task.imports:
                self._users[before].append(task.number)
        self._rank = _ranks(tasks, self._users)
        self._ready: list[tuple[bool, int, int]] = []
        self._declared: set[int] = set()
        self._leading: set[int] = set()
        self._exports: dict[int, bytes] = {}
        self._told: set[int] = set()
        self._given_back: set[int] = set()
        self._done = len(known)
        self._undone = sum(not task.job.label for task in tasks if task.number not in known)
        self._begin(known)

    def _begin(self, known: Mapping[int, Found]) -> None:
        """Publish what is known of what the others see; make ready what waits for nothing."""
        seen = 0
        for task in self.tasks:
            if task.number not in known:
                seen |= int.from_bytes(task.visible, "little")
        for number, found in known.items():
            if seen >> number & 1:
                self._share(number, found)
        waiting = [task.number for task in self.tasks if not task.imports and task.number not in known]
        self._open([*waiting, *(user for number in known for user in self._published(number) if user not in known)])

    def _share(self, number: int, found: Found) -> None:
        """What was found of a package, for the workers."""
        if self.tasks[number].job.label:
            return
        self._shared.write(EXPORTS, number, self._recall.exports(number))
        if found.flows:
            self._told.add(number)
            self._shared.write(FLOWS, number, self._recall.flows(number))

    def _open(self, numbers: Iterable[int]) -> None:
        """All that these packages import is declared: they are found among what is kept, or ready to be analysed."""
        work = list(numbers)
        while work:
            number = work.pop()
            found = self._recall.find(self.tasks[number])
            if found is None:
                self._wait_for_worker(number)
                continue
            self._share(number, found)
            self._finish(found.result)
            work.extend(self._published(number))

    def _wait_for_worker(self, number: int) -> None:
        """Default configurations first, and among them those that begin the longest chains."""
        heapq.heappush(self._ready, (bool(self.tasks[number].job.label), -self._rank[number], number))

    def run(self, processes: int) -> None:
        """Until every task is done, and what is done meanwhile."""
        for _ in range(processes):
            self._start()
        while self._done < len(self.tasks):
            self._join()
            busy = sum(worker.task is not None for worker in self._workers)
            busy += self._aside is not None and self._aside.working()
            for worker in self._workers:
                if worker.ready and worker.task is None and self._ready and busy < processes:
                    self._give(worker)
                    busy += 1
            pipes = {worker.pipe: worker for worker in self._workers}
            for pipe in connection.wait(list(pipes)):
                self._hear(pipes[pipe])  # type: ignore[index]
        self._join()
        if self._aside is not None:
            self.ran.joined = self._aside.result()

    def _join(self) -> None:
        """Join the packages, once all of them are done."""
        if not self._undone and self._aside is None and self._meanwhile is not None:
            own = [one for one in self.ran.results if not one.label]  # a further configuration may have been faster
            self._aside = Aside(partial(self._meanwhile, own))

    def exports(self) -> dict[str, bytes]:
        """The declarations of the packages that were analysed, by their path."""
        return {self.tasks[one].job.path: self._shared.read(EXPORTS, one) for one in self._packages()}

    def _packages(self) -> list[int]:
        return [one for one in sorted(self._declared) if not self.tasks[one].job.label]

    def stop(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(0 if worker.task is not None else 1)
            if worker.process.exitcode is None:
                worker.process.terminate()
                worker.process.join()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._serve, args=(theirs, self._setup), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(Worker(process, ours))

    def _give(self, worker: Worker) -> None:
        worker.task = self.tasks[heapq.heappop(self._ready)[-1]]
        with contextlib.suppress(OSError):  # it is dead; the end of its pipe tells
            worker.pipe.send_bytes(encode(Given(worker.task, told_of(worker.task, self._told))))

    def _hear(self, worker: Worker) -> None:
        try:
            message = self._decoder.decode(worker.pipe.recv_bytes())
        except (EOFError, OSError, msgspec.MsgspecError):
            self._bury(worker)
            return
        if isinstance(message, Ready):
            worker.ready = True
            return
        if isinstance(message, Declared):
            self._exports[message.number] = message.digest
            if message.leads:
                self._leading.add(message.number)
            else:
                self._settle(message.number, b"")
            return
        worker.task = None
        self._take(message)
        if message.size > GROWN and self._done < len(self.tasks):
            self._retire(worker)
            self._start()

    def _take(self, message: Done) -> None:
        """A task is done."""
        number, task = message.number, self.tasks[message.number]
        if message.flows is not None:
            self._told.add(number)
        self._settle(number, message.flows or b"")
        if self._recall.digest is not None:
            exports = self._shared.read(EXPORTS, number) if not task.job.label else b""
            flows = self._shared.read(FLOWS, number) if message.flows is not None else b""
            self._recall.keep(task, bytes(message.result), exports, flows, message.traced)
        self.ran.analysed.append(task.job.path)
        self._finish(decode_result(message.result))

    def _settle(self, number: int, flows: bytes) -> None:
        """Others may see a package from now on."""
        if number not in self._declared and not self.tasks[number].job.label:
            self._recall.settle(number, self._exports.pop(number, b""), flows)
            self._open(self._published(number))

    def _published(self, number: int) -> list[int]:
        """The packages that have waited for this one last."""
        self._declared.add(number)
        free = []
        for user in self._users[number]:
            self._missing[user] -= 1
            if not self._missing[user]:
                free.append(user)
        return free

    def _finish(self, result: Result) -> None:
        self.ran.results.append(result)
        self._done += 1
        self._undone -= not result.label
        if self._progress is not None:
            self._progress(self._done, len(self.tasks))

    def _retire(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(10)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()

    def _bury(self, worker: Worker) -> None:
        """A worker is dead: its task is tried once more, in a new process, then given up."""
        self._retire(worker)
        if not worker.ready:
            raise WorkerError(f"a worker ended with {worker.process.exitcode} before it had started")
        self._start()
        task = worker.task
        if task is None:
            return
        number = task.number
        if number not in self._given_back:
            self._given_back.add(number)
            self._wait_for_worker(number)
            return
        if number not in self._declared | self._leading and not task.job.label:
            exports = nothing_exported(task.job)
            self._shared.write(EXPORTS, number, exports)
            if self._recall.digest is not None:
                self._exports[number] = self._recall.digest(exports)
        self._settle(number, b"")
        self.ran.analysed.append(task.job.path)
        code = worker.process.exitcode or 0
        why = f"killed by signal {-code}" if code < 0 else f"ended with {code}"
        self._finish(died(task.job, f"the process that worked on it was {why}, twice"))


class Aside:
    """Joins packages in a thread, which ends with the process, whatever it is at."""

    __slots__ = ("_error", "_result", "_run", "_thread")

    def __init__(self, run: Callable[[], Joined]) -> None:
        self._run = run
        self._result: Joined | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            self._result = self._run()
        except BaseException as error:
            self._error = error

    def working(self) -> bool:
        """Whether there is no result yet."""
        return self._thread.is_alive()

    def result(self) -> Joined:
        """Wait for it. Raises what it has raised."""
        self._thread.join()
        if self._result is None:
            raise self._error or RuntimeError("nothing was joined")
        return self._result


def _ranks(tasks: Sequence[Task], users: Sequence[Sequence[int]]) -> list[int]:
    """The weight of the heaviest chain of packages that starts with each."""
    ranks = [task.weight for task in tasks]
    for task in reversed(tasks):
        ranks[task.number] += max((ranks[user] for user in users[task.number]), default=0)
    return ranks
