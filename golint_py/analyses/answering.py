"""Which locks a function holds when it returns with one answer, and not with the other: see `lock_answers`."""

from collections.abc import Iterable, Iterator

from golint_py.analyses.facts import CLAIMED, DONE, Hold
from golint_py.analyses.failures import failures
from golint_py.analyses.frame import Frame
from golint_py.analyses.lock_answers import OTHER, Edge, asked, told_by
from golint_py.ir.ops import Const, Return
from golint_py.types.model import Basic


def answers(frame: Frame, exits: Iterable[tuple[Return, frozenset[Hold], Edge]]) -> frozenset[tuple[str, Hold]]:
    """The locks that the last result of a function tells of, each with the answer that says that it is held. `exits`
    are the returns with the locks that are held there, and their places."""
    held: dict[str, list[frozenset[Hold]]] = {}
    for answer, locks in _answers(frame, exits):
        held.setdefault(answer, []).append(locks)
    if len(held) != 2:
        return frozenset()
    return frozenset(
        (answer, hold)
        for answer, sets in held.items()
        for hold in frozenset.intersection(*sets)
        if hold.mode not in (CLAIMED, DONE)
        and hold.lock.root[0] in "pfg"
        and not any(hold.lock == one.lock for locks in held[OTHER[answer]] for one in locks)
    )


def _answers(
    frame: Frame, exits: Iterable[tuple[Return, frozenset[Hold], Edge]]
) -> Iterator[tuple[str, frozenset[Hold]]]:
    """Each answer that a return may give, with the locks that are held then."""
    failed: dict[Edge, bool | None] | None = None
    for leave, locks, point in exits:
        kind = frame.function.types[leave.values[-1]] if leave.values else None
        if isinstance(kind, Basic) and kind.name in ("bool", "untyped bool"):
            yield from _of_bool(frame, leave.values[-1], locks)
        elif frame.world.is_error(kind):
            failed = failures(frame) if failed is None else failed
            yield from ((answer, locks) for answer in ("error", "nil") if failed.get(point) != (answer == "nil"))


def _of_bool(frame: Frame, value: int, locks: frozenset[Hold]) -> Iterator[tuple[str, frozenset[Hold]]]:
    made = frame.paths.definition[value]
    if isinstance(made, Const) and isinstance(made.value, bool):
        yield "true" if made.value else "false", locks
        return
    told: dict[str, set[Hold]] = {"true": set(), "false": set()}
    for call, answer in asked(value, frame.function, frame.paths):
        for lock, mode, held in told_by(call, frame.paths, frame.naming, frame.world.outcomes):
            told["true" if held == answer else "false"].add(Hold(lock, mode))
    for answer, more in told.items():
        yield answer, locks | more
