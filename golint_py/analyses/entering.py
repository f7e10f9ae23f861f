"""What a function is entered with: the locks, and what is known of the arguments, of a caller in the callee's frame."""

from collections.abc import Iterable

from golint_py.analyses.access_paths import GLOBALS, RECEIVED, Path, is_element
from golint_py.analyses.facts import AROUND, DONE, ONCE, READ, WRITE, Argument, Edge, Held, Hold

MAYBE = "maybe"


def held_at(entry: frozenset[Hold], held: Held) -> frozenset[Hold]:
    """Locks at a point: (entry - released) + acquired; what may be held has the mode "maybe"."""
    if not (held.acquired or held.released or held.maybe):
        return entry
    own = {hold.lock for hold in held.acquired}
    kept = {hold for hold in entry if hold.lock not in own and not _released(hold.lock, held.released)}
    maybe = {Hold(lock, MAYBE) for lock in held.maybe}
    return frozenset(kept | set(held.acquired) | maybe)


def _released(lock: Path, released: Iterable[Path]) -> bool:
    return any(path == lock or (lock.root == "?" and lock.steps[-1:] == path.steps[-1:]) for path in released)


def around(locks: frozenset[Hold]) -> frozenset[Hold]:
    """What counts for a goroutine that has ended before its starter gives the locks back: they keep out who is neither
    the starter nor started by it."""
    kept = (hold for hold in locks if hold.mode in (WRITE, READ, AROUND, DONE))
    return frozenset(Hold(hold.lock, AROUND) if hold.mode == WRITE else hold for hold in kept)


def lasting(locks: frozenset[Hold]) -> frozenset[Hold]:
    """What has been done once, and stays so: a goroutine that starts later comes after it."""
    return frozenset(hold for hold in locks if hold.mode == DONE)


def begun(locks: frozenset[Hold]) -> frozenset[Hold]:
    """What runs once, and has begun to: whoever is started then waits for it and does not run it."""
    return frozenset(hold for hold in locks if hold.mode == ONCE and hold.lock.root not in ("*", "?"))


def runs_no_more(edge: Edge, before: frozenset[Hold]) -> bool:
    """Whether the edge leads to what a `sync.Once` runs that had begun, or was done, when its thread was started."""
    return edge.kind == "call" and any(
        hold.mode == ONCE
        and hold.lock.root not in ("*", "?")
        and any(one.lock == hold.lock and one.mode in (ONCE, DONE) for one in before)
        for hold in edge.held.acquired
    )


def passed(locks: frozenset[Hold], arguments: tuple[Argument, ...]) -> frozenset[Hold]:
    """Locks in the callee's frame; one that cannot be named there keeps its class only. One that the caller was given
    by itself has none: it could be any."""
    found: set[Hold] = set()
    for hold in locks:
        lock = hold.lock
        if lock.root.startswith("g:") or lock.root in ("*", "?"):
            found.add(hold)
            continue
        best: Argument | None = None
        for argument in arguments:
            if lock.starts_with(argument.path) and (best is None or len(argument.path.steps) > len(best.path.steps)):
                best = argument
        if best is not None:
            found.add(Hold(lock.rebase(best.path, Path(best.root)), hold.mode))
        elif lock.steps:
            found.add(Hold(_class(lock), hold.mode))
        elif lock.root.startswith("p"):
            found.add(Hold(Path("*"), hold.mode))
    return frozenset(found)


def _class(lock: Path) -> Path:
    """The lock without its object: the last field, with what an unnamed struct is in."""
    length = 1
    while length < len(lock.steps) and lock.steps[-length].startswith((".", "[")):
        length += 1
    return Path("?", lock.steps[-length:])


def roots_like(arguments: tuple[Argument, ...], of_caller: frozenset[str], own: bool) -> frozenset[str]:
    """Parameters that are like those of the caller: nobody else's (`own`), or the same object for all. What comes out
    of a channel is another one for each."""
    return frozenset(
        argument.root
        for argument in arguments
        if (own or RECEIVED not in argument.path.steps)
        and (
            (argument.path.root in of_caller and not (own and argument.given))
            or (argument.owned if own else argument.path.root.startswith("g:"))
        )
    )


def made_before(arguments: tuple[Argument, ...], of_caller: frozenset[str], owned: frozenset[str]) -> frozenset[str]:
    """Parameters that the caller, or one before it, made: what the caller got as one that is nobody else's (`owned`),
    too, as long as only its calls can have told others of it."""
    return frozenset(
        argument.root
        for argument in arguments
        if argument.path.root in of_caller
        or (argument.made and (argument.path.root[0] != "p" or (argument.given and argument.path.root in owned)))
    )


def started_before(
    arguments: tuple[Argument, ...], of_caller: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Parameters with the sites whose goroutines an earlier call may have started with the same object: not with one
    that is put there anew before each call."""
    found = {(argument.root, site) for argument in arguments for site in argument.again}
    kept = [argument for argument in arguments if not argument.allocated]
    for root, site in of_caller:
        found.update((argument.root, site) for argument in kept if argument.path.root == root)
        if root == GLOBALS:
            found.add((root, site))
    return frozenset(found)


def with_earlier_ones(
    arguments: tuple[Argument, ...], of_starter: frozenset[tuple[str, str]], site: str
) -> frozenset[tuple[str, str]]:
    """What a goroutine shares with those that earlier calls of the function that starts it have started there: not an
    object that is put there anew before."""
    found = {
        (argument.root, site)
        for argument in arguments
        if (argument.path.root, site) in of_starter
        and not argument.allocated
        and not any(is_element(one) for one in argument.path.steps)
    }
    return frozenset(found | ({(GLOBALS, site)} & of_starter))


def holders(
    arguments: tuple[Argument, ...], of_caller: frozenset[tuple[str, str]], crosses: bool
) -> frozenset[tuple[str, str]]:
    """The field by which the caller in another package has what it passes; inside a package, that of the callers."""
    known = dict(of_caller)
    found: set[tuple[str, str]] = set()
    for argument in arguments:
        fields = [step for step in argument.path.steps if not is_element(step)] if crosses else []
        holder = fields[-1] if fields else known.get(argument.path.root, "")
        if holder:
            found.add((argument.root, holder))
    return frozenset(found)
