"""How the locks held at an access relate to its location: which of them can guard it.

A lock counts by its *key*: the struct type and field that hold it (`path.T.mu`), or the package or captured variable.
The same field of another object that has a name here is another lock; a lock whose object cannot be named here counts
by its key (unknown is silent).
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from golint_py.analyses.access_paths import BY_KEY, GLOBALS, RECEIVED, Path, is_element, is_varying, last_name
from golint_py.analyses.entering import held_at
from golint_py.analyses.facts import (
    AROUND,
    CLAIMED,
    CLAIMED_FOR,
    DONE,
    ONCE,
    WRITE,
    Access,
    FunctionFacts,
    Hold,
    is_lock,
)
from golint_py.analyses.sets import Sets
from golint_py.analyses.threads import Context, ThreadInfo, confined_to, name_in, named_as, part_of

NOWHERE: frozenset[str] = frozenset()
CONDITION_LOCK = "sync.Cond.L"
ONE_OF_MANY = "one of many: "  # before the mode of a lock that has others beside it, until `of_all`


class Instance(Struct, frozen=True, eq=False):
    """An access in one context of its function: the locks that count for it, by key and mode.

    `wild`: a lock is held that cannot be told (by name, comment, or `sync.Cond`). `ordered` are spawn sites that cannot
    run beside it, `beside` those that may, `confined` the only ones that can have the object; `shared`: every instance
    of its thread touches the same object, or (`picked`) elements of the same slice by an index that it was given.
    `within` are the threads that wait for the end of this one, `one_of_many` locks that are held, and that guard an
    element and not the map (see `of_all`). `objects` are names of the object that holds the map, in frames of functions
    that start goroutines; `allocated` are the places where it was made, `again` the sites whose goroutines an earlier
    call has started with it.
    """

    function: FunctionFacts
    access: Access
    context: Context
    thread: ThreadInfo
    guards: frozenset[tuple[str, str]]
    wild: bool
    ordered: frozenset[str]
    beside: frozenset[str]
    confined: frozenset[str]
    shared: bool
    picked: bool
    objects: frozenset[str]
    allocated: frozenset[str]
    again: frozenset[str]
    within: tuple[ThreadInfo, ...]
    one_of_many: frozenset[str] = frozenset()

    def holds(self, key: str) -> str:
        """The mode in which the lock is held, "" when it is not, "maybe" when that depends on the way."""
        for found, mode in self.guards:
            if found == key:
                return mode
        return ""


def instance(
    function: FunctionFacts,
    access: Access,
    context: Context,
    threads: Mapping[str, ThreadInfo],
    sets: Sets | None = None,
) -> Instance:
    """Join an access with a context of its function; of many, equal sets are one of `sets`."""
    one = (sets or Sets()).one
    guards, wild = lock_keys(held_at(context.entry.locks, access.held), access.path)
    root = access.path.root
    lent = context.entry.lends(access.path)
    earlier = GLOBALS if root.startswith(GLOBALS) else root
    again = frozenset(site for of, site in context.entry.again if of == earlier and not access.once)
    holder = Path(root, holder_of(access.path))
    names = named_as(holder, context.entry.objects)
    if any(site.rpartition("@")[0] == function.symbol for site in again):
        names.add(name_in(function.symbol, holder))
    return Instance(
        function=function,
        access=access,
        context=context,
        thread=threads[context.thread],
        guards=one(guards),
        wild=wild,
        ordered=one((context.entry.ordered | access.ordered) - again),
        beside=one(context.entry.beside | access.beside | again),
        confined=NOWHERE
        if lent
        else one(confined_to(root, access.confined, access.given, context.entry.confined, context.entry.owned)),
        shared=(root.startswith("g:") or root in context.entry.shared) and RECEIVED not in access.path.steps,
        picked=access.picked or root in context.entry.picked,
        objects=one(frozenset(names)),
        allocated=NOWHERE if lent else one(frozenset(name for name in _places(root, access.path, context) if name)),
        again=one(again),
        within=tuple(threads[one] for one in context.within),
    )


def _places(root: str, path: Path, context: Context) -> Iterator[str]:
    """Where the object that holds the map was made."""
    for of, name in context.entry.allocated:
        if of == root:
            yield part_of(name) if holder_of(path) else name


def after_once(found: Sequence[Instance]) -> list[Instance]:
    """The accesses of one location, where those of a goroutine count as made after a `sync.Once` that some way to them
    has passed, and all writes are made by what it runs: whoever starts the goroutine elsewhere has passed it before."""
    keys = [{key for key, mode in one.guards if mode in (ONCE, DONE)} for one in found if one.access.writes]
    onces = set.intersection(*keys) if keys else set[str]()
    if not onces:
        return list(found)
    passed = {(one.thread.id, one.function.symbol, key) for one in found for key in onces if one.holds(key)}
    return [
        _passed_by(one, {key for key in onces if (one.thread.id, one.function.symbol, key) in passed}) for one in found
    ]


def _passed_by(one: Instance, onces: set[str]) -> Instance:
    missing = {(key, DONE) for key in onces if not one.holds(key)} if one.thread.site else set[tuple[str, str]]()
    return structs.replace(one, guards=one.guards | missing) if missing else one


def holder_of(path: Path) -> tuple[str, ...]:
    """The steps that lead to the struct with the map."""
    length = len(path.steps)
    while length and is_element(path.steps[length - 1]):
        length -= 1
    return path.steps[: max(length - 1, 0)]


def header_keys(access: Access, context: Context) -> frozenset[tuple[str, str]]:
    """Locks where the map was loaded, when that was elsewhere."""
    if access.header is None:
        return frozenset()
    return lock_keys(held_at(context.entry.locks, access.header), access.path)[0]


def read_locked(one: Instance, key: str) -> bool:
    """Whether the lock that is held for reading is known to be that of the accessed object, or belongs to several."""
    same = [hold.lock for hold in held_at(one.context.entry.locks, one.access.held) if last_name(hold.lock) == key]
    root = one.access.path.root
    return any(lock.root == root or lock.root[0] not in "pfv" for lock in same) or not root.startswith("v")


def leads_to_lock(one: Instance, key: str) -> bool:
    """Whether the struct with the map leads to the lock that is held: `l.owner.mu` for `l.items`."""
    holder = Path(one.access.path.root, holder_of(one.access.path))
    held = held_at(one.context.entry.locks, one.access.held)
    return any(last_name(hold.lock) == key and hold.lock.starts_with(holder) for hold in held)


def perhaps_exclusive(one: Instance) -> bool:
    """Whether a lock that cannot be told is held in another mode than for reading."""
    held = held_at(one.context.entry.locks, one.access.held)
    return any(_untold(hold) and hold.mode != "read" for hold in held)


def _untold(hold: Hold) -> bool:
    """Whether the lock could be any: one without a name, that of a condition, or a parameter."""
    lock = hold.lock
    return lock.root == "*" or lock.steps[-1:] == (CONDITION_LOCK,) or (lock.root[0] == "p" and not lock.steps)


def lock_keys(locks: frozenset[Hold], access: Path) -> tuple[frozenset[tuple[str, str]], bool]:
    """Keys and modes of the locks that count for an access path, and whether one of them could be any lock."""
    found: dict[str, str] = {}
    wild = False
    for hold in locks:
        if _untold(hold):
            wild = wild or not _by_key_beside(hold.lock, access)
            continue
        key = _key(hold.lock, access)
        if key and found.get(key) not in ("write", ONCE):
            mode = ONE_OF_MANY + hold.mode if _one_of_many(hold.lock, access) else hold.mode
            found[key] = mode if found.get(key) != "read" or mode == "write" else "read"
    return frozenset(found.items()), wild


def _by_key_beside(lock: Path, access: Path) -> bool:
    """Whether the lock is taken by a key from what lies beside the map, where the map is no element itself:
    `s.locks.Lock(name); s.items[name] = v`."""
    if lock.steps[-1:] != (BY_KEY,):
        return False
    beside = lock.steps[0].rpartition(".")[0]
    fields = access.steps or (access.root.removeprefix("g:"),)
    return not any(map(is_element, fields)) and fields[-1].rpartition(".")[0] == beside


def _one_of_many(lock: Path, access: Path) -> bool:
    """Whether the lock is an element of what lies beside the map, where the map is no element itself:
    `s.locks[i].Lock(); s.items[k] = v`."""
    if lock.root != access.root and not (lock.root.startswith("g:") and access.root.startswith("g:")):
        return False
    common = 0
    if lock.root == access.root:
        while common < min(len(lock.steps), len(access.steps)) and lock.steps[common] == access.steps[common]:
            common += 1
    return any(is_varying(one) for one in lock.steps[common:]) and not any(map(is_element, access.steps[common:]))


def of_all(found: Sequence[Instance]) -> list[Instance]:
    """The accesses of one location, where a lock out of many counts only if somebody takes them all, or one of them for
    reading: then who has all of them keeps out those who have one."""
    modes: dict[str, set[str]] = {}
    for one in found:
        for key, mode in one.guards:
            if mode.startswith(ONE_OF_MANY):
                modes.setdefault(key, set()).add(mode)
    apart = frozenset(key for key, several in modes.items() if several == {ONE_OF_MANY + WRITE})
    return [_told_apart(one, apart) for one in found] if modes else list(found)


def _told_apart(one: Instance, apart: frozenset[str]) -> Instance:
    single = frozenset(key for key, mode in one.guards if mode.startswith(ONE_OF_MANY))
    if not single:
        return one
    kept = ((key, mode) for key, mode in one.guards if key not in single & apart)
    guards = frozenset((key, mode.removeprefix(ONE_OF_MANY)) for key, mode in kept)
    return structs.replace(one, guards=guards, one_of_many=single & apart)


def _key(lock: Path, access: Path) -> str:
    key = last_name(lock)
    if lock.root[0] not in "pfv" or access.root[0] not in "pf" or lock.root == access.root:
        return key
    if lock.root.startswith("v") and not lock.steps:
        return ""
    return "" if _same_struct(key, access) and not lock.root.startswith("v") else key


def _same_struct(key: str, access: Path) -> bool:
    """Whether the lock is a field of the struct type that declares the map."""
    fields = [one for one in access.steps if not is_element(one)]
    return bool(fields) and fields[-1].rpartition(".")[0] == key.rpartition(".")[0]


def locked(one: Instance) -> bool:
    """Whether any lock is held."""
    return any(is_lock(mode) for _, mode in one.guards)


def both_locked(left: Instance, right: Instance) -> bool:
    """Whether both hold some lock exclusively."""
    return all(any(mode == "write" for _, mode in one.guards) for one in (left, right))


def common_lock(left: Instance, right: Instance) -> bool:
    """A lock that both hold; two read locks only keep a write out when one of them is exclusive. One that is held
    around goroutines keeps neither them apart nor their starter, nor does a flag that their starter has claimed."""
    for key, mode in left.guards:
        there = right.holds(key)
        if there and mode.startswith(ONE_OF_MANY):
            return True  # one that counts, as far as nobody has asked (see `of_all`)
        if there and AROUND in (mode, there):
            if not _started_together(left, right):
                return True
            continue
        if there and CLAIMED_FOR in (mode, there):
            if not _of_one_claim(left, right):
                return True
            continue
        if there and not {mode, there}.isdisjoint(("maybe", "write", ONCE, CLAIMED)):
            return True
        if there and not left.access.writes and not right.access.writes:
            return True
    return False


def _started_together(left: Instance, right: Instance) -> bool:
    """Whether one is of a goroutine that the other one's function has started, or both of goroutines of one starter."""
    both = left.thread.starter == right.thread.starter != ""
    return both or left.thread.site in right.beside or right.thread.site in left.beside


def _of_one_claim(left: Instance, right: Instance) -> bool:
    """Whether whoever has claimed the flag started both, or is one and started the other."""
    return left.thread.in_one_run if left.thread.id == right.thread.id else _started_together(left, right)


def steps_from_owner(key: str, one: Instance) -> tuple[str, ...]:
    """The steps of the path to a map from the object that the lock is in; none if that is not on the way."""
    owner, steps = key.rpartition(".")[0], one.access.path.steps
    return next((steps[place:] for place, step in enumerate(steps) if step.rpartition(".")[0] == owner), ())


def loaded_under(one: Instance, key: str) -> bool:
    """Whether the map was loaded from its cell with the lock held, though the operation is elsewhere."""
    return any(found == key for found, _ in header_keys(one.access, one.context))
