"""What is known about a function and a package after Analyse: serialisable, by name, without byte offsets.

Paths in facts are those of the function's own frame (`access_paths.Path`); places are numbers into its span table.
"""

from msgspec import Struct

from golint_py.analyses.access_paths import BY_KEY, Literal, Part, Path

WRITE = "write"
READ = "read"
AROUND = "around"  # held exclusively by who started a goroutine, from before its start until after its end
ONCE = "once"  # inside of what a sync.Once runs
DONE = "done"  # after that
SERVING = "serving"  # the site of all handlers: where a function begins to serve
CLAIMED = "claimed"  # a flag that was down, and put up in one step: whoever finds it up stays out
CLAIMED_FOR = "claimed for it"  # by the function that starts the goroutine
ENCODE, PRINT = "encode", "print"
COPY = "copy"  # what a copy of a struct shares with the struct
SHOWS = frozenset({ENCODE, PRINT})  # a library reads what is in a struct
RETURNS = "return"
ESCAPES = frozenset({RETURNS, "iterator", "send", "store", "start"})


class Hold(Struct, frozen=True, order=True, gc=False, cache_hash=True):
    """A lock that is held: its path and the mode, "write" (exclusive) or "read" (shared). A `sync.Once` is one that is
    held in the mode "once" by what it runs, and in the mode "done" from there on, a flag one in the mode "claimed" by
    who has put it up, and "claimed for it" by the goroutines that this one starts. "around" is a lock that the starter
    of a goroutine holds exclusively, from before the start until after the end."""

    lock: Path
    mode: str

    @property
    def untold(self) -> bool:
        """Whether the lock has no name: it could be any, or one of those that are told by a key."""
        return self.lock.root == "*" and self.lock.steps[-1:] in ((), (BY_KEY,))


def is_lock(mode: str) -> bool:
    """Whether a hold in this mode is that of a lock, and not of a flag, nor what a `sync.Once` orders."""
    return mode not in (ONCE, DONE, CLAIMED, CLAIMED_FOR)


class Held(Struct, frozen=True, gc=False):
    """Locks at a point, relative to those held on entry: held = (entry - released) + acquired.

    `maybe` are locks that some ways to the point took and none gave back (`if v { mu.Lock() }`): neither held nor free.
    """

    acquired: tuple[Hold, ...] = ()
    released: tuple[Path, ...] = ()
    maybe: tuple[Path, ...] = ()

    @property
    def locks(self) -> tuple[Hold, ...]:
        """Those that are acquired and are locks."""
        return tuple(hold for hold in self.acquired if is_lock(hold.mode))


NOTHING = Held()


class Order(Struct, frozen=True, gc=False):
    """What orders an operation beyond spawns and joins, by location of the channel, group or variable (see `signals`).

    `after` are those that every way from the function's entry waits for, `passed` those that every way from a spawn
    site waits for. `tells` are those that the function signals on some way from the operation, or never if it gets
    there, because it panics then: whoever waits for that does not go on. `again` are those of them after which it comes
    again, and `between` has what every way back from such a signal waits for.
    """

    after: frozenset[str] = frozenset()
    passed: frozenset[tuple[str, str]] = frozenset()
    tells: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    between: frozenset[tuple[str, str]] = frozenset()


NO_ORDER = Order()


class Access(Struct, frozen=True, gc=False):
    """One operation on the content of a map.

    `kind` is "read", "range", "len", "write", "delete", "clear", "replace" (a store to the cell that holds the map:
    header, not content), one of `SHOWS` ("encode", "print"), or one of `ESCAPES`, by which the map itself leaves:
    "return", "iterator" (a lazy one is returned), "send", "store" (into another object), "start" (a goroutine gets it).
    `location` groups accesses of all
    functions, `name` is what the user wrote. `held` are the locks at the operation, `header` those where the map was
    loaded from its cell, when that was elsewhere. `owned`: nobody else can have the object yet; `given`: it is a
    parameter that this function has published; `made`: this function made it; `confined`: only what these spawn sites
    started can. `ordered` are spawn sites of this function that cannot run beside this point, `beside` those that may.
    `via` is the function that does it when this is a call that passes the map on, with its own number `via_at`.
    `once`: only the first of several calls gets there, as a variable that is set then tells. `getter` is the function
    that returned the map. `holder` (of a variable that is no map) is the field that holds its struct by value.
    `answered`: the object with the map is what a function out of sight has returned. `picked`: it lies in an element of
    a slice whose index the function was given (see `pieces`). `order`: None where the function
    neither signals nor waits for anything.
    """

    at: int
    kind: str
    path: Path
    location: str
    name: str
    held: Held
    header: Held | None = None
    header_at: int = -1
    owned: bool = False
    given: bool = False
    made: bool = False
    confined: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    via: str = ""
    via_at: int = -1
    getter: str = ""
    holder: str = ""
    once: bool = False
    answered: bool = False
    picked: bool = False
    order: Order | None = None

    @property
    def writes(self) -> bool:
        """Whether the content changes."""
        return self.kind in ("write", "delete", "clear")


