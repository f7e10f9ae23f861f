"""What packages are told about functions of the packages that they import: which ones start what they are given, or run
it under a lock, and how to wait for that; which ones use a map that they are given; which ones take a lock, or give it
back, for their callers; and which methods return what a field of their object has, or a new object."""

from collections.abc import Mapping

from golint_py.analyses.access_paths import Path, is_element
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import Access, Outcome
from golint_py.ir.program import Function
from golint_py.types.model import Pointer


def wrappers_of(functions: Mapping[str, Function], outcomes: Mapping[str, Outcome]) -> tuple[tuple[str, Outcome], ...]:
    """Exported functions and methods that start a parameter, or call one under a lock, and the methods beside them that
    wait, those that use a map that is one, those that return with a lock held or given back, but for what is called
    like the methods of a mutex, and methods that return a field, or a new object; by symbol, with as much of their
    summaries as concerns that."""
    own = {symbol: outcomes[symbol] for symbol, function in functions.items() if not function.test}
    running = {symbol for symbol, outcome in own.items() if _runs_elsewhere(outcome)}
    owners = {receiver_and_name(symbol)[0] for symbol in running} - {""}
    waiting = {symbol for symbol, outcome in own.items() if outcome.waits and receiver_and_name(symbol)[0] in owners}
    using = {symbol for symbol, outcome in own.items() if _on_given(outcome)}
    locking = {symbol for symbol, outcome in own.items() if _locks(outcome) and not symbol.endswith("ock")}
    whole = running | waiting | using | locking
    giving = {
        symbol for symbol, outcome in own.items() if symbol.startswith("(") and _gives(functions[symbol], outcome)
    }
    return tuple(
        (symbol, _told(own[symbol]) if symbol in whole else _given_by(own[symbol]))
        for symbol in sorted(whole | giving)
        if receiver_and_name(symbol)[1][:1].isupper() and "$" not in symbol
    )


def _runs_elsewhere(outcome: Outcome) -> bool:
    started = any(_is_given(place) for place, _, _ in outcome.starts)
    return started or any(held.acquired for place, held in outcome.calls if _is_given(place))


def _locks(outcome: Outcome) -> bool:
    return bool(outcome.acquires or outcome.releases or outcome.unlocks)


def _gives(function: Function, outcome: Outcome) -> bool:
    """Whether the (first) result points to a new object, or to what a field has."""
    pointer = bool(function.results) and isinstance(function.results[0], Pointer)
    return pointer and (outcome.fresh_result or _gives_field(outcome))


def _given_by(outcome: Outcome) -> Outcome:
    return Outcome(fresh_result=outcome.fresh_result, result=outcome.result if _gives_field(outcome) else None)


def _gives_field(outcome: Outcome) -> bool:
    """Whether the function returns what a field of its first parameter leads to."""
    place = outcome.result
    return place is not None and place.root == "p0" and bool(place.steps) and not any(map(is_element, place.steps))


def _on_given(outcome: Outcome) -> tuple[Access, ...]:
    """The operations on maps that the function is given."""
    return tuple(one for one in outcome.touches if _is_given(one.path))


def _is_given(place: Path) -> bool:
    return place.root.startswith("p") and not place.steps


def _told(outcome: Outcome) -> Outcome:
    ended = outcome.ended if outcome.spawns <= outcome.ended else frozenset[str]()
    return Outcome(
        result=outcome.result if _gives_field(outcome) else None,
        fresh_result=outcome.fresh_result,
        acquires=outcome.acquires,
        releases=outcome.releases,
        maybe=outcome.maybe,
        unlocks=outcome.unlocks,
        starts=outcome.starts,
        touches=_on_given(outcome),
        awaited=outcome.awaited,
        joined=outcome.joined,
        indirect=outcome.indirect,
        calls=outcome.calls,
        publishes=outcome.publishes,
        handed=outcome.handed,
        ends=outcome.ends,
        waits=outcome.waits,
        spawns=ended,
        ended=ended,
    )
