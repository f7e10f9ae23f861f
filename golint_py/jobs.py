"""Runs the stages of all packages, imports first: in this process, or in several where there is enough to do."""

import os
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from golint_py.analyses.taint_records import PackageFlows
from golint_py.config import Options
from golint_py.load.model import Loaded as LoadedTree
from golint_py.load.tree import SourceTree
from golint_py.rule import Runnable
from golint_py.rule_index import known_rules
from golint_py.stage import Result, SpanTable, span_of
from golint_py.tasks import Progress, Task, Workshop, facts_of, flows_for, forget_facts, numbers_of, tasks_of
from golint_py.text.span import Site, Span

ENOUGH = 40  # files from which on more processes are worth their start


class Stages(Struct, frozen=True, eq=False):
    """The results of all packages and their further configurations, sorted by path and label, and the joined span table
    of the default ones."""

    results: tuple[Result, ...]
    spans: SpanTable

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
    """Run every package once; the result does not depend on the number of processes."""
    tasks = tasks_of(loaded)
    processes = min(options.jobs or processors(), len(tasks))
    found: Iterable[Result] | None = None
    if processes > 1 and sum(task.weight for task in tasks) > ENOUGH and _known(rules):
        from golint_py.processes import WorkerError, run_in_processes  # multiprocessing

        try:
            found = run_in_processes(options, tasks, [rule.id for rule in rules], processes, progress)
        except (WorkerError, OSError):  # a sandbox without processes or pipes
            found = None
    if found is None:
        found = _run_here(options, tree, tasks, rules, progress)
    results = sorted(found, key=lambda result: (result.path, result.label))
    spans = {symbol: places for one in results if not one.label for symbol, places in one.spans.items()}
    return Stages(tuple(results), spans)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _run_here(
    options: Options, tree: SourceTree, tasks: Sequence[Task], rules: Sequence[Runnable], progress: Progress | None
) -> Iterator[Result]:
    published: dict[int, bytes] = {}
    flows: dict[int, PackageFlows] = {}

    def publish(number: int, exports: bytes, _leads: bool) -> None:
        published[number] = exports

    workshop = Workshop(tree, rules, numbers_of(tasks), published.__getitem__, facts_of(options))
    try:
        for done, task in enumerate(tasks):
            results = workshop.run(task, publish, flows_for(task, flows))
            if results[0].flows is not None:
                flows[task.number] = results[0].flows
            yield from results
            if progress is not None:
                progress(done + 1, len(tasks))
    finally:
        forget_facts(options)


def _known(rules: Sequence[Runnable]) -> bool:
    """Whether another process finds the same rules by their ids."""
    known = {rule.id: rule.rule for rule in known_rules()}
    return all(known.get(rule.id) == rule.rule for rule in rules)