class Argument(Struct, frozen=True, gc=False):
    """What a call passes: the callee's root (`p0`, `f1`), the path in the caller's frame, and whether it is still
    owned.

    `made`: the caller made it, or got it from one who did, and only calls can have told others of it; of a goroutine:
    the caller made it, and gave it to nobody else before that has ended. `given`: a
    parameter of the caller that it has published. `shared` (of a spawn that happens many times): the object is the
    same one each time; `fresh`: another one each time. `confined`: see `Access`. `location` and `name` are those of a
    map that a goroutine is given. `allocated`: the path is that of an object which this
    function made, or of the place where it put one. `again`: sites whose goroutines this call starts, and that
    may have the same object from an earlier call. `answered`: it is what a function out of sight has returned,
    `picked`: in an element of a slice whose index the caller was given. `lent`: steps from an object that is owned to
    one that others may have, with the root of that in the caller's frame.
    """

    root: str
    path: Path
    owned: bool
    made: bool = False
    shared: bool = False
    fresh: bool = False
    confined: frozenset[str] = frozenset()
    location: str = ""
    name: str = ""
    given: bool = False
    allocated: bool = False
    again: frozenset[str] = frozenset()
    answered: bool = False
    picked: bool = False
    lent: frozenset[Part] = frozenset()


class Edge(Struct, frozen=True, gc=False):
    """A call, deferred call or start of a known function.

    `kind` is "call", "go", "handler" or "callback" (run elsewhere), "stored" or "returned" (kept for somebody). `many`:
    it is started more than once. `site` names a spawn; `ends` are the ends of it that other functions can wait for,
    `scoped`: it has ended when this function returns. `weak`: the callee is one of several implementers, or
    a goroutine that has ended unless nobody waited any longer. `handed`: the function that is given the callee and
    starts it, or one out of sight that is taken to run it. `listed`: each function of a list is started here.
    """

    at: int
    kind: str
    callee: str
    arguments: tuple[Argument, ...]
    held: Held
    ordered: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    many: bool = False
    site: str = ""
    weak: bool = False
    ends: frozenset[str] = frozenset()
    scoped: bool = False
    handed: str = ""
    listed: bool = False


class Taken(Struct, frozen=True, gc=False):
    """A lock that is taken at a place, in the mode "write" or "read", with the locks held before."""

    at: int
    lock: Path
    mode: str
    held: Held


class Circumstance(Struct, frozen=True, gc=False):
    """What is known at a call: `when` boolean parameters have these values, `passed` are the numbers of arguments that
    are "true", "false" or a parameter (`p1`), `private` the locks held of objects that nobody else has yet."""

    at: int
    when: tuple[tuple[str, bool], ...] = ()
    passed: tuple[tuple[int, str], ...] = ()
    private: tuple[Path, ...] = ()


class LazyInit(Struct, frozen=True, gc=False):
    """A variable that is set where a look at it said that it was not yet: the look, and the store."""

    look: Access
    store: Access


