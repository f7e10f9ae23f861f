"""Runs the stages of all packages, imports first: in this process, or in several where there is enough to do."""

import contextlib
import gc
import os
import time
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from golint_py.config import Options
from golint_py.joining import Joined, join
from golint_py.limits import Limits
from golint_py.load.model import Loaded as LoadedTree
from golint_py.load.tree import SourceTree
from golint_py.recall import Forgetful, Found, Ran, Recall, Whole, recalled
from golint_py.rule import Runnable
from golint_py.rule_index import known_rules
from golint_py.stage import Result, SpanTable, span_of
from golint_py.tasks import (
    Digest,
    Outcome,
    Progress,
    Task,
    Workshop,
    by_package,
    facts_of,
    forget_facts,
    numbers_of,
    tasks_of,
    told_of,
)
from golint_py.text.span import Site, Span

ENOUGH = 40  # files from which on more processes are worth their start
WORTH_KEEPING = 10  # files from which on results are kept when no folder was named
encode = msgspec.msgpack.Encoder().encode


class Stages(Struct, frozen=True, eq=False):
    """The results of all packages and their further configurations, sorted by path and label, and the joined span table
    of the default ones; `joined` is what module rules find in these. `analysed` are packages whose results no earlier
    run had kept (all, without a cache); `notes` are for the user. `whole`: all of it is kept now. `exports`: see `Ran`.
    """

    results: tuple[Result, ...]
    spans: SpanTable
    joined: Joined
    analysed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    whole: Whole | None = None
    exports: Mapping[str, bytes] = {}

    def span(self, site: Site) -> Span:
        """The bytes of a site. Raises `LookupError` for one that nobody recorded."""
        return span_of(self.spans, site)


def run_stages(
    options: Options,
    tree: SourceTree,
    loaded: LoadedTree,
    rules: Sequence[Runnable],
    progress: Progress | None,
) -> Stages:
    """Run every package once; the result depends neither on the number of processes nor on what was kept."""
    tasks = tasks_of(loaded)
    folder = _folder(options, tasks) if _known(rules) else ""
    if not folder:
        return _stages(_run(options, tree, tasks, rules, Forgetful(), progress), rules)
    from golint_py.cache import open_cache  # sqlite3 and hashlib

    cache = open_cache(options, folder, tree, tasks, rules)
    try:
        ran = _run(options, tree, tasks, rules, cache, progress)
        kept = cache.joined() if ran.joined is None else None
        if kept is not None:
            ran.joined = kept
        else:
            ran.joined = ran.joined if ran.joined is not None else _joined(ran.results, rules)
            cache.keep_joined(ran.joined)
    finally:
        notes, key = cache.close(), cache.key()
    return _stages(ran, rules, notes, Whole(folder, key) if key else None)


def _folder(options: Options, tasks: Sequence[Task]) -> str:
    """Where results are kept; "" for nowhere: to open a file for a handful of files takes longer than it saves."""
    if not options.use_cache or (options.cache_dir is None and sum(task.weight for task in tasks) < WORTH_KEEPING):
        return ""
    from golint_py.store import default_folder  # sqlite3
    from golint_py.stores import full

    return full(options.cache_dir) if options.cache_dir is not None else default_folder(os.environ)


def _stages(ran: Ran, rules: Sequence[Runnable], notes: tuple[str, ...] = (), whole: Whole | None = None) -> Stages:
    results = sorted(ran.results, key=_order)
    spans = {symbol: places for one in results if not one.label for symbol, places in one.spans.items()}
    joined = ran.joined if ran.joined is not None else _joined(results, rules)
    return Stages(tuple(results), spans, joined, tuple(sorted(set(ran.analysed))), notes, whole, ran.exports)


def _joined(results: Iterable[Result], rules: Sequence[Runnable]) -> Joined:
    """What module rules find in all packages together, in their default configurations."""
    looking = gc.isenabled()
    gc.disable()  # what is joined is large and has no cycles
    try:
        return join(sorted((one for one in results if not one.label), key=_order), rules)
    finally:
        if looking:
            gc.freeze()  # what is there stays until the report is written
            gc.enable()


