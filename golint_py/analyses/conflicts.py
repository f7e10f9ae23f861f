"""Conflicts: two accesses to one map that may run in parallel, one of them a write, without a common lock.

Each is classified once: written under a read lock; the map left its lock; a guard is known and not held; no lock in
common. One conflict for each location and function of the weaker access. After RacerD (Blackshear, Gorogiannis, O'Hearn
and Sergey 2018), with guards inferred by use.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from golint_py.analyses.changing import changing
from golint_py.analyses.conflict import Conflict
from golint_py.analyses.conflict_location import Location, Run
from golint_py.analyses.facts import Facts, FunctionFacts
from golint_py.analyses.guards import Instance
from golint_py.analyses.instances import instances
from golint_py.analyses.locking_callers import LockingCallers
from golint_py.analyses.loop_steps import LoopSteps
from golint_py.analyses.parallel_tests import ParallelTests
from golint_py.analyses.signalled import Signalled
from golint_py.analyses.threads import Contexts
from golint_py.text.finding import Confidence


def run_of(facts: Sequence[Facts], contexts: Contexts, functions: Mapping[str, FunctionFacts]) -> Run:
    """What the facts of some packages say together."""
    return Run(
        contexts,
        LockingCallers(contexts),
        LoopSteps(contexts),
        Signalled(functions, contexts),
        ParallelTests(functions),
        tuple(one.package for one in facts),
        frozenset(one.package for one in facts if one.alone),
        frozenset(field for one in facts for field in one.enclosed),
    )


def conflicts(facts: Sequence[Facts], contexts: Contexts, functions: Mapping[str, FunctionFacts]) -> Iterator[Conflict]:
    """All conflicts, by location."""
    declared = {location: lock for one in facts for location, lock in one.guards.items()}
    maps = changing(functions.values())
    near = instances(functions, contexts, maps)
    far = instances(functions, contexts, maps, far=True)
    run = run_of(facts, contexts, functions)
    for location in sorted(near.keys() | far.keys()):
        told: list[Conflict] = []
        for group in worlds(near.get(location, [])):
            told.extend(Location(location, group, declared.get(location, ""), run).conflicts())
        if any(one.access.writes for one in far.get(location, ())):
            beyond = Location(location, far[location], declared.get(location, ""), run, far=True)
            yield from _surer(told, beyond.concurrent())
        else:
            yield from told


def _surer(near: list[Conflict], beyond: Iterable[Conflict]) -> Iterator[Conflict]:
    """What a package's own callers do, and what other packages do where that is surer."""
    more = [one for one in beyond if one.confidence > Confidence.LOW]
    about = {symbol for one in more for symbol in _functions(one)}
    kept = [one for one in near if one.confidence > Confidence.LOW or one.site.symbol not in about]
    known = {symbol for one in kept for symbol in _functions(one)}
    yield from kept
    yield from (one for one in more if one.site.symbol not in known)


def _functions(conflict: Conflict) -> set[str]:
    return {conflict.site.symbol, conflict.weaker.function.symbol, conflict.other.function.symbol}


def worlds(found: list[Instance]) -> Iterator[list[Instance]]:
    """Production code by itself; then what tests run, when a test has a side in it."""
    production = [one for one in found if not one.function.test and not one.thread.test]
    if any(one.access.writes for one in production):
        yield production
    tested = [one for one in found if one.thread.test]
    if tested:
        running = [one for one in found if not one.thread.test and one.thread.kind == "go"]
        if any(one.access.writes for one in (*tested, *running)):
            yield [*tested, *running]
