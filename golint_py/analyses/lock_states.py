"""What a lock is at a point of one way through a function, and how operations change that.

The automaton of one lock: unknown on entry (no state), held for writing or reading, given back after that, or given
back although it was the caller's. A `Way` is one combination of such states with the deferred calls reached.
"""

from collections.abc import Callable

from msgspec import Struct

from golint_py.analyses.access_paths import Path
from golint_py.analyses.facts import READ, WRITE
from golint_py.analyses.lock_names import Term

HELD = {"W": WRITE, "R": READ}
FREED = {"W": "w", "R": "r"}
ENTRY = {WRITE: "U", READ: "u"}
UNSURE = "?"

Event = Callable[[str, int, Term, "State"], None]


class State(Struct, frozen=True, order=True, gc=False):
    """`status`: "W", "R" held, "w", "r" given back after that, "U", "u" the caller's given back, "?" one cannot say.
    `at` is where it was taken, `deferred` whether a deferred call took it."""

    status: str
    at: int


class Way(Struct, frozen=True, gc=False):
    """States by lock, in the order of their names' numbers, and the numbers of the `Defer` operations passed."""

    locks: tuple[tuple[int, State], ...] = ()
    defers: tuple[int, ...] = ()

    def state(self, lock: int) -> State | None:
        """The state of one lock, None as on entry."""
        for number, state in self.locks:
            if number == lock:
                return state
        return None

    def put(self, lock: int, state: State | None) -> "Way":
        """The way with another state of one lock."""
        rest = [one for one in self.locks if one[0] != lock]
        if state is not None:
            rest.append((lock, state))
        return Way(tuple(sorted(rest)), self.defers)


class Effect(Struct, frozen=True, gc=False):
    """What a function does to the locks of its callers.

    `acquires` are held at every return, `releases` were given back at some, `maybe` is anything in between, `taken` are
    the locks that each call takes at some point while it does not hold them, with the number of calls down to there.
    `vague` are the classes of locks that it gives back without that callers could say which.
    """

    acquires: frozenset[tuple[Path, str]] = frozenset()
    releases: frozenset[tuple[Path, str]] = frozenset()
    maybe: frozenset[Path] = frozenset()
    taken: frozenset[tuple[Path, str, int]] = frozenset()
    vague: frozenset[str] = frozenset()


NO_EFFECT = Effect()


def acquire(state: State | None, mode: str, at: int) -> tuple[State | None, str]:
    """The state after taking the lock, and what is wrong with that: "", "relock", "upgrade", "downgrade", "reread"."""
    wanted = State("W" if mode == WRITE else "R", at)
    if state is None or state.status in "wr":
        return wanted, ""
    if state.status == UNSURE:
        return State(UNSURE, at), ""
    if state.status in "Uu":
        return (None, "") if state.status == ENTRY[mode] else (State(UNSURE, at), "")
    kinds = {("W", WRITE): "relock", ("R", WRITE): "upgrade", ("W", READ): "downgrade", ("R", READ): "reread"}
    return State(UNSURE, state.at), kinds[state.status, mode]


def release(state: State | None, mode: str, at: int) -> tuple[State | None, str]:
    """The state after giving the lock back, and what is wrong: "", "free", "mismatch"."""
    if state is None:
        return State(ENTRY[mode], at), ""
    if state.status == UNSURE:
        return state, ""
    if state.status in HELD:
        if HELD[state.status] == mode:
            return State(FREED[state.status], state.at), ""
        return State(UNSURE, state.at), "mismatch"
    return State(UNSURE, state.at), "free"
