"""What there is to run: one task for each package in each build configuration, what it sees of others, and what a
process needs to run tasks.

What a package sees of others is fixed before anything runs (all that it imports, directly or not, and that comes before
it in dependency order), so that the result is the same for any number of processes.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import Struct, structs

from golint_py.analyses.taint_records import PackageFlows, calls_of, elsewhere, spawns_of
from golint_py.config import ConfigError, Options
from golint_py.joining import with_joined
from golint_py.limits import Limits, OverLimit
from golint_py.load.model import Loaded as LoadedTree
from golint_py.load.model import Package
from golint_py.load.tree import DiskTree, Entry, OverlayTree, SourceTree, Stat
from golint_py.rule import Runnable
from golint_py.stage import Job, Result, Trees, begin, died, finish, left_out, nothing_exported, trace
from golint_py.types.lookup import Universe
from golint_py.types.scope import Exports, Packages
from golint_py.types.std import StandardLibrary

WITHOUT_COLLECTION = 200_000  # bytes of a first package up to which nothing looks for cycles

NO_LIMITS = Limits()
Progress = Callable[[int, int], None]
Publish = Callable[[int, bytes, bool], None]
Digest = Callable[[bytes], bytes]
_FLOWS = msgspec.msgpack.Decoder(PackageFlows)


def tree_of(options: Options) -> SourceTree:
    """The files of the run: a git revision, or the disk below the root with edited files and standard input laid
    over it.

    Raises `GitError` for a revision that cannot be read.
    """
    if options.revision:
        from golint_py.load.git import GitTree  # subprocess

        return GitTree(options.root, options.revision)
    disk = DiskTree(options.root)
    if options.stdin is not None:
        return OverlayTree(disk, options.overlay | {options.stdin_filename or "stdin.go": options.stdin})
    return OverlayTree(disk, options.overlay) if options.overlay else disk


class Task(Struct, frozen=True):
    """One package in one configuration. `number` is its place among all tasks: packages in their default configuration,
    in dependency order, then further configurations, which nothing waits for. Bit n of `visible` (little endian) says
    that it sees the declarations of package n; `imports` are the numbers of those that have to be declared before.
    `weight` is its number of files."""

    number: int
    job: Job
    visible: bytes
    imports: tuple[int, ...]
    weight: int


def numbers_of(tasks: Sequence[Task]) -> dict[str, int]:
    """The numbers of packages by import path."""
    return {task.job.path: task.number for task in tasks if not task.job.label}


def tasks_of(loaded: LoadedTree) -> list[Task]:
    """All packages in dependency order, then their further configurations."""
    number = {package.path: place for place, package in enumerate(loaded.packages)}
    sees: list[int] = []
    tasks: list[Task] = []
    more: list[Task] = []
    users = {path for package in loaded.packages if package.report for path in _imported_by(loaded, package)}
    for place, package in enumerate(loaded.packages):
        before = sorted({number[path] for path in loaded.imports.get(package.path, {}).values()})
        before = [one for one in before if one < place]
        bits = 0
        for one in before:
            bits |= 1 << one | sees[one]
        sees.append(bits)
        visible = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
        for job in _jobs(package, loaded.imports.get(package.path, {}), package.path in users):
            at = len(loaded.packages) + len(more) if job.label else place
            (more if job.label else tasks).append(Task(at, job, visible, tuple(before), len(job.files)))
    return [*tasks, *more]


def by_package(tasks: Sequence[Task]) -> Iterator[Task]:
    """Packages in dependency order, each followed by its further configurations: they have files in common."""
    more: dict[str, list[Task]] = {}
    for task in tasks:
        if task.job.label:
            more.setdefault(task.job.path, []).append(task)
    for task in tasks:
        if not task.job.label:
            yield task
            yield from more.get(task.job.path, ())


def _imported_by(loaded: LoadedTree, package: Package) -> Iterable[str]:
    return (path for path in loaded.imports.get(package.path, {}).values() if path != package.path)


def _jobs(package: Package, imports: dict[str, str], imported: bool) -> Iterator[Job]:
    everything = frozenset(file.path for file in package.files)
    path, name, own = package.path, package.name, package.own
    yield Job(path, name, package.files, everything, package.report, imports, imported=imported, own=own)
    if package.report:
        for variant in package.variants:
            yield Job(path, name, variant.files, variant.fresh, True, imports, variant.label, own=own)


class Sight:
    """The packages that one package may see; of those of the run that it may not, the standard library's, if any."""

    __slots__ = ("_bits", "_numbers", "_standard", "_universe", "used")

    def __init__(self, universe: Packages, standard: Packages, numbers: Mapping[str, int], visible: bytes) -> None:
        self._universe = universe
        self._standard = standard
        self._numbers = numbers
        self._bits = int.from_bytes(visible, "little")
        self.used: set[str] = set()  # the paths that were asked for

    def exports(self, path: str) -> Exports | None:
        """Declarations of the package with that import path, None where it is out of sight."""
        self.used.add(path)
        number = self._numbers.get(path)
        if number is not None and not self._bits >> number & 1:
            return self._standard.exports(path)
        return self._universe.exports(path)


