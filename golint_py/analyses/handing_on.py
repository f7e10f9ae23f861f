"""Which goroutines alone get what an operation gives away: those that it starts, and those to which they pass it on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from msgspec import Struct

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.callables import Bound, Target, begun_at, callee_frame, callee_targets, given, targets
from golint_py.analyses.facts import Outcome
from golint_py.analyses.tables import spawners
from golint_py.ir.ops import Call, Go, Op
from golint_py.ir.program import Function

NOBODY: frozenset[str] = frozenset()
_Further = tuple[str, frozenset[str]]  # an object by its root, and the sites that get it; none where others may, too


class Receivers(Struct, frozen=True, eq=False):
    """The spawn sites that get all that an operation gives away, and those that get some of it from these."""

    sites: frozenset[str]
    further: tuple[_Further, ...]

    def of(self, root: str, contents: Callable[[str], Set[str]]) -> frozenset[str]:
        """The spawn sites whose goroutines alone get an object, in itself or in what it was put into; empty when others
        may get it."""
        passed_on = [sites for whole, sites in self.further if root in contents(whole)]
        return self.sites.union(*passed_on) if all(passed_on) else NOBODY


def receivers(function: Function, op: Op, paths: Paths, outcomes: Mapping[str, Outcome]) -> Receivers | None:
    """Who gets what an operation gives away; None for what is no start of goroutines, nor a call that may lead to
    one."""
    if isinstance(op, Go):
        found = callee_targets(op.callee, paths)
        runs = [(target, callee_frame(target, op.args, paths)) for target in found]
        return Receivers(frozenset((_site(function, op),)), tuple(_passed_on(runs, paths, outcomes)))
    if not isinstance(op, Call):
        return None
    spawner = spawners().get(op.callee.symbol)
    if spawner is not None:
        started = targets(op.args[spawner.argument], paths) if spawner.argument < len(op.args) else ()
        runs = [(target, callee_frame(target, (), paths)) for target in started]
        sites = frozenset((_site(function, op),)) if spawner.thread == "go" else NOBODY
        return Receivers(sites, tuple(_passed_on(runs, paths, outcomes)))
    runs = [(target, callee_frame(target, op.args, paths)) for target in callee_targets(op.callee, paths)]
    starts = False
    for target, roots in tuple(runs):
        outcome = outcomes.get(target.symbol)
        for place, _, _ in outcome.starts if outcome is not None else ():
            starts = True
            runs += ((one, callee_frame(one, (), paths)) for one in given(place, roots, paths, outcomes))
    sites = frozenset((_site(function, op),)) if starts else NOBODY
    return Receivers(sites, tuple(_passed_on(runs, paths, outcomes)))


def _site(function: Function, op: Go | Call) -> str:
    return f"{function.symbol}@{op.at}"


def _passed_on(
    runs: Iterable[tuple[Target, Bound]], paths: Paths, outcomes: Mapping[str, Outcome]
) -> Iterator[_Further]:
    """What functions pass on of what they are given, or have captured."""
    for target, roots in runs:
        outcome = outcomes.get(target.symbol)
        if outcome is None:
            continue
        handed = dict(outcome.handed)
        for root in sorted(outcome.publishes):
            value = begun_at(roots[root]) if root in roots else None
            if value is not None:
                yield paths.of[value].root, handed.get(root, NOBODY)
