"""Which returns with a lock held are mistakes, and not the purpose of the function."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path
from golint_py.analyses.callgraph import receiver_and_name, references
from golint_py.analyses.lock_annotations import returns_locked
from golint_py.analyses.lock_balance import Balance, Exit, balances
from golint_py.analyses.lock_names import Term, class_of, path_of
from golint_py.analyses.lock_states import FREED, HELD
from golint_py.analyses.unit import Unit
from golint_py.ir.program import is_forced
from golint_py.query import Query

_HANDS_OVER = r"(?i:lock|acquire|^(begin|start|enter|pin|freeze|pause|suspend|stop|open|new|get|find|load|fetch))"


class Leak(Struct, frozen=True):
    """Returns of a function with a lock held: their places, where it was taken, and whether all other returns gave it
    back."""

    function: str
    lock: Term
    at: tuple[int, ...]
    taken_at: int
    mode: str
    others_release: bool


def leaks(unit: Unit, query: Query) -> tuple[Leak, ...]:
    """All of the package.

    A function that gives a lock back on no way is silent where some function gives back that class of locks for others,
    or none does (a lock held to the end of the program); any function is, where a caller gives the lock back."""
    known = query.get(balances, unit, query)
    kept = {symbol for one in known.values() for symbol in one.kept}
    handed = frozenset(
        name for symbol, one in known.items() if "$" not in symbol or symbol in kept for name in _entry_releases(one)
    )
    kept_for_ever = frozenset(class_of(lock) for one in known.values() for lock in one.exits) - frozenset(
        class_of(lock)
        for one in known.values()
        for lock, exits in one.exits.items()
        if any(exit.status in FREED.values() for exit in exits)
    )
    callers = _callers(unit, known)
    free = handed | kept_for_ever
    given_back = frozenset(release for one in known.values() for release in one.effect.releases)
    return tuple(
        leak
        for symbol in sorted(known)
        if not returns_locked(unit.functions[symbol])
        for leak in _of(symbol, known, free, callers, given_back)
        if not is_forced(unit.functions[symbol], leak.taken_at)
    )


def _entry_releases(balance: Balance) -> Iterator[str]:
    for path, _ in balance.effect.releases:
        yield path.steps[-1] if path.steps else path.root
    yield from balance.effect.vague


def _callers(unit: Unit, known: Mapping[str, Balance]) -> dict[str, set[str]]:
    """By function the classes of locks that its callers give back after it, or may."""
    found: dict[str, set[str]] = {}
    for symbol, balance in known.items():
        for callee, name in balance.answers:
            found.setdefault(callee, set()).add(name)
        for other in references(unit.functions[symbol]) if balance.hands_on else ():
            found.setdefault(other, set()).update(balance.hands_on)
    return found


def _of(
    symbol: str,
    known: Mapping[str, Balance],
    handed: frozenset[str],
    callers: Mapping[str, set[str]],
    given_back: frozenset[tuple[Path, str]],
) -> Iterator[Leak]:
    balance = known[symbol]
    for lock, exits in balance.exits.items():
        held = [one for one in exits if one.status in HELD and not _kept_by_result(one, given_back)]
        name = class_of(lock)
        if not held or name in balance.hands_on or name in callers.get(symbol, ()):
            continue
        freed = any(one.status in FREED.values() for one in exits)
        if not freed and (
            path_of(lock) is None or name in handed or re.search(_HANDS_OVER, receiver_and_name(symbol)[1])
        ):
            continue
        rest = all(one.status in (*HELD, *FREED.values(), "") for one in exits)
        places = tuple(sorted({one.at for one in held}))
        yield Leak(symbol, lock, places, held[0].before, HELD[held[0].status], freed and rest)


def _kept_by_result(exit: Exit, given_back: frozenset[tuple[Path, str]]) -> bool:
    """Whether a method of an object that is returned gives the lock back."""
    return any((Path("p0", steps), HELD[exit.status]) in given_back for steps in exit.within)
