"""What the annotations of gVisor's checklocks say of functions and fields, with the locks that they name.

A lock is named by a parameter, the receiver or a package variable and the fields from there (`+checklocks:s.mu`). One
that is embedded where the name ends is meant along with it. https://pkg.go.dev/gvisor.dev/gvisor/tools/checklocks
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from golint_py.analyses.access_paths import Path, last_name, step
from golint_py.analyses.facts import READ, WRITE, Hold
from golint_py.analyses.threads import ANY_LOCK
from golint_py.ir.program import Function
from golint_py.types.lookup import Lookup
from golint_py.types.methods import find
from golint_py.types.model import Named, Type
from golint_py.types.scope import SelectionKind

_KIND = re.compile(r"\+checklocks([a-z]*)\s*(?::\s*([\w.]+))?")
_HELD = {"": WRITE, "read": READ, "release": WRITE, "releaseread": READ}
_ACQUIRED = {"acquire": WRITE, "acquireread": READ}
_RELEASED = {"release": WRITE, "releaseread": READ}


class Contract(Struct, frozen=True):
    """Locks that a function is called with, those that it returns with, and those that it gives back."""

    held: tuple[Hold, ...] = ()
    acquired: frozenset[Hold] = frozenset()
    released: frozenset[Hold] = frozenset()


NO_CONTRACT = Contract()


def contract_of(function: Function, lookup: Lookup, package: str) -> Contract:
    """What the doc comment of a function says in annotations; a lock that has no name there could be any."""
    held: list[Hold] = []
    acquired: set[Hold] = set()
    released: set[Hold] = set()
    for line in function.annotations:
        match = _KIND.search(line)
        if match is None or match.group(2) is None:
            continue
        kind, words = match.group(1), match.group(2).split(".")
        if kind in _HELD:
            lock = _lock(function, lookup, package, words)
            held.append(Hold(lock or ANY_LOCK, _HELD[kind]))
        elif kind in _ACQUIRED:
            lock = _lock(function, lookup, package, words)
        else:
            continue
        if lock is not None and kind in _ACQUIRED:
            acquired.add(Hold(lock, _ACQUIRED[kind]))
        elif lock is not None and kind in _RELEASED:
            released.add(Hold(lock, _RELEASED[kind]))
    return Contract(tuple(held), frozenset(acquired), frozenset(released)) if held or acquired else NO_CONTRACT


def expects_lock(function: Function) -> bool:
    """Whether the function is called with a lock held."""
    return any(match.group(1) in _HELD for line in function.annotations if (match := _KIND.search(line)) is not None)


def is_ignored(function: Function) -> bool:
    """Whether nothing is to be said about the function itself."""
    return any(line.startswith("+checklocksignore") for line in function.annotations)


def returns_locked(function: Function) -> bool:
    """Whether the function is to return with a lock held, or nothing is to be said about it."""
    return any(line.startswith(("+checklocksacquire", "+checklocksignore")) for line in function.annotations)


def _lock(function: Function, lookup: Lookup, package: str, words: Sequence[str]) -> Path | None:
    for index, name in enumerate(function.params):
        if name == words[0]:
            return _from(lookup, Path(f"p{index}"), function.types[index], words[1:])
    return _variable(lookup, package, words)


def _variable(lookup: Lookup, package: str, words: Sequence[str]) -> Path | None:
    exports = lookup.exports(package)
    if exports is None or words[0] not in exports.vars:
        return None
    return _from(lookup, Path(f"g:{package}.{words[0]}"), exports.vars[words[0]], words[1:])


def _from(lookup: Lookup, path: Path, type: Type | None, words: Sequence[str]) -> Path | None:
    """The path that fields lead to from a value of the type, and to the lock that is embedded there."""
    for word in words:
        member = find(lookup, type, word, anywhere=True)
        if member is None or member.kind is not SelectionKind.FIELD:
            return None
        path = path.then(*(step(one.owner, one.field) for one in member.path))
        type = member.type
    method = find(lookup, type, "Lock", anywhere=True)
    if method is not None and method.kind is SelectionKind.METHOD_VALUE:
        path = path.then(*(step(one.owner, one.field) for one in method.path))
    return path


def aliases_of(lookup: Lookup, package: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The fields, from a type of the package, that lead to a lock which is another one under another name."""
    exports = lookup.exports(package)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, declared in exports.types.items() if exports is not None else ():
        for longer, shorter in declared.aliases:
            start = Path("p0"), Named(f"{package}.{name}")
            left, right = (_from(lookup, *start, words.split(".")) for words in (longer, shorter))
            if left is not None and right is not None and left != right:
                found[left.steps] = right.steps
    return found


def guard_key(
    lookup: Lookup, package: str, owner: str, written: str, aliases: Mapping[tuple[str, ...], tuple[str, ...]]
) -> str:
    """The key of the lock that an annotation of a field of the type `owner` ("" for a variable) names; "" for none."""
    words = written.split(".")
    path = _from(lookup, Path("p0"), Named(f"{package}.{owner}"), words) if owner else None
    path = path or _variable(lookup, package, words)
    if path is None:
        return ""
    return last_name(Path(path.root, aliases.get(path.steps, path.steps)))