class Published(Mapping[str, bytes]):
    """The encoded declarations of packages by import path, wherever `read` finds those with a number."""

    def __init__(self, numbers: Mapping[str, int], read: Callable[[int], bytes]) -> None:
        self._numbers = numbers
        self._read = read

    def __getitem__(self, path: str) -> bytes:
        return self._read(self._numbers[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def facts_of(options: Options) -> tuple[bytes, ...]:
    """Take the project's own facts into this process's tables; how calls of the sinks among them look in a text.

    Raises `ConfigError`.
    """
    if not options.knowledge:
        return ()
    from golint_py.knowledge.custom import take  # not for a run without such files
    from golint_py.knowledge.load import KnowledgeError

    try:
        return take(options.knowledge)
    except KnowledgeError as error:
        raise ConfigError(str(error)) from error


def forget_facts(options: Options) -> None:
    """Undo `facts_of`."""
    if options.knowledge:
        from golint_py.knowledge.load import use  # as above

        use(())


def collect_seldom() -> None:
    """Look for cycles, seldom, and not among what is there now, such as modules. Trees, types and operations are many
    and live long: at Python's own pace the search takes 15 % of a run. What is large goes without: the declarations'
    builder and the memo of a package let go of what would hold them."""
    gc.freeze()
    gc.set_threshold(500_000, 50, 50)
    gc.enable()


class Traced(Struct, frozen=True):
    """What the run of a task has looked at: import paths whose declarations it asked for, and digests of the files that
    it read, by path. `crashed`: something went wrong, so that another run may end otherwise."""

    used: frozenset[str]
    read: dict[str, bytes]
    crashed: bool


class Outcome(Struct, frozen=True):
    """The result of a task, without the flows, which stand beside it."""

    result: Result
    flows: PackageFlows | None
    traced: Traced


class Traces:
    """A tree that remembers the digests of the files that were read."""

    def __init__(self, tree: SourceTree, digest: Digest) -> None:
        self._tree = tree
        self._digest = digest
        self.found: dict[str, bytes] = {}

    def list(self, directory: str) -> tuple[Entry, ...]:
        """The entries of a directory, sorted by name. Raises `OSError`."""
        return self._tree.list(directory)

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        data = self._tree.read(path, limit)
        if limit < 0:
            self.found[path] = self._digest(data)
        return data

    def stat(self, path: str) -> Stat | None:
        """What is there, or None."""
        return self._tree.stat(path)


class Workshop:
    """What one process needs to run tasks: the files, the rules, how to read the declarations and flows that others
    have published, and how calls look that lead to sinks of the project's own facts. `digest`: what is read is traced.
    """

    def __init__(
        self,
        tree: SourceTree,
        rules: Sequence[Runnable],
        numbers: Mapping[str, int],
        read: Callable[[int], bytes],
        read_flows: Callable[[int], bytes],
        sinks: tuple[bytes, ...] = (),
        digest: Digest | None = None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        self.tree = tree
        self.rules = rules
        self._sinks = sinks
        self._numbers = numbers
        self._standard = StandardLibrary()
        self._universe = Universe(Published(numbers, read), self._standard)
        self._read_flows = read_flows
        self._flows: dict[int, PackageFlows] = {}
        self._digest = digest
        self._limits = limits
        self._trees = Trees()

    def run(self, task: Task, publish: Publish, told: Sequence[int]) -> Outcome:
        """The result; the declarations of the default configuration are published before anything is lowered, with
        whether the result has to be waited for, too. `told` are packages whose flows this one is told."""
        traces = Traces(self.tree, self._digest) if self._digest is not None else None
        sight = Sight(self._universe, self._standard, self._numbers, task.visible)
        result, whole = self._within_limits(task, publish, told, sight, traces or self.tree)
        flows = result.flows
        if flows is not None:
            self._flows[task.number] = flows
            result = structs.replace(result, flows=None)
        read = traces.found if traces is not None else {}
        return Outcome(result, flows, Traced(frozenset(sight.used), read, not whole or bool(result.failures)))

    def _within_limits(
        self, task: Task, publish: Publish, told: Sequence[int], sight: Sight, tree: SourceTree
    ) -> tuple[Result, bool]:
        """The result, and whether it is whole: where a limit is reached, the files are named that are left out."""
        if not self._limits.any:
            return self._result(task, publish, [self._flows_of(one) for one in told], sight, tree), True
        from golint_py.watch import Watch  # signal and threading

        watch, published = Watch(self._limits), False

        def publish_once(number: int, exports: bytes, leads: bool) -> None:
            nonlocal published
            with watch.paused():
                publish(number, exports, leads)
                published = True

        try:
            with watch.over():
                flows = [self._flows_of(one) for one in told]
                return self._result(task, publish_once, flows, sight, tree), True
        except OverLimit as over:
            if not published and not task.job.label:
                publish(task.number, nothing_exported(task.job), False)
            return left_out(task.job, str(over)), False

    def _flows_of(self, number: int) -> PackageFlows:
        if number not in self._flows:
            self._flows[number] = _FLOWS.decode(self._read_flows(number))
        return self._flows[number]

    def _result(
        self,
        task: Task,
        publish: Publish,
        told: Sequence[PackageFlows],
        sight: Sight,
        tree: SourceTree,
    ) -> Result:
        job, known, imported = task.job, elsewhere(told), _imported(task.job)
        sinks = (*self._sinks, *calls_of(told, imported))
        begun = begin(job, tree, sight, self.rules, sinks, spawns_of(told, imported), self._trees)
        if not gc.isenabled() and (task.number or sum(map(len, begun.texts)) > WITHOUT_COLLECTION):
            collect_seldom()
        if not job.label:
            publish(task.number, begun.exports, begun.leads or begun.wraps)
        try:
            result = finish(begun, sight, self.rules, known)
        except Exception:
            return died(job, trace())
        return with_joined(result, self.rules) if job.label else result


def _imported(job: Job) -> dict[str, set[str]]:
    """The names under which the files of a package import others."""
    names: dict[str, set[str]] = {}
    for file in job.files:
        for one in file.imports:
            names.setdefault(job.imports.get(one.path, one.path), set()).add(one.name)
    return names


def told_of(task: Task, flows: Set[int]) -> tuple[int, ...]:
    """Those of the packages with flows, by number, that a task sees, in order."""
    bits = int.from_bytes(task.visible, "little") if flows else 0
    return tuple(number for number in sorted(flows) if bits >> number & 1)
