"""What is known of callers out of sight at an access: whose object it is, and whether those in sight hold a lock."""

import re
from collections.abc import Iterator

from golint_py.analyses.access_paths import Path, is_element, last_name
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import NOTHING
from golint_py.analyses.guards import Instance, locked
from golint_py.analyses.locking_callers import LockingCallers
from golint_py.analyses.threads import Contexts

MAX_CALLERS = 8  # calls that an object is followed outwards
_ROOT = r"(?<=\d)(?!\d)"


def through_owner(contexts: Contexts, one: Instance, key: str) -> bool:
    """Whether a method of the type that holds the lock leads to the access: it is the user that should lock."""
    owner = key.rpartition(".")[0]
    way = [caller for caller, _, _ in contexts.trace(one.function.symbol, one.context)]
    return any(receiver_and_name(symbol)[0] == owner for symbol in (*way, one.function.symbol))


def doubtful(contexts: Contexts, one: Instance) -> bool:
    """Whether it is hardly known that callers out of sight are there, or have the object that others have."""
    return (
        brought(contexts, one)
        or _lent(contexts, one)
        or _all_in_sight(contexts, one)
        or _found_by_a_caller(contexts, one)
    )


def from_elsewhere(contexts: Contexts, one: Instance, key: str) -> bool:
    """Whether a function out of sight has returned the object, and it is not reached by way of the struct with the
    lock: it may be another one than those that the lock guards."""
    owner = key.rpartition(".")[0]
    if "#" in key or owner == one.function.package:
        return False  # one lock for all objects
    ways = list(_named_by_callers(contexts, one))
    _, answered = ways[-1]
    return answered and not any(step.rpartition(".")[0] == owner for way, _ in ways for step in way.steps)


def _found_by_a_caller(contexts: Contexts, one: Instance) -> bool:
    """Whether callers out of sight run a function that gets the object from a call, and hands it to another package."""
    far = one.context.entry.far and one.thread.kind == "api"
    return far and _outermost(contexts, one).root[0] == "v"


def _outermost(contexts: Contexts, one: Instance) -> Path:
    """What the path of the access is called by the outermost of the callers that are followed."""
    *_, (path, _) = _named_by_callers(contexts, one)
    return path


def _named_by_callers(contexts: Contexts, one: Instance) -> Iterator[tuple[Path, bool]]:
    """The path of the access, and those of the arguments that its parameter stands for in callers, outwards; each with
    whether a function out of sight has returned the object."""
    symbol, context, path = one.function.symbol, one.context, one.access.path
    answered = one.access.answered
    for _ in range(MAX_CALLERS):
        yield path, answered
        origin = contexts.origin(symbol, context)
        if path.root[0] not in "pf" or origin is None:
            return
        found = next(
            (
                argument
                for edge in contexts.functions[origin.caller].edges
                if edge.at == origin.at and edge.callee == symbol
                for argument in edge.arguments
                if argument.root == path.root
            ),
            None,
        )
        if found is None:
            return
        symbol, context, path, answered = origin.caller, origin.context, found.path, found.answered


def _all_in_sight(contexts: Contexts, one: Instance) -> bool:
    """Whether no caller is out of sight: the package of the exported function is internal to the module, and its
    importers were looked at."""
    if one.thread.kind != "api":
        return False
    way = contexts.trace(one.function.symbol, one.context)
    root = way[0][0] if way else one.function.symbol
    package = contexts.functions[root].package if root in contexts.functions else ""
    return "internal" in package.split("/") and any(known.entry.far for known in contexts.of.get(root, ()))


def brought(contexts: Contexts, one: Instance) -> bool:
    """Whether callers out of sight bring the object as an argument, and not as the receiver: it is theirs."""
    if one.thread.kind != "api" or contexts.origin(one.function.symbol, one.context):
        return False
    return _is_argument(one.function.symbol, one.access.path.root)


def by_callers(contexts: Contexts, one: Instance) -> bool:
    """Whether callers out of sight run a method on an object of theirs, which is the one with the access."""
    if one.thread.kind != "api":
        return False
    way = contexts.trace(one.function.symbol, one.context)
    names = [path for path, _ in _named_by_callers(contexts, one)]
    fields = [sum(not is_element(step) for step in name.steps) for name in names]
    symbol = way[0][0] if way else one.function.symbol
    whole = len(names) == len(way) + 1 and fields[0] <= 1 and not any(fields[1:])
    return whole and names[-1].root == "p0" and not _is_argument(symbol, "p0")


def had_by_callers(contexts: Contexts, one: Instance) -> bool:
    """Whether the object was there before who leads to the access was called: it is no new one."""
    return _outermost(contexts, one).root[0] in "pg"


def takes_itself(contexts: Contexts, one: Instance, key: str) -> bool:
    """Whether the function, or one that it calls, takes this lock of the object: its callers do not hold it."""
    root = one.access.path.root
    return any(last_name(lock) == key and (lock.root == root or lock.root[0] == "g") for lock in _taken(contexts, one))


def _taken(contexts: Contexts, one: Instance) -> Iterator[Path]:
    """Locks that the function and what it calls take, in the function's frame: not those that they give back before."""
    for taken in one.function.takes:
        if taken.lock not in taken.held.released:
            yield taken.lock
    for edge in one.function.edges:
        callee = contexts.functions.get(edge.callee) if edge.kind == "call" and not edge.weak else None
        for taken in callee.takes if callee is not None else ():
            if taken.lock in taken.held.released or edge.held.released:
                continue
            for argument in edge.arguments:
                if argument.root == taken.lock.root:
                    yield argument.path.then(*taken.lock.steps)
            if taken.lock.root[0] == "g":
                yield taken.lock


def called_under_locks(contexts: Contexts, callers: LockingCallers, one: Instance) -> bool:
    """Whether only callers out of sight reach the access without a lock: those in sight of the function that leads to
    it hold one, all of them; unless a comment says that they need none."""
    if one.thread.kind != "api" or locked(one):
        return False
    way = contexts.trace(one.function.symbol, one.context)
    symbol = way[0][0] if way else one.function.symbol
    if symbol not in contexts.functions or contexts.functions[symbol].safe:
        return False
    return callers.lock(symbol, _outermost(contexts, one), NOTHING if way else one.access.held)


def _lent(contexts: Contexts, one: Instance) -> bool:
    """Whether callers out of sight, or a library that calls a handler, bring the object, as an argument, to the
    function that starts the goroutine."""
    starter = one.thread.starter
    if one.thread.kind != "go" or not any(
        origin is None and contexts.threads[context.thread].kind in ("api", "handler")
        for context, origin in contexts.of.get(starter, {}).items()
    ):
        return False
    names = [name.removeprefix(f"{starter}|") for name in one.objects if name.startswith(f"{starter}|")]
    return bool(names) and all(_is_argument(starter, re.split(_ROOT, name, maxsplit=1)[0]) for name in names)


def _is_argument(symbol: str, root: str) -> bool:
    """Whether a root is a parameter of the function, and not its receiver."""
    return root.startswith("p") and (root != "p0" or not symbol.startswith("("))
