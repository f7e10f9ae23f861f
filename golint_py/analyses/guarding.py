"""Which lock guards a location: declared, or the one that its users hold when they write.

A guard is inferred by use: the lock that is held at one write at least and by no fewer functions than go without it. An
access is bare when it holds neither that lock nor another one under which such maps are written.
"""

import re

from msgspec import Struct

from golint_py.analyses.access_paths import MAX_STEPS
from golint_py.analyses.facts import AROUND, SHOWS
from golint_py.analyses.guards import Instance
from golint_py.analyses.locking_callers import LockingCallers
from golint_py.analyses.parallel import RUNNING
from golint_py.types.guards import NO_GUARD


class Guard(Struct, frozen=True):
    """An inferred or declared guard of a location, with the number of functions that hold it and that do not. `looked`:
    only those hold it that look at the map."""

    key: str
    holding: int
    bare: int
    declared: bool
    looked: bool = False


class Guarding:
    """The accesses of one location, asked about its lock."""

    def __init__(
        self, location: str, found: list[Instance], declared: str, tested: bool, callers: LockingCallers
    ) -> None:
        self.location = location
        self.found = found
        self.writes = [one for one in found if one.access.writes]
        self.declared = declared
        self.tested = tested
        self.callers = callers
        self.others: dict[str, frozenset[str]] = {}
        self.checked_twice: dict[str, bool] = {}
        self._guards: list[Guard | None] = []  # what `guard` has found

    def weak(self, guard: Guard) -> bool:
        """Whether fewer functions hold the lock than go without it, and nothing else says that it is the map's."""
        if guard.declared or guard.holding >= guard.bare or self.named_for(guard.key):
            return False
        if guard.key not in self.checked_twice:
            self.checked_twice[guard.key] = any(self.looks_again(one, guard.key) for one in self.found)
        return not self.checked_twice[guard.key]

    def looks_again(self, one: Instance, key: str) -> bool:
        """Whether an access is the first look of a double check: behind it the function takes the lock, looks again,
        and writes. That there is a second look says that others may have written in between."""
        access = one.access
        if access.kind != "read" or access.writes or one.holds(key) or access.made:
            return False
        same = [
            other
            for other in self.found
            if other.function is one.function
            and other.context == one.context
            and other.access.path == access.path
            and other.access.at > access.at
            and other.holds(key) == "write"
        ]
        second = min((other.access.at for other in same if other.access.kind == "read"), default=0)
        return bool(second) and any(other.access.writes and other.access.at > second for other in same)

    def named_for(self, key: str) -> bool:
        """Whether the lock stands beside the map and has its name: `clientsMu` and `clients`."""
        owner, _, lock = key.rpartition(".")
        place, _, name = self.location.partition("[")[0].rpartition(".")
        return owner == place and named_after(lock, name)

    def guard(self) -> Guard | None:
        """The lock that most functions hold, if some content write holds it; a declared one comes first."""
        if not self._guards:
            self._guards.append(self._best())
        return self._guards[0]

    def _best(self) -> Guard | None:
        if self.tested or self.declared == NO_GUARD:
            return None
        keys = {key for one in self.writes for key, mode in one.guards if mode == "write"}
        declared = next((key for key in keys | self._all_keys() if self.declared and key == self.declared), "")
        if self.declared and not declared:
            declared = self.declared
        best: Guard | None = None
        for key in [declared] if declared else sorted(keys):
            holding, bare = self.count(key)
            guard = Guard(key, len(holding), len(bare), bool(declared))
            if best is None or self._merit(guard) > self._merit(best):
                best = guard
        return best

    def looked(self) -> Guard | None:
        """The lock beside the map that is held by most functions, all of which only look at it: who does not expect
        others to write in between needs none."""
        if self.tested or self.declared or any(mode == "write" for one in self.writes for _, mode in one.guards):
            return None
        guards = [self._looked(key) for key in sorted(self._all_keys()) if self.sibling(key)]
        return max((one for one in guards if one is not None), key=self._merit, default=None)

    def _looked(self, key: str) -> Guard | None:
        holding, bare = self.count(key)
        return Guard(key, len(holding), len(bare), False, looked=True) if len(holding) > max(len(bare), 1) else None

    def _merit(self, guard: Guard) -> tuple[bool, bool, int, bool, int, int]:
        """With the name of the map; in an object on the way to it and held more often than not; held more often than
        not; by many; in an object close to the map."""
        near = self.near(guard.key)
        return (
            self.named_for(guard.key),
            near and guard.holding > guard.bare,
            guard.holding - guard.bare,
            near,
            guard.holding,
            -self._distance(guard.key),
        )

    def _distance(self, key: str) -> int:
        """How many steps the map is at least from the object that the lock is in; more than any if it is not behind
        it."""
        owner = key.rpartition(".")[0]
        ways = (one.access.path.steps[::-1] for one in self.found)
        places = (place for way in ways for place, step in enumerate(way) if step.rpartition(".")[0] == owner)
        return min(places, default=MAX_STEPS + 1)

    def near(self, key: str) -> bool:
        """Whether the lock is in an object on the way to the map, or global."""
        owner = key.rpartition(".")[0]
        if "#" in key or self.sibling(key) or any(owner == one.function.package for one in self.found):
            return True
        return any(step.rpartition(".")[0] == owner for one in self.found for step in one.access.path.steps)

    def _all_keys(self) -> set[str]:
        return {key for one in self.found for key, _ in one.guards}

    def count(self, key: str) -> tuple[set[str], set[str]]:
        """Functions that hold the lock at every access, and those that some root reaches without it: of objects that
        they did not make themselves. For one with all accesses that is reached both ways its callers count."""
        bare = {one.function.symbol: one for one in self.found if self._counts_as_bare(one, key)}
        holding = {one.function.symbol for one in self.found if one.holds(key) in ("write", "read", AROUND)}
        if holding == bare.keys() and len(holding) == 1:
            (one,) = bare.values()
            calling = set(self.callers.of(one, key))
            without = {symbol for symbol, holds in calling if not holds}
            return {symbol for symbol, _ in calling} - without, without
        return holding - bare.keys(), set(bare)

    def _counts_as_bare(self, one: Instance, key: str) -> bool:
        """Those that only have a library look at the map need not know that they do; those that nobody calls say
        nothing."""
        return self._aware(one, key) and not uncalled(one)

    def _aware(self, one: Instance, key: str) -> bool:
        unaware = one.access.made or one.access.kind in SHOWS
        return self.is_bare(one, key) and not unaware and not one.holds(key)

    def outvoted(self, guard: Guard) -> bool:
        """Whether fewer functions hold the lock than go without it, those included that nobody calls."""
        if guard.declared or self.named_for(guard.key):
            return False
        bare = {one.function.symbol for one in self.found if self._aware(one, guard.key)}
        return len({one.function.symbol for one in self.found if one.holds(guard.key)} - bare) < len(bare)

    def is_bare(self, one: Instance, key: str) -> bool:
        return not self.why_guarded(one, key)

    def why_guarded(self, one: Instance, key: str) -> str:
        """Why an access counts as guarded by the lock, or needs no guard; "" for a bare one."""
        if one.holds(key) == AROUND and one.thread.many and one.access.writes:
            return ""  # beside those that were started with it
        if one.holds(key):
            return "it may hold the lock, depending on the way" if one.holds(key) == "maybe" else "it holds the lock"
        if one.wild:
            return "a lock is held that cannot be told (by a name, a comment, or a caller)"
        if one.thread.kind in ("main", "test") and not (one.beside and "#" in self.location):
            return "it runs in the main goroutine or a test"
        if self._out_of_reach(one, key):
            return "the lock is a variable of another function"
        if any(mode == "write" and held in self._alternatives(key) for held, mode in one.guards):
            return "it holds another lock under which such maps are written"
        return ""

    def _out_of_reach(self, one: Instance, key: str) -> bool:
        """Whether the lock is a variable of a function that fills the map by goroutines, and the access is neither in
        that function nor in a goroutine: it can only be what is done with the map later."""
        owner, local, _ = key.rpartition("#")
        if not local or "#" in self.location or one.thread.kind in RUNNING:
            return False
        return not any(
            name == owner or name.startswith(f"{owner}$") for name in (one.function.symbol, one.thread.entry)
        )

    def _alternatives(self, key: str) -> frozenset[str]:
        """Other locks under which two functions at least write such a map: of another owner of the same struct type."""
        if key not in self.others:
            holders: dict[str, set[str]] = {}
            for one in self.writes:
                for held, mode in one.guards:
                    if mode == "write" and held != key and not one.holds(key):
                        holders.setdefault(held, set()).add(one.function.symbol)
            self.others[key] = frozenset(held for held, several in holders.items() if len(several) > 1)
        return self.others[key]

    def sibling(self, key: str) -> bool:
        """Whether the lock is in the struct that declares the map."""
        return key.rpartition(".")[0] == self.location.partition("[")[0].rpartition(".")[0]


def uncalled(one: Instance) -> bool:
    """Whether nobody in sight calls the function: it may be a value that somebody calls under the lock."""
    return one.context.entry.weak and one.thread.kind == "value"


_LOCK_WORD = re.compile(r"^(?:mu|mutex|mtx|lock)(?=[A-Z_])|_?(?:rw)?(?:mu|mut|mutex|mtx|lock|lck)$", re.IGNORECASE)
_MANY = re.compile(r"(?:_?maps?|e?s)$", re.IGNORECASE)


def named_after(lock: str, name: str) -> bool:
    """Whether a lock is called by a variable's name and a word for locks: `clientsMu`, `muClients`, `client_lock`."""
    bare = _LOCK_WORD.sub("", lock).replace("_", "").lower()
    return bool(bare) and bare != lock.lower() and _singular(bare) == _singular(name.replace("_", "").lower())


def _singular(name: str) -> str:
    return _MANY.sub("", name) or name
