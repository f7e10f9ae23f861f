"""How sure a conflict is, and what speaks against it: each doubt is a question with the words for its answer."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.enclosed import held_by
from golint_py.analyses.facts import ESCAPES, SHOWS
from golint_py.analyses.guarding import Guard, Guarding
from golint_py.analyses.guarding import uncalled as nobody_calls
from golint_py.analyses.guards import Instance, leads_to_lock, locked, steps_from_owner
from golint_py.analyses.out_of_sight import (
    by_callers,
    called_under_locks,
    doubtful,
    from_elsewhere,
    takes_itself,
    through_owner,
)
from golint_py.analyses.parallel import RUNNING, Evidence, beside, registers, served, served_later, sets_up
from golint_py.analyses.threads import Contexts
from golint_py.text.finding import Confidence

WHOLE = SHOWS | ESCAPES | {"range"}  # kinds of accesses that go through the whole map, or let others do it
MANY = 3  # functions that hold the lock of another object, for each one that does not
SEVERAL = 3  # functions that hold the lock, from which on one that only looks at the map should, too


class Scene(Struct, frozen=True, eq=False):
    """What the conflicts of a location are judged by: its accesses, those that write, its lock; the fields that callers
    out of sight cannot reach; whether it is of another module, and whether tests run it."""

    location: str
    found: Sequence[Instance]
    writes: Sequence[Instance]
    guarding: Guarding
    contexts: Contexts
    enclosed: frozenset[str]
    foreign: bool
    tested: bool


class Judgement(Struct, frozen=True):
    """How sure a conflict is, and why not surer."""

    confidence: Confidence
    doubts: tuple[str, ...] = ()

    def lowered(self, doubt: str) -> "Judgement":
        """One level less sure, for one reason more."""
        return Judgement(Confidence(max(self.confidence - 1, Confidence.LOW)), (*self.doubts, doubt))


_EMBEDDED = frozenset({"Mutex", "RWMutex"})
_QUEUES = ("Queue", "Enqueue", "Schedule", "Post", "Trigger")  # before the rest of the name of who runs it later

Doubt = tuple[Callable[[Scene, Instance, Guard], bool], str]
Beside = tuple[Callable[[Scene, Instance, Instance, Evidence], bool], str]

UNCALLED = "nobody in sight calls the function"
OTHER_OBJECT = "the lock is in an object that is not on the way to the map"


def guarded(scene: Scene, one: Instance, guard: Guard) -> Judgement:
    """How sure it is that an access needs the lock that it does not hold."""
    if doubts := _first(_OF_THE_LOCK, scene, one, guard):
        return Judgement(Confidence.LOW, doubts)
    judgement = _by_use(one, guard)
    if one.access.kind in ESCAPES:
        judgement = judgement.lowered("what callers do with the map is out of sight")
    if not guard.declared and not scene.guarding.near(guard.key):
        judgement = judgement.lowered(OTHER_OBJECT)
        if one.access.path.root.startswith("g:"):
            return judgement  # each object has a lock of its own, and all have one map
        if doubts := _first(_OF_ANOTHER_OBJECT, scene, one, guard):
            return Judgement(Confidence.LOW, doubts)
    if doubts := _first(_OF_CALLERS, scene, one, guard):
        return Judgement(Confidence.LOW, doubts)
    return judgement.lowered(UNCALLED) if uncalled(scene, one) else judgement


def escaping(scene: Scene, one: Instance, guard: Guard, used: bool) -> Judgement:
    """How sure it is that a map which leaves its lock is used without it; `used`: somebody in sight does."""
    judgement = Judgement(Confidence.HIGH)
    if not used:
        judgement = judgement.lowered("nobody in sight uses the map that is handed out")
    if uncalled(scene, one):
        return judgement.lowered(UNCALLED)
    return judgement if guard.declared or scene.guarding.near(guard.key) else judgement.lowered(OTHER_OBJECT)


def under_read_lock(one: Instance, own: bool) -> Judgement:
    """How sure it is that a write needs more than the read lock; `own`: the lock is the map's own."""
    judgement = Judgement(Confidence.HIGH)
    if one.context.entry.weak:
        return judgement.lowered(UNCALLED)
    return judgement if own else judgement.lowered("the map is in an element of what the lock guards")


