"""Where a conflict stands: at the access, or at the call that gets there without the lock."""

from collections.abc import Sequence

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.guards import Instance
from golint_py.analyses.threads import Contexts
from golint_py.text.span import Site


def site_of(contexts: Contexts, found: Sequence[Instance], one: Instance, key: str, modes: tuple[str, ...]) -> Site:
    """The access, or the bare call of it when the same function is also reached with the lock held."""
    symbol, at, context = one.function.symbol, one.access.at, one.context
    if not key:
        return Site(symbol, at)
    for _ in range(8):
        facts = contexts.functions.get(symbol)
        guarded = facts is not None and any(last_name(hold.lock) == key for hold in facts.assumes)
        guarded = guarded or any(
            other.holds(key) in modes
            for other in found
            if other.function.symbol == one.function.symbol and other.access == one.access
        )
        origin = contexts.origin(symbol, context)
        if not guarded or origin is None or origin.kind != "call":
            break
        symbol, at, context = origin.caller, origin.at, origin.context
        held = (hold.lock for known in contexts.of.get(symbol, ()) for hold in known.entry.locks)
        if not any(last_name(lock) == key for lock in held):
            break
    return Site(symbol, at)
