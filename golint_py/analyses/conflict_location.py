"""The conflicts of one location: its accesses, looked at together."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from msgspec import Struct

from golint_py.analyses.access_paths import Path, is_element
from golint_py.analyses.conflict import CONCURRENT, ESCAPES, INCONSISTENT, UNDER_READ_LOCK, Conflict
from golint_py.analyses.conflict_doubts import Judgement, Scene, beside_each_other, escaping, guarded, under_read_lock
from golint_py.analyses.conflict_sites import site_of
from golint_py.analyses.facts import ESCAPES as LEAVING
from golint_py.analyses.facts import Access
from golint_py.analyses.guarding import Guard, Guarding
from golint_py.analyses.guards import (
    Instance,
    after_once,
    both_locked,
    common_lock,
    loaded_under,
    locked,
    of_all,
    perhaps_exclusive,
    read_locked,
    steps_from_owner,
)
from golint_py.analyses.locking_callers import LockingCallers
from golint_py.analyses.loop_steps import LoopSteps
from golint_py.analyses.out_of_sight import brought, had_by_callers
from golint_py.analyses.parallel import RUNNING, Evidence, beside, beside_by_lock, judged, served
from golint_py.analyses.parallel_tests import ParallelTests
from golint_py.analyses.partners import Candidates, Verdicts
from golint_py.analyses.replacing import puts_another
from golint_py.analyses.signalled import Signalled
from golint_py.analyses.signals import ATOMIC
from golint_py.analyses.threads import Contexts
from golint_py.text.finding import Confidence
from golint_py.text.span import Site

SIGNALLED = "one waits for a signal that the other gives after it"
STEP = "a step of one goroutine: nobody else in sight calls the exported function"
ONE_TEST = "one test alone gets there"
NO_CONTENT = LEAVING | {"replace"}
MAX_THREADS = 8  # of one function that are tried


class Run(Struct, frozen=True, eq=False):
    """What the locations of a run are judged by: contexts, steps of goroutines, signals and parallel tests; packages
    in sight, those of them in which nothing runs beside anything else, and the fields that callers out of sight cannot
    reach."""

    contexts: Contexts
    callers: LockingCallers
    steps: LoopSteps
    signalled: Signalled
    tests: ParallelTests
    packages: tuple[str, ...]
    alone: frozenset[str]
    enclosed: frozenset[str]


class Location:
    """The accesses of one location, looked at together."""

    def __init__(self, location: str, found: list[Instance], declared: str, run: Run, far: bool = False) -> None:
        self.location = location
        self.run = run
        self.signalled = run.signalled
        self.found = after_once(of_all([one for one in found if one.access.kind not in NO_CONTENT]))
        self.leaving = [one for one in found if one.access.kind in LEAVING]
        self.replaced = {one.function.symbol: one.access.at for one in found if one.access.kind == "replace"}
        self.replacing = set(self.replaced)
        self.users = tuple(sorted({one.function.symbol for one in found}))
        self.getters: set[str] = set()
        self.contexts = run.contexts
        self.writes = [one for one in self.found if one.access.writes]
        self.places: dict[str, tuple[tuple[Site, str], ...]] = {}
        self.alone = frozenset[str]() if far else run.alone
        self.tested = any(one.thread.test for one in found)
        self.guarding = Guarding(location, self.found, declared, self.tested, run.callers)
        foreign = not location.startswith(run.packages)
        self.scene = Scene(
            location, self.found, self.writes, self.guarding, run.contexts, run.enclosed, foreign, self.tested
        )
        self._bare: dict[str, list[Instance]] = {}
        self._locks = any(self.guarding.sibling(key) for one in self.found for key, _ in one.guards)
        self._candidates: dict[bool, Candidates] = {}
        self._verdicts = Verdicts(self._against)

    def conflicts(self) -> Iterator[Conflict]:
        """At most one for each function, of those under a read lock, and of the others."""
        told: dict[bool, set[str]] = {True: set(), False: set()}
        known: set[tuple[str, Access]] = set()
        guard = self.guarding.guard()
        for conflict in [
            *self._under_read_lock(),
            *(self._escapes(guard) if guard is not None and not self.guarding.weak(guard) else ()),
            *(self._guarded(guard) if guard is not None and not self.guarding.weak(guard) else ()),
            *(self._without_guard() if guard is None or self.guarding.weak(guard) else ()),
            *(self._guarded(guard) if guard is not None and self.guarding.weak(guard) else ()),
        ]:
            shared = conflict.kind == UNDER_READ_LOCK
            access = (conflict.weaker.function.symbol, conflict.weaker.access)
            if conflict.site.symbol in told[shared] or access in known:
                continue
            told[shared].add(conflict.site.symbol)
            if shared:
                known.add(access)
            yield conflict

    # -- classes --------------------------------------------------------------------------------------------------

    def _under_read_lock(self) -> Iterator[Conflict]:
        for one in sorted(self.writes, key=_order):
            exclusive = {key for key, mode in one.guards if mode == "write"}
            if perhaps_exclusive(one) or one.thread.kind in ("main", "test") or self._kept_by(exclusive, one):
                continue
            if any(self.guarding.sibling(key) or key in self._write_locks(one) for key in exclusive):
                continue
            for key, mode in sorted(one.guards):
                if mode != "read" or not read_locked(one, key):
                    continue
                own = self._belongs(key, one)
                if own or (not exclusive and self._reached_under(key, one)):
                    other = self._partner(one) or one
                    holding, bare = self.guarding.count(key)
                    yield self._told(
                        UNDER_READ_LOCK, one, other, key, len(holding), len(bare), under_read_lock(one, own)
                    )
                    break

    def _kept_by(self, exclusive: set[str], one: Instance) -> bool:
        """Whether an exclusive lock held here is held at every other access too."""
        return any(all(other is one for other in self._without(key)) for key in exclusive)

    def _without(self, key: str) -> list[Instance]:
        """The first two accesses that do not hold a lock."""
        if key not in self._bare:
            self._bare[key] = list(
                islice((other for other in self.found if not other.holds(key) and not other.wild), 2)
            )
        return self._bare[key]

    def _write_locks(self, one: Instance) -> set[str]:
        """Locks that other writes hold exclusively."""
        others = (other for other in self.writes if other.function is not one.function)
        return {key for other in others for key, mode in other.guards if mode == "write"}

    def _belongs(self, key: str, one: Instance) -> bool:
        """Whether a lock is this map's: in the same struct, or in one on the way to it, or global, and the one that its
        writes are made under."""
        if self.guarding.sibling(key):
            return True
        if "#" not in key and key.rpartition(".")[0] != one.function.package and not steps_from_owner(key, one):
            return False
        holding, bare = self.guarding.count(key)
        return len(holding) > len(bare) and any(other.holds(key) == "write" for other in self.writes)

    def _reached_under(self, key: str, one: Instance) -> bool:
        """Whether the map is in an element of a container in the object that the lock is in, and every access holds
        it: others get to the same element under the same read lock."""
        return any(is_element(step) for step in steps_from_owner(key, one)) and not self.guarding.count(key)[1]

    def _escapes(self, guard: Guard) -> Iterator[Conflict]:
        """The map itself is handed out of the section of its lock, and written in place elsewhere."""
        used = {one.access.getter for one in self.found if self.guarding.is_bare(one, guard.key)}
        partners = [one for one in self._in_place(guard.key) if one.access.writes]
        for one in sorted(self.leaving, key=_order):
            symbol = one.function.symbol
            loaded = bool(one.holds(guard.key)) or loaded_under(one, guard.key)
            kept = one.access.kind in ("return", "iterator") and bool(one.holds(guard.key))
            if one.access.kind == "start":
                kept = self._locked_by_goroutine(f"{symbol}@{one.access.at}", guard.key)
            if not loaded or kept or one.wild or self._replaces(one) or self._from_callers(one, guard):
                continue
            other = self._guarded_partner(one, partners)
            if other is None:
                continue
            self.getters.add(f"{symbol}@{one.access.at}" if one.access.kind == "start" else symbol)
            sure = symbol in used or one.access.kind in ("start", "send")
            level = escaping(self.scene, one, guard, sure)
            yield self._told(ESCAPES, one, other, guard.key, guard.holding, guard.bare, level, guard.declared)

    def _locked_by_goroutine(self, site: str, key: str) -> bool:
        """Whether the goroutine that is given the map takes the lock before it uses it."""
        uses = [one for one in self.found if one.thread.site == site]
        return bool(uses) and all(one.holds(key) for one in uses)

    def _guarded(self, guard: Guard) -> Iterator[Conflict]:
        asked = (*self.found, *self._handed_out())
        bare = [one for one in asked if self.guarding.is_bare(one, guard.key)]
        partners, in_place = self._partners(guard.key), self._in_place(guard.key)
        tried: dict[str, int] = {}
        surest: dict[str, Conflict] = {}
        for one in sorted(bare, key=_order):
            symbol = one.function.symbol
            if tried.get(symbol, 0) >= MAX_THREADS or one.access.getter in self.getters:
                continue
            loaded = loaded_under(one, guard.key)
            taken = loaded or any(is_element(step) for step in one.access.path.steps)
            if one.thread.site in self.getters or (taken and self._replaces(one)) or self._taken_out(one):
                continue  # told where the map left, or handed over
            if self._from_callers(one, guard) or self._taken_over(one):
                continue
            tried[symbol] = tried.get(symbol, 0) + 1
            other = self._guarded_partner(one, in_place if loaded or one.access.kind in LEAVING else partners)
            if other is None:
                continue
            kind = ESCAPES if loaded else INCONSISTENT
            level = guarded(self.scene, one, guard)
            told = self._told(kind, one, other, guard.key, guard.holding, max(guard.bare, 1), level, guard.declared)
            known = surest.setdefault(told.site.symbol, told)
            if known.confidence < level.confidence and known.weaker.access is one.access:
                surest[told.site.symbol] = told
        yield from surest.values()

    def _handed_out(self) -> Iterator[Instance]:
        """Where callers out of sight get the map itself, which nobody in sight does with the result."""
        used = {one.access.getter for one in self.found}
        for one in self.leaving:
            returned = one.access.kind in ("return", "iterator") and not one.access.made
            if returned and one.thread.kind == "api" and one.function.symbol not in used:
                yield one

    def _from_callers(self, one: Instance, guard: Guard) -> bool:
        """Whether callers bring the object as an argument, and the lock is in another struct: it is another object."""
        owner = guard.key.rpartition(".")[0]
        if guard.declared or self.guarding.sibling(guard.key) or "#" in guard.key or owner == one.function.package:
            return False
        return brought(self.contexts, one)

    def _replaces(self, one: Instance) -> bool:
        """Whether the function puts another map there: it takes the one that it uses away from the others."""
        symbol = one.function.symbol
        return symbol in self.replacing or puts_another(self.contexts.functions, symbol, one.access.path)

    def _taken_out(self, one: Instance) -> bool:
        """Whether a literal uses a map that the function around took out of its place, and put another one there."""
        if not one.access.path.root.startswith("f") or any(not is_element(step) for step in one.access.path.steps):
            return False
        symbol = one.function.symbol
        return any(symbol.startswith(around + "$") for around in self.replacing)

    def _taken_over(self, one: Instance) -> bool:
        """Whether a goroutine uses a map that it was given, and whose place its starter has given another one since."""
        given = {root for root, location, _ in one.context.entry.given if location == self.location}
        if one.thread.starter not in self.replacing or one.access.path != Path(one.access.path.root):
            return False
        return one.access.path.root in given and any(
            start.access.kind == "start"
            and f"{start.function.symbol}@{start.access.at}" == one.thread.site
            and start.access.header_at < self.replaced.get(one.thread.starter, -1)
            for start in self.leaving
        )

    def _in_place(self, key: str) -> list[Instance]:
        """Candidates for the other side of an access to a map that was loaded under the lock: not those that fill,
        under the same lock, a map that they just put there."""
        return [one for one in self._partners(key) if not (one.access.made and one.holds(key) == "write")]

    def _partners(self, key: str) -> list[Instance]:
        """Candidates for the other side of a bare access: those that hold the guard first, writes first."""
        return sorted(self.found, key=lambda other: (not other.holds(key), not other.access.writes, _order(other)))

    def _guarded_partner(self, one: Instance, partners: list[Instance]) -> Instance | None:
        """The other side of a bare access: a write for a read; another access if possible."""
        itself: Instance | None = None
        for other in partners:
            if self._why_no_partner(one, other):
                continue
            if other is not one:
                return other
            itself = other if one.thread.many else None
        return itself

    def _why_no_partner(self, one: Instance, other: Instance) -> str:
        """Why a bare access is in no conflict with another one; "" where it is."""
        if not (one.access.writes or other.access.writes):
            return "both only read"
        evidence, why = judged(one, other)
        if evidence is Evidence.NONE and not beside_by_lock(one, other, self.found):
            return why
        if self._of_one_test(one, other):
            return ONE_TEST
        if self._signalled(one, other):
            return SIGNALLED
        if one.access.kind not in LEAVING and common_lock(one, other):
            return "both hold a lock"
        return ""

    def _without_guard(self) -> Iterator[Conflict]:
        """Those of accesses without a lock in common; where these are doubtful, those of writes without the lock that
        all hold who look at the map."""
        looked = self.guarding.looked() if self.guarding.guard() is None else None
        if looked is None:
            yield from self.concurrent()
            return
        concurrent = list(self.concurrent())
        yield from (one for one in concurrent if one.confidence > Confidence.LOW)
        for one in self._guarded(looked):
            if one.weaker.access.writes and had_by_callers(self.contexts, one.weaker):
                yield one
        yield from (one for one in concurrent if one.confidence is Confidence.LOW)

    def concurrent(self) -> Iterator[Conflict]:
        """Those between accesses without a lock in common: one for each function, on the best evidence."""
        told: dict[str, Evidence] = {}
        surest: dict[str, Conflict] = {}
        for one in sorted(self._serving, key=_order):
            symbol = one.function.symbol
            known = told.get(symbol, Evidence.NONE)
            surer = one.thread.kind in RUNNING or served(one)
            better = known is Evidence.NONE or (known < Evidence.CERTAIN and surer)
            if not better or (self.tested and not one.thread.test):
                continue
            other = self._partner(one)
            if other is None or _rank_of(other) < _rank_of(one):
                continue
            evidence = beside(one, other)
            if evidence <= known:
                continue
            for either in (symbol, other.function.symbol):
                told[either] = max(evidence, told.get(either, Evidence.NONE))
            level = beside_each_other(self.scene, one, other, evidence)
            if symbol not in surest or level.confidence > surest[symbol].confidence:
                surest[symbol] = self._told(CONCURRENT, one, other, "", 0, 0, level)
        yield from surest.values()

    @cached_property
    def _serving(self) -> list[Instance]:
        """The accesses, but for those of callers out of sight by functions that in sight one goroutine alone calls."""
        return [one for one in self.found if not self.run.steps.has(one)]

    def _partner(self, one: Instance) -> Instance | None:
        """The access that conflicts with this one on the best evidence."""
        if one.wild:
            return None
        all_ = one.access.writes
        if all_ not in self._candidates:
            serving = self._serving if all_ else [other for other in self._serving if other.access.writes]
            self._candidates[all_] = Candidates(serving, self._verdicts)
        return self._candidates[all_].best(one)

    def _against(self, one: Instance, other: Instance) -> tuple[Evidence, str]:
        """Evidence of a conflict where no guard is known, and why there is none."""
        evidence, why = judged(one, other)
        if evidence is Evidence.NONE:
            return evidence, why
        if self._of_one_test(one, other):
            return Evidence.NONE, ONE_TEST
        if self._signalled(one, other):
            return Evidence.NONE, SIGNALLED
        if evidence is Evidence.CALLERS and one.context.entry.far:
            return Evidence.NONE, "only callers out of sight of several packages would run both"
        if evidence is Evidence.CALLERS and not self.alone.isdisjoint((one.function.package, other.function.package)):
            return Evidence.NONE, "nothing in the package runs beside anything else"
        if other.wild:
            return Evidence.NONE, "a lock is held there that cannot be told (by a name, a comment, or a caller)"
        if common_lock(one, other):
            return Evidence.NONE, "both hold a lock"
        if evidence < Evidence.CERTAIN and both_locked(one, other):
            return Evidence.NONE, "both hold a lock each, perhaps of two owners"
        if evidence < Evidence.CERTAIN and self._left_to_callers(one, other):
            return Evidence.NONE, "the type has no lock of its own and leaves locking to its users"
        return evidence, ""

    def _of_one_test(self, one: Instance, other: Instance) -> bool:
        """Whether both belong to the thread of parallel tests, of which only one gets to them."""
        both = one.thread.id == other.thread.id and one.thread.kind == "parallel-test" and not one.thread.site
        return both and not self.run.tests.several(one.function.symbol, other.function.symbol)

    def _signalled(self, one: Instance, other: Instance) -> bool:
        """Whether one thread waits for what the other one tells; of those of one place, for the last one to count."""
        if one.thread.id == other.thread.id:
            return any(place.startswith(ATOMIC) for place in self.signalled.passed_on(one, other))
        return self.signalled.ordered(one, other)

    # -- why ------------------------------------------------------------------------------------------------------

    def reasons(self, one: Instance) -> tuple[Guard | None, list[tuple[Instance | None, str]]]:
        """The lock that is expected, and why the access is in no conflict: with whom, and the reason; "" with whom it
        is."""
        guard = self.guarding.guard()
        if guard is not None and not self.guarding.weak(guard):
            why = self.guarding.why_guarded(one, guard.key)
            if why:
                return guard, [(None, why)]
            return guard, [(other, self._why_no_partner(one, other)) for other in self._partners(guard.key)]
        if one.wild:
            return guard, [(None, "a lock is held that cannot be told (by a name, a comment, or a caller)")]
        if not one.access.writes and not self.writes:
            return guard, [(None, "nobody writes it in place")]
        if self.run.steps.has(one):
            return guard, [(None, STEP)]
        others = [other for other in self._serving if one.access.writes or other.access.writes]
        return guard, [(other, self._against(one, other)[1]) for other in others]

    def _left_to_callers(self, one: Instance, other: Instance) -> bool:
        """Whether the type leaves locking to its users: no lock of its own, an exported method, and a user that
        locks."""
        if not {one.thread.kind, other.thread.kind} & {"api", "value"} or not (locked(one) or locked(other)):
            return False
        return not self._locks

    # -- telling --------------------------------------------------------------------------------------------------

    def _told(
        self,
        kind: str,
        one: Instance,
        other: Instance,
        key: str,
        holding: int,
        bare: int,
        level: Judgement,
        declared: bool = False,
    ) -> Conflict:
        site = site_of(
            self.contexts, self.found, one, key, ("write",) if kind == UNDER_READ_LOCK else ("write", "read")
        )
        partial = self._partial() if kind == CONCURRENT else ""
        total = holding + bare
        share = holding / total if total else 0.5
        base = {Confidence.HIGH: 70.0, Confidence.MEDIUM: 45.0, Confidence.LOW: 15.0}[level.confidence]
        return Conflict(
            kind=kind,
            location=self.location,
            weaker=one,
            other=other,
            site=site,
            guard=key,
            holding=holding,
            functions=total,
            confidence=level.confidence,
            doubts=level.doubts,
            rank=round(base + 25 * share, 1),
            racy=tuple(place for place in self._racy(key, one) if place[0] != site),
            declared=declared,
            partial=partial,
            users=self.users if partial else (),
        )

    def _partial(self) -> str:
        """The lock of the map's own struct or package that some hold, where it is too few to say that it is needed."""
        guard = self.guarding.guard()
        return guard.key if guard is not None and "#" not in guard.key and self.guarding.near(guard.key) else ""

    def _racy(self, key: str, one: Instance) -> tuple[tuple[Site, str], ...]:
        """Places without the lock; where no lock is known, those of the same function."""
        about = key or one.function.symbol
        if about not in self.places:
            found = {
                (Site(more.function.symbol, more.access.at), f"{more.access.kind} of `{more.access.name}`")
                for more in self.found
                if (self.guarding.is_bare(more, key) if key else more.function is one.function)
            }
            self.places[about] = tuple(sorted(found))[:20]
        return self.places[about]


def _rank_of(one: Instance) -> tuple[int, int]:
    """Weaker accesses first: fewer locks, writes before reads."""
    return (len(one.guards), not one.access.writes)


def _order(one: Instance) -> tuple[int, int, str, tuple[str, ...], int, str, int]:
    return (*_rank_of(one), *_before(one.function.symbol), one.access.at, one.thread.id, one.context.entry.weak)


def _before(symbol: str) -> tuple[str, tuple[str, ...]]:
    """An order near that of the source: what a literal does stands before what the function does after making it."""
    outer, *literals = symbol.split("$")
    return outer, (*literals, "~")
