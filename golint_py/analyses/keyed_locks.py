"""Locks that a function takes by a key, or that a call hands out with the function that gives them back.

`ids.LockID(id)` and `ids.UnlockID(id)`, `defer names.LockName(name)()`: which lock that is nobody can tell, so a hold
is one of a lock that has no name. Told by the names of the two calls, for callees without a lock effect that is known.
Where the key is a string or a number that varies and does not come from the object, the hold tells the field with the
locks: what another field of the object holds as a whole is not kept by the lock of one key.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import BY_KEY, Path, Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import Outcome
from golint_py.analyses.tables import lock_operations, turns
from golint_py.analyses.threads import ANY_LOCK
from golint_py.ir.ops import Call, Const, Defer, Extract
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Basic, Signature, Tuple, Type

_LOCK = re.compile(r"[Rr]?[Ll]ock(\w*)")
_UNLOCK = re.compile(r"[Rr]?[Uu]n[Ll]ock(\w*)")
_TAKES = re.compile(r"(?<!n)(?:Lock|(?<![bBcC])lock)")


def keyed_locks(function: Function, paths: Paths, outcomes: Mapping[str, Outcome]) -> dict[int, tuple[Path, bool]]:
    """By place the calls that take a lock which cannot be told (True), or give it back (False)."""
    every: list[Call | Defer] = [*(call for _, call in paths.at(Call)), *ops_of(function, Defer)]
    calls = [op for op in every if not op.callee.builtin and ("ock" in op.callee.symbol or not op.callee.symbol)]
    if not calls:
        return {}
    unknown = {op.at for op in calls if op.callee.symbol and not _known(op, paths, outcomes)}
    if not unknown:
        return {}
    named = _Named(function, paths)
    return {**_pairs(calls, unknown, named), **dict(_handed_out(function, paths, calls, unknown, named))}


class _Named(Struct, frozen=True, eq=False):
    """What locks by a key are called."""

    function: Function
    paths: Paths

    def lock(self, op: Call | Defer) -> Path:
        """The path for the lock that the call takes, or gives back."""
        if len(op.args) != 2:
            return ANY_LOCK
        locks, key = (self.paths.of[arg] for arg in op.args)
        field = locks.steps[-1] if locks.steps else locks.root.removeprefix("g:") if locks.root[0] == "g" else ""
        made = self.paths.definition[op.args[1]]
        kind = self.function.types[op.args[1]]
        if not field or not _is_key(kind) or isinstance(made, Const) or (key.root == locks.root and key.steps):
            return ANY_LOCK
        return Path(ANY_LOCK.root, (field, BY_KEY))


def _known(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether it is known which locks the call takes and gives back."""
    if op.callee.symbol in lock_operations() or op.callee.symbol in turns():
        return True
    found = [outcomes[one.symbol] for one in callee_targets(op.callee, paths) if one.symbol in outcomes]
    return any(one.acquires or one.releases or one.maybe or one.unlocks for one in found)


def _is_key(kind: Type | None) -> bool:
    return isinstance(kind, Basic) and (kind.name == "string" or kind.name.lstrip("u").startswith("int"))


def _pairs(calls: list[Call | Defer], unknown: set[int], named: _Named) -> dict[int, tuple[Path, bool]]:
    """Calls of methods of one type that are named as a pair, and of which the one that locks is not known."""
    found: dict[tuple[str, str], dict[int, tuple[Path, bool]]] = {}
    for op in calls:
        owner, _, name = op.callee.symbol.rpartition(".")
        for pattern, takes in ((_LOCK, True), (_UNLOCK, False)):
            words = pattern.fullmatch(name)
            if words and (words[1] or len(op.args) > 1) and (op.at in unknown or not takes):
                found.setdefault((owner, words[1]), {})[op.at] = named.lock(op), takes
    pairs = (both for both in found.values() if len({takes for _, takes in both.values()}) == 2)
    return {at: effect for both in pairs for at, effect in both.items()}


def _handed_out(
    function: Function, paths: Paths, calls: list[Call | Defer], unknown: set[int], named: _Named
) -> Iterator[tuple[int, tuple[Path, bool]]]:
    """Calls that return a function, where that is called."""
    makers = {
        id(op): op
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
            maker = makers[id(made)]
            yield maker.at, (named.lock(maker), True)
            yield op.at, (named.lock(maker), False)


def _gives_back(kind: Type | None) -> bool:
    """Whether the (first) result is a function without parameters and results, as far as that is known."""
    if isinstance(kind, Tuple):
        kind = kind.elems[0] if kind.elems else None
    return kind is None or (isinstance(kind, Signature) and not kind.params and not kind.results)