class Outcome(Struct, frozen=True):
    """What a function does to its callers: net lock effect, aliases, started and called parameters, map parameters.

    `acquires` holds at every return, `releases` at some, `maybe` are locks that only some returns hold, `answers`
    those that are held if the last result is "true", "false", "error" or "nil", and not otherwise. `result` is
    the path that the (first) result aliases; `fresh_result` says that it is a new object, `inside` which parameters
    lie in that, `part_of` that it is one or a part of what one of these parameters leads to. `unlocks`: calling the
    returned function releases these. `starts`: parameters and captures, or fields of them, whose function value is
    run elsewhere (kind, many); `awaited` those of them that have ended at some return, `joined` at all that report
    no error, `indirect` those that only methods of interfaces may start, or literals that a callee runs: who waits
    for them is out of sight. `calls`: those whose function value is called, with the locks there; `repeats` those
    of them that are called more than once. `filled`: fields of the object that is returned, by their steps, each
    with the function-valued parameter that was put there. `touches`: map operations on paths that have no location
    of their own, because they begin at a parameter. `later`: those that a literal captures which is kept or
    returned, and the locks under which it calls them. `publishes`: parameters and captures that others may have
    afterwards; `handed`: those of them that only the goroutines of some sites get. `spawns`: all sites started,
    also by callees; `ended`: those of them whose goroutines have ended at every return, `ended_well` at those that
    do not report an error: callers go on only then. `signals`: what a goroutine with this body does last (("done" |
    "close" | "send"), path); `ends`: what the goroutines that this function starts do last, by site; `waits`:
    groups ("wait") and channels ("recv") that it waits for; `tells`: parameters that are channels or groups, on
    which it sends, which it closes, or tells that it has done. `literals`: those that it returns, or the fields of
    what it returns hold. `keys`: parameters and captures by which it, or what it calls or starts, looks into maps, each
    behind the one, or `GLOBALS`, that has the map.
    `parallel`: it calls `t.Parallel`. `thread`: the kind of thread that a library calls a function with such
    parameters in.
    """

    acquires: frozenset[Hold] = frozenset()
    releases: frozenset[Hold] = frozenset()
    maybe: frozenset[Path] = frozenset()
    answers: frozenset[tuple[str, Hold]] = frozenset()
    result: Path | None = None
    fresh_result: bool = False
    inside: frozenset[Part] = frozenset()
    part_of: frozenset[str] = frozenset()
    unlocks: frozenset[Hold] = frozenset()
    starts: frozenset[tuple[Path, str, bool]] = frozenset()
    awaited: frozenset[Path] = frozenset()
    indirect: frozenset[Path] = frozenset()
    joined: frozenset[Path] = frozenset()
    calls: frozenset[tuple[Path, Held]] = frozenset()
    repeats: frozenset[Path] = frozenset()
    later: frozenset[tuple[Path, Held]] = frozenset()
    filled: frozenset[tuple[tuple[str, ...], Path]] = frozenset()
    touches: tuple[Access, ...] = ()
    publishes: frozenset[str] = frozenset()
    handed: frozenset[tuple[str, frozenset[str]]] = frozenset()
    spawns: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    ended_well: frozenset[str] = frozenset()
    signals: frozenset[tuple[str, Path]] = frozenset()
    ends: frozenset[tuple[str, str, Path]] = frozenset()
    waits: frozenset[tuple[str, Path]] = frozenset()
    tells: frozenset[Path] = frozenset()
    literals: tuple[Literal, ...] = ()
    keys: frozenset[tuple[str, str]] = frozenset()
    parallel: bool = False
    thread: str = ""


class FunctionFacts(Struct, frozen=True):
    """One function: its accesses, what it does to maps that it is given (`touches`), its edges, what makes it a root.

    `exported` includes that of the receiver type. `root` is "" or "main", "init", "test", "parallel-test",
    "handler", "api", "loop", "hidden", "value" (used as a value or by an interface). `assumes` are locks that
    names, comments or annotations say are held on entry; "*" means an unnamed one. `needs` are those that it gives
    back without having taken them, `takes` those that it takes itself, `circumstances` what is known at its calls,
    `cells` its accesses to captured variables, `signals` the channels and groups that it sends on, closes or tells
    that it has done, `sends` the channels among them that it sends values on, but for those of its own variables,
    `sequences` pairs of spawn sites with a channel or group that every way from one to the other waits for,
    `relays` pairs of what it waits for before it signals the other, `made_after` literals in it with what every way
    to where they are made waits for, `inits` variables that it sets on first use, `atomics` accesses to what some
    function of the package uses through sync/atomic (kinds "atomic read", "atomic write", "read", "write", and
    "looked at" for a value that is only compared with later, or not used). `sent` are maps sent over channels: the
    map's location and that of the channel's elements. `safe`: its comment says that several goroutines may call it
    at once. `for_keys` are the sites of goroutines that it does not wait for and starts again for each key that it is
    called with, each behind what has the map with the keys (`p0`), and `GLOBALS`.
    """

    symbol: str
    package: str
    test: bool
    root: str
    accesses: tuple[Access, ...]
    touches: tuple[Access, ...]
    edges: tuple[Edge, ...]
    assumes: tuple[Hold, ...] = ()
    needs: tuple[Hold, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
    takes: tuple[Taken, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    cells: tuple[Access, ...] = ()
    signals: frozenset[str] = frozenset()
    sends: frozenset[str] = frozenset()
    sequences: frozenset[tuple[str, str, str]] = frozenset()
    relays: frozenset[tuple[str, str]] = frozenset()
    made_after: frozenset[tuple[str, str]] = frozenset()
    inits: tuple[LazyInit, ...] = ()
    atomics: tuple[Access, ...] = ()
    parent: str = ""
    package_main: bool = False
    safe: bool = False
    for_keys: frozenset[tuple[str, str]] = frozenset()


class Facts(Struct, frozen=True):
    """One package. `guards` are declared guards by location. `alone`: nothing in it runs beside anything else, so that
    only what other packages start or call counts. `offers` are methods of interfaces of other packages, each with one
    of this package that implements it. `wrappers` are exported functions that start what they are given, by symbol, and
    those that wait for it. `enclosed` are fields whose objects callers out of sight can neither have nor bring."""

    package: str
    functions: tuple[FunctionFacts, ...]
    guards: dict[str, str] = {}
    alone: bool = False
    offers: tuple[tuple[str, str], ...] = ()
    wrappers: tuple[tuple[str, Outcome], ...] = ()
    enclosed: frozenset[str] = frozenset()
