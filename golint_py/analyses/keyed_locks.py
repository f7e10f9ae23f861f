"""Locks that a function takes by a key, or that a call hands out with the function that gives them back.

`ids.LockID(id)` and `ids.UnlockID(id)`, `defer names.LockName(name)()`: which lock that is nobody can tell, so a hold
is one of a lock that has no name. Told by the names of the two calls, for callees without a lock effect that is known.
"""

import re
from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import Outcome
from golint_py.analyses.tables import lock_operations
from golint_py.ir.ops import Call, Defer, Extract
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Signature, Tuple, Type

_LOCK = re.compile(r"[Rr]?[Ll]ock(\w*)")
_UNLOCK = re.compile(r"[Rr]?[Uu]n[Ll]ock(\w*)")
_TAKES = re.compile(r"(?<!n)(?:Lock|(?<![bBcC])lock)")


def keyed_locks(function: Function, paths: Paths, outcomes: Mapping[str, Outcome]) -> dict[int, bool]:
    """By place the calls that take a lock which cannot be told (True), or give it back (False)."""
    every: list[Call | Defer] = [*(call for _, call in paths.at(Call)), *ops_of(function, Defer)]
    calls = [op for op in every if not op.callee.builtin and ("ock" in op.callee.symbol or not op.callee.symbol)]
    if not calls:
        return {}
    unknown = {op.at for op in calls if op.callee.symbol and not _known(op, paths, outcomes)}
    if not unknown:
        return {}
    return {**_pairs(calls, unknown), **dict(_handed_out(function, paths, calls, unknown))}


def _known(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether it is known which locks the call takes and gives back."""
    if op.callee.symbol in lock_operations():
        return True
    found = [outcomes[one.symbol] for one in callee_targets(op.callee, paths) if one.symbol in outcomes]
    return any(one.acquires or one.releases or one.maybe or one.unlocks for one in found)


def _pairs(calls: list[Call | Defer], unknown: set[int]) -> dict[int, bool]:
    """Calls of methods of one type that are named as a pair, and of which the one that locks is not known."""
    found: dict[tuple[str, str], dict[int, bool]] = {}
    for op in calls:
        owner, _, name = op.callee.symbol.rpartition(".")
        for pattern, takes in ((_LOCK, True), (_UNLOCK, False)):
            named = pattern.fullmatch(name)
            if named and (named[1] or len(op.args) > 1) and (op.at in unknown or not takes):
                found.setdefault((owner, named[1]), {})[op.at] = takes
    return {at: takes for both in found.values() if len(set(both.values())) == 2 for at, takes in both.items()}


def _handed_out(
    function: Function, paths: Paths, calls: list[Call | Defer], unknown: set[int]
) -> Iterator[tuple[int, bool]]:
    """Calls that return a function, where that is called."""
    makers = {
        id(op): op.at
        for op in calls
        if isinstance(op, Call)
        and op.at in unknown
        and _TAKES.search(op.callee.symbol.rpartition(".")[2])
        and _gives_back(function.types[op.result])
    }
    for op in calls if makers else ():
        made = paths.definition[op.callee.value] if op.callee.value is not None and not op.callee.symbol else None
        if isinstance(made, Extract):
            made = paths.definition[made.tuple]
        if id(made) in makers and not op.args:
            yield makers[id(made)], True
            yield op.at, False


def _gives_back(kind: Type | None) -> bool:
    """Whether the (first) result is a function without parameters and results, as far as that is known."""
    if isinstance(kind, Tuple):
        kind = kind.elems[0] if kind.elems else None
    return kind is None or (isinstance(kind, Signature) and not kind.params and not kind.results)
