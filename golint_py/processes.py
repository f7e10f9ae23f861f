"""Packages in several processes: a package starts when those that it imports are declared, in whatever process; when
they are analysed, where data may flow through them to commands.

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
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess

import msgspec
from msgspec import Struct

from golint_py.analyses.taint_records import PackageFlows
from golint_py.config import Options
from golint_py.rule_index import known_rules
from golint_py.stage import Result, died, nothing_exported
from golint_py.tasks import Progress, Task, Workshop, facts_of, flows_for, numbers_of, tree_of

GROWN = 250  # megabytes of a worker that has done its task, from which on it is replaced


class WorkerError(Exception):
    """Workers cannot be started here."""


Serve = Callable[[connection.Connection, bytes], None]


class Setup(Struct, frozen=True):
    """What a worker is told at its start: the options, ids of the rules, numbers of packages, the folder to share."""

    options: Options
    rules: tuple[str, ...]
    numbers: dict[str, int]
    folder: str


class Ready(Struct, frozen=True, tag="ready"):
    """The worker has started."""


class Given(Struct, frozen=True):
    """What a worker is to do: the task, and the flows of the packages that it sees."""

    task: Task
    told: tuple[PackageFlows, ...]


class Declared(Struct, frozen=True, tag="declared"):
    """Package `number` is published; where it `leads` to commands, its flows follow with the result."""

    number: int
    leads: bool


class Done(Struct, frozen=True, tag="done"):
    """Package `number` is analysed; `size` of the process in megabytes."""

    number: int
    results: tuple[Result, ...]
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

    def read(number: int) -> bytes:
        with open(_place(setup.folder, number), "rb") as file:
            return file.read()

    def publish(number: int, exports: bytes, leads: bool) -> None:
        with open(_place(setup.folder, number), "wb") as file:
            file.write(exports)
        pipe.send_bytes(encoder.encode(Declared(number, leads)))

    chosen = [rules[id_] for id_ in setup.rules]
    workshop = Workshop(tree_of(setup.options), chosen, setup.numbers, read, facts_of(setup.options))
    encoder = msgspec.msgpack.Encoder()
    decoder = msgspec.msgpack.Decoder(Given)
    try:
        pipe.send_bytes(encoder.encode(Ready()))
        while True:
            given = decoder.decode(pipe.recv_bytes())
            results = tuple(workshop.run(given.task, publish, given.told))
            pipe.send_bytes(encoder.encode(Done(given.task.number, results, size())))
    except (EOFError, BrokenPipeError):
        return


def _end_with_parent(folder: str) -> None:
    """Wait for the parent to be killed; then nobody wants the results, and nobody else takes the folder away."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _place(folder: str, number: int) -> str:
    return os.path.join(folder, str(number))


def size() -> int:
    """The most memory that this process has had, in megabytes; 0 where the system does not tell."""
    try:
        import resource  # not on Windows
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> (20 if sys.platform == "darwin" else 10)


# --- In the parent ----------------------------------------------------------------------------------------------------


def run_in_processes(
    options: Options,
    tasks: Sequence[Task],
    rules: Sequence[str],
    processes: int,
    progress: Progress | None = None,
    serve: Serve = serve,
) -> list[Result]:
    """The results of all tasks, in any order. Raises `WorkerError`, and `OSError` where processes are not to be had."""
    folder = tempfile.mkdtemp(prefix="golint-py-")
    setup = Setup(options, tuple(rules), numbers_of(tasks), folder)
    pool = _Pool(tasks, msgspec.msgpack.encode(setup), folder, serve, progress)
    try:
        pool.run(processes)
    finally:
        pool.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return pool.results


class _Pool:
    """The schedule; mutable while the run lasts."""

    def __init__(
        self, tasks: Sequence[Task], setup: bytes, folder: str, serve: Serve, progress: Progress | None
    ) -> None:
        self.tasks = tasks
        self.results: list[Result] = []
        self._setup = setup
        self._folder = folder
        self._serve = serve
        self._progress = progress
        self._context = get_context("spawn")
        self._decoder = msgspec.msgpack.Decoder(Ready | Declared | Done)
        self._encoder = msgspec.msgpack.Encoder()
        self._workers: list[Worker] = []
        self._missing = [len(task.imports) for task in tasks]
        self._users: list[list[int]] = [[] for _ in tasks]
        for task in tasks:
            for before in task.imports:
                self._users[before].append(task.number)
        self._rank = _ranks(tasks, self._users)
        self._ready = [(-self._rank[task.number], task.number) for task in tasks if not task.imports]
        heapq.heapify(self._ready)
        self._declared: set[int] = set()
        self._leading: set[int] = set()
        self._flows: dict[int, PackageFlows] = {}
        self._given_back: set[int] = set()
        self._done = 0

    def run(self, processes: int) -> None:
        """Until every task is done."""
        for _ in range(processes):
            self._start()
        while self._done < len(self.tasks):
            for worker in self._workers:
                if worker.ready and worker.task is None and self._ready:
                    self._give(worker)
            pipes = {worker.pipe: worker for worker in self._workers}
            for pipe in connection.wait(list(pipes)):
                self._hear(pipes[pipe])  # type: ignore[index]

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
        worker.task = self.tasks[heapq.heappop(self._ready)[1]]
        with contextlib.suppress(OSError):  # it is dead; the end of its pipe tells
            worker.pipe.send_bytes(self._encoder.encode(Given(worker.task, flows_for(worker.task, self._flows))))

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
            if message.leads:
                self._leading.add(message.number)
            else:
                self._publish(message.number)
            return
        worker.task = None
        if message.results[0].flows is not None:
            self._flows[message.number] = message.results[0].flows
        self._publish(message.number)
        self._finish(message.results)
        if message.size > GROWN and self._done < len(self.tasks):
            self._retire(worker)
            self._start()

    def _publish(self, number: int) -> None:
        if number in self._declared:
            return
        self._declared.add(number)
        for user in self._users[number]:
            self._missing[user] -= 1
            if not self._missing[user]:
                heapq.heappush(self._ready, (-self._rank[user], user))

    def _finish(self, results: Sequence[Result]) -> None:
        self.results.extend(results)
        self._done += 1
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
            heapq.heappush(self._ready, (-self._rank[number], number))
            return
        if number not in self._declared | self._leading:
            with open(_place(self._folder, number), "wb") as file:
                file.write(nothing_exported(task.jobs[0]))
        self._publish(number)
        code = worker.process.exitcode or 0
        why = f"killed by signal {-code}" if code < 0 else f"ended with {code}"
        self._finish([died(task.jobs[0], f"the process that worked on it was {why}, twice")])


def _ranks(tasks: Sequence[Task], users: Sequence[Sequence[int]]) -> list[int]:
    """The weight of the heaviest chain of packages that starts with each."""
    ranks = [task.weight for task in tasks]
    for task in reversed(tasks):
        ranks[task.number] += max((ranks[user] for user in users[task.number]), default=0)
    return ranks
