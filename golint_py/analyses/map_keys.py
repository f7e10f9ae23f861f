"""By which of its parameters a function looks into maps that it has not made: one that is called for one key after
another is called more than once on its object."""

from collections.abc import Iterable, Iterator

from golint_py.analyses.access_paths import GLOBALS, Path, is_element
from golint_py.analyses.callables import callee_frame, callee_targets, translate
from golint_py.analyses.frame import Frame
from golint_py.analyses.guards import holder_of
from golint_py.ir.ops import Call, Defer, Go, MapDelete, MapRead, MapWrite


def looked_up(frame: Frame) -> frozenset[tuple[str, str]]:
    """The parameters and captures (`p1`, `f0`) that say which element of a map is meant, here or in what is called or
    started, each behind the one, or `GLOBALS`, that has the map itself; not those with many keys in them."""
    paths = frame.paths
    looks: list[MapRead | MapWrite | MapDelete] = [op for _, op in paths.at(MapRead)]
    looks.extend(op for _, op in paths.at(MapWrite))
    looks.extend(op for _, op in paths.at(MapDelete))
    found = [(Path(paths.of[op.map].root, holder_of(paths.of[op.map])), paths.of[op.key]) for op in looks]
    calls: list[Call | Go | Defer] = [op for _, op in paths.at(Call)]
    calls.extend(op for _, op in paths.at(Go))
    calls.extend(op for _, op in paths.at(Defer))
    for call in calls:
        found.extend(_by_callee(frame, call))
    return frozenset(_named(found))


def _by_callee(frame: Frame, call: Call | Go | Defer) -> Iterator[tuple[Path, Path]]:
    """What a callee looks up, as far as that has names here."""
    paths, outcomes = frame.paths, frame.world.outcomes
    for target in callee_targets(call.callee, paths):
        outcome = outcomes.get(target.symbol)
        if outcome is None or not outcome.keys:
            continue
        roots = callee_frame(target, call.args, paths)
        for of, key in outcome.keys:
            pair = translate(Path(of), roots, paths), translate(Path(key), roots, paths)
            if pair[0] is not None and pair[1] is not None:
                yield pair[0], pair[1]


def _named(found: Iterable[tuple[Path, Path]]) -> Iterator[tuple[str, str]]:
    for of, key in found:
        if key.root[0] not in "pf" or any(map(is_element, key.steps)):
            continue
        if of.root.startswith(GLOBALS):
            yield GLOBALS, key.root
        elif of.root[0] in "pf" and not of.steps:
            yield of.root, key.root
