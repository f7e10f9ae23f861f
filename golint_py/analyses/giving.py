"""What the operations of a function give away, and what they put it into.

Callees that are not known give nothing away (unknown is silent).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.access_paths import step as field_step
from golint_py.analyses.callables import Target, begun_at, callee_frame, callee_targets, given
from golint_py.analyses.facts import Outcome
from golint_py.analyses.function_lists import appends
from golint_py.analyses.joins import clauses
from golint_py.analyses.reachability import Reach
from golint_py.analyses.tables import spawners
from golint_py.ir.ops import (
    Call,
    Convert,
    Defer,
    FieldAddr,
    Go,
    MapWrite,
    Op,
    Phi,
    RunDefers,
    Select,
    Send,
    Store,
)
from golint_py.ir.program import Function
from golint_py.types.model import Basic, Slice
from golint_py.types.universe import UNSAFE_POINTER

Point = tuple[int, int]
_GIVING = frozenset({Store, MapWrite, Send, Go, Call, RunDefers})
_COPYING = ("string->bytes", "bytes->string")


def gifts(
    function: Function, paths: Paths, outcomes: Mapping[str, Outcome], reach: Reach
) -> Iterator[tuple[str, str | None, Point]]:
    """Objects that are given away, by their roots, with the root of what they are put into (None: to everybody), and
    where."""
    for number, block in enumerate(paths.events):
        for index, op in block:
            kind = type(op)
            if kind not in _GIVING:
                continue
            for giver in _deferred((number, index), paths, reach) if kind is RunDefers else (op,):
                for value, container in _given(giver, paths, outcomes):
                    root = paths.of[value].root
                    if not root.startswith("g") and not is_plain(value, function, paths):
                        yield root, container, (number, index)
    for body in function.blocks if paths.at(Select) else ():
        yield from _sent_by_clauses(body.ops, function, paths)


def _given(op: Op, paths: Paths, outcomes: Mapping[str, Outcome]) -> Iterable[tuple[int, str | None]]:
    """Values that an operation gives away, with the root of what they are put into (None: to everybody)."""
    match op:
        case Store():
            return ((op.value, paths.of[field_of(op.address, paths)[1]].root),)
        case MapWrite():
            container = paths.of[op.map].root
            return ((op.value, container), (op.key, container))
        case Send():
            return ((op.value, paths.of[op.channel].root),)
        case Go():
            return [(value, None) for value in (*op.args, *_values(callee_targets(op.callee, paths)))]
        case Call() | Defer():
            return _passed(op, paths, outcomes)
        case _:
            return ()


def field_of(address: int, paths: Paths) -> tuple[tuple[str, ...], int]:
    """The fields that an address leads through, and the struct where they begin."""
    steps: tuple[str, ...] = ()
    field = paths.definition[address]
    while type(field) is FieldAddr:
        steps = (field_step(field.owner, field.field), *steps)
        address = field.base
        field = paths.definition[address]
    return steps, address


def _deferred(point: Point, paths: Paths, reach: Reach) -> Iterator[Defer]:
    """The calls that run at a return, and give away then what they were given."""
    return (call for place, call in paths.at(Defer) if reach.follows(place, point))


def _sent_by_clauses(ops: Sequence[Op], function: Function, paths: Paths) -> Iterator[tuple[str, None, Point]]:
    """Objects that a clause of a select sends, which a block branches to, with where the clause begins."""
    for case, target in clauses(ops[-1], paths) if ops else ():
        if case.value is not None and not is_plain(case.value, function, paths):
            yield paths.of[case.value].root, None, (target, -1)


def appended(function: Function, paths: Paths) -> Iterator[tuple[str, str, Point]]:
    """Slices that grow, by their roots, with the roots of what is put there or of what they grew from, and where."""
    grown = appends(paths)
    for point, call in grown:
        yield from (
            (f"v{call.result}", paths.of[value].root, point)
            for value in call.args
            if not is_plain(value, function, paths)
        )
    for number, block in enumerate(function.blocks) if grown else ():
        for index, op in enumerate(block.ops):
            if isinstance(op, Phi) and isinstance(function.types[op.result], Slice):
                yield from (
                    (paths.of[op.result].root, paths.of[operand].root, (number, index)) for operand in op.operands
                )


def is_plain(value: int, function: Function, paths: Paths) -> bool:
    """Whether a value leads to no object: a string or a number, whatever it was taken from."""
    while not isinstance(kind := function.types[value], Basic):
        made = paths.definition[value]
        if type(made) is not Convert:
            return False
        if made.kind in _COPYING:
            return True
        value = made.operand
    return kind != UNSAFE_POINTER


def _values(found: tuple[Target, ...]) -> list[int]:
    brought = (begun_at(path) for target in found for _, path in target.brought)
    known = (value for target in found for value in (*target.bound, *target.captures))
    return [*known, *(value for value in brought if value is not None)]


def _passed(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> list[tuple[int, str | None]]:
    spawner = spawners().get(op.callee.symbol)
    if spawner is not None:
        return [(op.args[spawner.argument], None)] if spawner.argument < len(op.args) else []
    passed: list[tuple[int, str | None]] = []
    symbol = op.callee.symbol
    for target in callee_targets(op.callee, paths) if not symbol or symbol in outcomes else ():
        outcome = outcomes.get(target.symbol)
        if outcome is None:
            continue
        roots = callee_frame(target, op.args, paths)
        leaving = outcome.publishes | {place.root for place, _, _ in outcome.starts if not place.steps}
        found = (begun_at(roots[root]) for root in sorted(leaving) if root in roots)
        passed.extend((value, None) for value in found if value is not None)
        for place, _, _ in sorted(outcome.starts):
            started = given(place, roots, paths, outcomes) if place.steps else ()
            passed.extend((value, None) for value in _values(started))
    return passed