def _order(result: Result) -> tuple[str, str]:
    return result.path, result.label


def _run(
    options: Options,
    tree: SourceTree,
    tasks: Sequence[Task],
    rules: Sequence[Runnable],
    recall: Recall,
    progress: Progress | None,
) -> Ran:
    """The results of all tasks, known ones too."""
    known = recalled(tasks, recall)
    missing = [task for task in tasks if task.number not in known]
    if progress is not None and known:
        progress(len(known), len(tasks))
    results = [found.result for found in known.values()]
    limits = _limits(options)
    if options.executor and missing and _known(rules):
        from golint_py.remote import run_on_cluster  # dask

        ids = [rule.id for rule in rules]
        far = run_on_cluster(options, tree, tasks, ids, recall, known, progress, limits)
        return Ran([*results, *far.results], far.analysed, far.exports)
    processes = min(options.jobs or processors(), len(missing))
    if processes > 1 and sum(task.weight for task in missing) > ENOUGH and _known(rules):
        from golint_py.processes import WorkerError, run_in_processes  # multiprocessing

        with contextlib.suppress(WorkerError, OSError):  # a sandbox without processes or pipes
            ids = [rule.id for rule in rules]

            def meanwhile(found: Sequence[Result]) -> Joined:
                return _joined([*results, *found], rules)

            found = run_in_processes(options, tasks, ids, processes, progress, recall, known, meanwhile, limits=limits)
            return Ran([*results, *found.results], found.analysed, found.exports, found.joined)
    here = _run_here(options, tree, tasks, rules, progress, recall, known, limits)
    return Ran([*results, *here.results], here.analysed, here.exports)


def _limits(options: Options) -> Limits:
    end = time.time() + options.timeout if options.timeout else 0.0
    return Limits(options.package_timeout, end, options.max_memory, options.timeout)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _run_here(
    options: Options,
    tree: SourceTree,
    tasks: Sequence[Task],
    rules: Sequence[Runnable],
    progress: Progress | None,
    recall: Recall,
    known: Mapping[int, Found],
    limits: Limits,
) -> Ran:
    """The results of the tasks that are not known."""
    published: dict[int, bytes] = {}
    flows = {number for number, found in known.items() if found.flows}
    ran = Ran([], [])

    def publish(number: int, exports: bytes, _leads: bool) -> None:
        published[number] = exports

    def read(number: int) -> bytes:
        return published[number] if number in published else recall.exports(number)

    digest = recall.digest
    workshop = Workshop(tree, rules, numbers_of(tasks), read, recall.flows, facts_of(options), digest, limits)
    done = len(known)
    try:
        for task in by_package(tasks):
            if task.number in known:
                continue
            late = recall.find(task)
            if late is not None:
                ran.results.append(late.result)
                if late.flows:
                    flows.add(task.number)
            else:
                outcome = workshop.run(task, publish, told_of(task, flows))
                ran.analysed.append(task.job.path)
                ran.results.append(outcome.result)
                if outcome.flows is not None:
                    flows.add(task.number)
                if digest is not None:
                    _keep(task, outcome, published.get(task.number, b""), recall, digest)
            done += 1
            if progress is not None:
                progress(done, len(tasks))
    finally:
        forget_facts(options)
    if options.keep_exports:
        ran.exports = {tasks[number].job.path: exports for number, exports in published.items()}
    return ran


def _keep(task: Task, outcome: Outcome, exports: bytes, recall: Recall, digest: Digest) -> None:
    from golint_py.wire import encode_result  # a decoder of results takes time to make

    flows = encode(outcome.flows) if outcome.flows is not None else b""
    if not task.job.label:
        recall.settle(task.number, digest(exports), digest(flows) if flows else b"")
    recall.keep(task, encode_result(outcome.result), exports, flows, outcome.traced)


def _known(rules: Sequence[Runnable]) -> bool:
    """Whether another process finds the same rules by their ids."""
    known = {rule.id: rule.rule for rule in known_rules()}
    return all(known.get(rule.id) == rule.rule for rule in rules)
