"""Who calls a helper with a lock held, and who without: where one function has all accesses to a map, its callers are
what keeps a discipline."""

from collections.abc import Iterator

from golint_py.analyses.access_paths import Path
from golint_py.analyses.entering import held_at, passed
from golint_py.analyses.facts import NOTHING, Edge, FunctionFacts, Held, is_lock
from golint_py.analyses.guards import ONE_OF_MANY, Instance, lock_keys
from golint_py.analyses.threads import Contexts


class LockingCallers:
    """The callers of the functions of a run."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._calls: dict[str, list[tuple[FunctionFacts, Edge]]] = {}

    def of(self, one: Instance, key: str) -> Iterator[tuple[str, bool]]:
        """The functions in production code that call the one with the access, each with whether it holds the lock at
        the call; of those that are entered both with and without it, both."""
        for caller, edge in self._known().get(one.function.symbol, ()):
            for context in self._contexts.of.get(caller.symbol, ()):
                if self._contexts.threads[context.thread].test:
                    continue
                locks = passed(held_at(context.entry.locks, edge.held), edge.arguments)
                keys, wild = lock_keys(locks, one.access.path)
                if not wild:
                    yield caller.symbol, any(held == key for held, _ in keys)

    def lock(self, symbol: str, path: Path, inside: Held) -> bool:
        """Whether all callers of a function in production code, and there are some, hold a lock that counts for a path
        of it, or one that cannot be told, which the function has not given back `inside`."""
        held = list(self._locking(symbol, path, inside))
        return bool(held) and all(held)

    def forget(self, symbol: str, path: Path) -> bool:
        """Whether a caller of a function in production code holds no such lock."""
        return not all(self._locking(symbol, path, NOTHING))

    def _locking(self, symbol: str, path: Path, inside: Held) -> Iterator[bool]:
        """Whether the callers hold a lock. How callers out of sight enter a caller does not count where others enter
        it, too."""
        for caller, edge in self._known().get(symbol, ()):
            entered = self._contexts.of.get(caller.symbol, {})
            for context, origin in entered.items():
                thread = self._contexts.threads[context.thread]
                if thread.test or (origin is None and thread.kind == "api" and caller.symbol in self._known()):
                    continue
                locks = passed(held_at(context.entry.locks, edge.held), edge.arguments)
                keys, wild = lock_keys(held_at(locks, inside), path)
                yield wild or any(is_lock(mode) and not mode.startswith(ONE_OF_MANY) for _, mode in keys)

    def _known(self) -> dict[str, list[tuple[FunctionFacts, Edge]]]:
        if not self._calls:
            for facts in self._contexts.functions.values():
                for edge in facts.edges if not facts.test else ():
                    if edge.kind == "call":
                        self._calls.setdefault(edge.callee, []).append((facts, edge))
        return self._calls