def beside_each_other(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> Judgement:
    """How sure a conflict without a lock is."""
    judgement = Judgement(Confidence(int(evidence)))
    for doubt, words in _BESIDE:
        if doubt(scene, one, other, evidence):
            judgement = Judgement(Confidence.LOW, (words,))
            break
    if uncalled(scene, one) or uncalled(scene, other):
        judgement = judgement.lowered(UNCALLED)
    if evidence is Evidence.CERTAIN and (_by_earlier_call(scene, one, other) or _by_earlier_call(scene, other, one)):
        judgement = judgement.lowered("that the function is called again, for another key, is only likely")
    return judgement


def _by_earlier_call(scene: Scene, one: Instance, other: Instance) -> bool:
    """Whether an earlier call of the function, which is called for one key after another, started the goroutine."""
    starter = scene.contexts.functions.get(other.thread.starter)
    site = other.thread.site
    if starter is None or one.thread.kind != "api" or site not in one.again:
        return False
    return any(started == site for _, started in starter.for_keys)


def uncalled(scene: Scene, one: Instance) -> bool:
    """Whether it is not certain that the access is run: nobody in sight calls the function. A variable that it shares
    with its own goroutines is shared whoever calls it."""
    return one.context.entry.weak and not ("#" in scene.location and one.thread.kind == "value")


def _first(doubts: Sequence[Doubt], scene: Scene, one: Instance, guard: Guard) -> tuple[str, ...]:
    return next(((words,) for doubt, words in doubts if doubt(scene, one, guard)), ())


def _by_use(one: Instance, guard: Guard) -> Judgement:
    if guard.declared:
        return Judgement(Confidence.HIGH)
    if guard.looked:
        return Judgement(Confidence.MEDIUM, ("none of those that write hold the lock",))
    if guard.holding < guard.bare:
        return Judgement(Confidence.MEDIUM, ("more functions go without the lock than hold it",))
    if one.access.writes or one.access.kind in WHOLE or guard.holding >= SEVERAL:
        return Judgement(Confidence.HIGH)
    return Judgement(Confidence.MEDIUM, ("it is only looked at, and few functions hold the lock",))


# -- doubts about an access without the lock ------------------------------------------------------------------------


def _too_few(scene: Scene, one: Instance, guard: Guard) -> bool:
    return scene.guarding.weak(guard) or (nobody_calls(one) and scene.guarding.outvoted(guard))


def _shown_alone(scene: Scene, one: Instance, guard: Guard) -> bool:
    """Whether an object is encoded or printed that was not found by way of the one with the lock: it may be a copy
    that nobody else has."""
    if one.access.kind not in SHOWS or guard.declared or scene.guarding.sibling(guard.key) or "#" in guard.key:
        return False
    return guard.key.rpartition(".")[0] != one.function.package and not steps_from_owner(guard.key, one)


def _another_holder(scene: Scene, one: Instance, guard: Guard) -> bool:
    """Whether callers out of sight bring the struct with the map, and the lock is in one of those that it is part of:
    theirs may be part of another one."""
    key = guard.key
    if guard.declared or scene.guarding.sibling(key) or not scene.guarding.near(key) or "#" in key:
        return False
    if one.thread.kind not in ("api", "value") or one.access.path.root[0] not in "pf" or steps_from_owner(key, one):
        return False
    if key.rpartition(".")[0] == one.function.package or through_owner(scene.contexts, one, key):
        return False
    return not any(leads_to_lock(other, key) for other in scene.found)


def _filled_first(scene: Scene, one: Instance, guard: Guard) -> bool:
    """Whether the function made the object, and has not taken the lock yet. What a goroutine puts into an object that
    it was given is there for others at once."""
    entry, root = one.context.entry, one.access.path.root
    made = one.access.made and not (one.thread.kind in RUNNING and root[0] in "pf" and root not in entry.owned)
    made = made or (root in entry.made and not entry.lends(one.access.path))
    before = (last_name(taken.lock) for taken in one.function.takes if taken.at < one.access.at)
    if not made or guard.key in before:
        return False
    return not one.beside or ("#" not in scene.location and not _had_by_goroutines(scene, one))


def _had_by_goroutines(scene: Scene, one: Instance) -> bool:
    """Whether a goroutine that may run by then has the object."""
    started = (other for other in scene.found if other.thread.site in one.beside)
    return any(beside(one, other) is Evidence.CERTAIN for other in started)


def _answered(scene: Scene, one: Instance, guard: Guard) -> bool:
    named = guard.declared or scene.guarding.sibling(guard.key)
    return not named and from_elsewhere(scene.contexts, one, guard.key)


def _held_as_rarely(_scene: Scene, _one: Instance, guard: Guard) -> bool:
    return guard.holding < MANY * guard.bare


def _not_through_owner(scene: Scene, one: Instance, guard: Guard) -> bool:
    return one.thread.kind in ("api", "value") and not through_owner(scene.contexts, one, guard.key)


def _in_setup(_scene: Scene, one: Instance, _guard: Guard) -> bool:
    return sets_up(one)


def _before_it_serves(scene: Scene, one: Instance, _guard: Guard) -> bool:
    """Whether handlers that are served later have the map, too, and no goroutine in sight has it by then."""
    if not served_later(one) or all(other.thread.kind != "handler" for other in scene.found):
        return False
    return all(beside(one, other) < Evidence.LIKELY for other in scene.found)


def _called_locked(scene: Scene, one: Instance, guard: Guard) -> bool:
    return not (guard.declared or _free(scene, one, guard)) and called_under_locks(
        scene.contexts, scene.guarding.callers, one
    )


def _kept_literal(scene: Scene, one: Instance, guard: Guard) -> bool:
    if not one.thread.id.startswith("stored:"):
        return False
    captured = "$" in one.function.symbol and one.access.path.root.startswith("f") and not _free(scene, one, guard)
    return captured or _is_literal(scene, one, guard)


def _option(scene: Scene, one: Instance, guard: Guard) -> bool:
    own = one.function.symbol == one.thread.entry and one.access.path.root.startswith("p")
    return _is_literal(scene, one, guard) and own


def _is_literal(scene: Scene, one: Instance, guard: Guard) -> bool:
    return one.thread.kind == "value" and "$" in one.thread.entry and not _free(scene, one, guard)


def _free(scene: Scene, one: Instance, guard: Guard) -> bool:
    """Whether the function, or who calls it, takes the lock itself: it is called without."""
    return takes_itself(scene.contexts, one, guard.key)


_OF_THE_LOCK: Sequence[Doubt] = (
    (_too_few, "too few functions hold the lock to say that it is the map's"),
    (_shown_alone, "the object may be a copy that nobody else has"),
    (_another_holder, "the object of callers out of sight may be part of one with another lock"),
    (_filled_first, "most objects are filled before others have them"),
    (_answered, "the object comes out of a function out of sight"),
)
_OF_ANOTHER_OBJECT: Sequence[Doubt] = (
    (_held_as_rarely, "the lock is in another object, and too few functions hold it"),
    (_not_through_owner, "the lock is in another object: the type leaves locking to its users"),
)
_OF_CALLERS: Sequence[Doubt] = (
    (_in_setup, "by its name the function makes the object ready"),
    (_before_it_serves, "most objects are filled before they serve"),
    (_called_locked, "all callers in sight hold a lock"),
    (_kept_literal, "the literal is kept, and may be called with the lock held"),
    (_option, "an option changes what its caller has just made"),
)


# -- doubts about two accesses without a lock in common -------------------------------------------------------------


def _of_another_module(scene: Scene, _one: Instance, _other: Instance, evidence: Evidence) -> bool:
    return scene.foreign and evidence is not Evidence.CERTAIN


def _by_configuration(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    """Whether exported functions alone write, without a lock, and handlers read, or the map is a package's, or their
    names say that they register something: most programs register and configure before they serve."""
    if evidence is not Evidence.LIKELY or _behind_the_beginning(one, other) or _behind_the_beginning(other, one):
        return False
    if any(locked(w) or (w.thread.kind in RUNNING and not w.thread.test) for w in scene.writes):
        return False
    if any(w.access.kind == "delete" for w in scene.writes):
        return False  # what comes and goes is not set up
    if "handler" in (one.thread.kind, other.thread.kind) or one.access.path.root.startswith("g:"):
        return True
    return all(registers(w) for w in scene.writes)


def _behind_the_beginning(one: Instance, other: Instance) -> bool:
    """Whether a handler has been served when the other access is made."""
    return one.thread.kind == "handler" and other.thread.kind not in RUNNING and served(other)


def _by_doubtful_callers(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    return evidence is Evidence.LIKELY and any(doubtful(scene.contexts, side) for side in (one, other))


def _by_locked_callers(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    return evidence is Evidence.LIKELY and any(
        called_under_locks(scene.contexts, scene.guarding.callers, side) for side in (one, other)
    )


def _queued(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    """Whether the literals with both accesses are put into queues, as the names of those who get them say: whoever
    empties one runs them one after the other. One that is put there may be run by the callers of the other."""
    queued = [_in_queue(scene, side) for side in (one, other)]
    return all(queued) or (any(queued) and evidence is Evidence.LIKELY)


def _in_queue(scene: Scene, one: Instance) -> bool:
    way = scene.contexts.trace(one.function.symbol, one.context)
    callees = [*(caller for caller, _, _ in way), one.function.symbol][1:]
    return any(
        edge.at == at and edge.callee == callee and receiver_and_name(edge.handed)[1].startswith(_QUEUES)
        for (caller, at, _), callee in zip(way, callees, strict=True)
        for edge in scene.contexts.functions[caller].edges
        if edge.handed
    )


def _locked_by_users(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    """Whether callers out of sight call a method of a type that embeds its lock and takes it in none of the methods
    that get to the map: those in sight take it around them."""
    if evidence is not Evidence.LIKELY:
        return False
    taken = {last_name(lock.lock) for found in scene.found for lock in found.function.takes if lock.lock.root == "p0"}
    return any(_left_to_users(scene, one, other) - taken for one, other in ((one, other), (other, one)))


def _left_to_users(scene: Scene, one: Instance, other: Instance) -> set[str]:
    """The embedded locks beside the map that the other side holds, where callers out of sight alone run the first one
    without."""
    symbol, path = one.function.symbol, one.access.path
    if one.thread.kind != "api" or path.root != "p0" or scene.contexts.origin(symbol, one.context):
        return set()
    if scene.guarding.callers.forget(symbol, path):
        return set()
    return {key for key, _ in other.guards if scene.guarding.sibling(key) and key.rpartition(".")[2] in _EMBEDDED}


def _while_set_up(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    """Whether callers out of sight reach a side by a method alone that makes the object ready, as its name says."""
    return evidence is Evidence.LIKELY and any(_by_setup(scene, side) for side in (one, other))


def _by_setup(scene: Scene, one: Instance) -> bool:
    way = scene.contexts.trace(one.function.symbol, one.context)
    receiver, name = receiver_and_name(way[0][0] if way else one.function.symbol)
    return one.thread.kind == "api" and bool(receiver) and name.startswith("Init")


def _out_of_reach(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    return evidence is Evidence.LIKELY and (_beyond(scene, one, other) or _beyond(scene, other, one))


def _beyond(scene: Scene, one: Instance, other: Instance) -> bool:
    """Whether a goroutine's object is always what a field holds that callers out of sight cannot reach, and the other
    access is theirs."""
    running = one.thread.kind in RUNNING and other.thread.kind == "api"
    return running and by_callers(scene.contexts, other) and held_by(one.objects, scene.enclosed)


def _of_one_test(scene: Scene, one: Instance, other: Instance, _evidence: Evidence) -> bool:
    return scene.tested and one.thread.test != other.thread.test


def _of_tested_code(scene: Scene, one: Instance, other: Instance, evidence: Evidence) -> bool:
    uncertain = scene.tested and evidence is not Evidence.CERTAIN
    return uncertain and any(_started_by_others(scene, side) for side in (one, other))


def _started_by_others(scene: Scene, one: Instance) -> bool:
    """Whether code that is no test starts the goroutine."""
    starter = scene.contexts.functions.get(one.thread.starter)
    return starter is not None and not starter.test


_BESIDE: Sequence[Beside] = (
    (_of_another_module, "all programs have many objects of a type of another module"),
    (_by_configuration, "most programs register and configure before they serve"),
    (_by_doubtful_callers, "callers out of sight may have another object, or not be there"),
    (_by_locked_callers, "all callers in sight hold a lock"),
    (_queued, "by its name who gets the literal runs it later, one after the other"),
    (_locked_by_users, "the type has a lock for its users, and those in sight take it"),
    (_while_set_up, "by its name the function makes the object ready"),
    (_out_of_reach, "callers out of sight cannot have the object"),
    (_of_one_test, "who knows whether it is this test that starts the goroutine"),
    (_of_tested_code, "who knows whether it is this test that starts the goroutine"),
)
