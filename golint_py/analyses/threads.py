"""Threads and contexts: who runs a function, and how it is entered."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path
from golint_py.analyses.facts import FunctionFacts, Hold

KEPT = ("stored", "returned")  # kinds of edges to function values that somebody may call later
ANY_LOCK = Path("*")
ANSWER = "answer "  # before the place where a function out of sight answered an object
PART = "part of "  # before that, where it is one of which another one is a part


def name_in(symbol: str, path: Path) -> str:
    """How `Entry.objects` names the object with that path in the frame of a function."""
    return f"{symbol}|{path.root}{''.join(path.steps)}"


def key_of(path: Path) -> str:
    """How `Entry.objects` has the path of an object."""
    return ">".join((path.root, *path.steps))


def named_as(path: Path, objects: frozenset[tuple[str, str]]) -> set[str]:
    """Names of an object: what is known of the longest beginning of its path, and the steps from there."""
    deeper = [(of.split(">"), name) for of, name in objects if ">" in of] if path.steps else []
    own = [path.root, *path.steps]
    for length in range(len(own), 1, -1) if deeper else ():
        found = {name + "".join(own[length:]) for known, name in deeper if known == own[:length]}
        if found:
            return found
    steps = "".join(path.steps)
    return {name + steps for of, name in objects if of == path.root}


def part_of(place: str) -> str:
    """What is known of a part of an object that was made at the place: nothing, if the program itself made it."""
    return place if place.startswith(PART) else PART + place if place.startswith(ANSWER) else ""


class ThreadInfo(Struct, frozen=True):
    """A thread: who starts it, and how often.

    `kind`: "api", "value", "main", "init", "test", "parallel-test", "handler", "go", "callback". `entry` is the
    function that it starts with, `site` the spawn (`symbol@at`, "" for roots). `many`: also beside itself;
    `in_one_run` of the function with the spawn. `ends` are what other functions can wait for.
    """

    id: str
    kind: str
    entry: str
    site: str
    many: bool
    test: bool
    ends: frozenset[str] = frozenset()
    in_one_run: bool = False

    @property
    def starter(self) -> str:
        """The function with the spawn, "" for roots."""
        return self.site.rpartition("@")[0]


class Entry(Struct, frozen=True, gc=False, cache_hash=True):
    """How a function is entered, in whatever thread.

    `locks` are in the function's own frame. `owned` are parameters that nobody else can have, `made` those that a
    caller made and only told functions of that it called, or those that only this goroutine was given, `shared` those
    that are the same object for every instance of the thread, `confined` those that only the goroutines of some sites
    can have.
    `ordered` and `beside` are spawn sites that cannot and that do run beside it. `given` are maps passed to a
    goroutine: parameter, location, name. `objects` name what parameters, and what lies in them
    (`key_of`), stand for in the frames of functions that start goroutines.
    `allocated` are the places where what parameters stand for was made, in a goroutine or where it was started, or
    (with `ANSWER` before) where a function out of sight answered it or (`PART`) what it is a part of.
    `picked` are parameters that lie in an element of a slice whose index a function on the way here was given.
    `again` are the sites of goroutines that an earlier call of this function, or of one on the way here, has started
    with the same parameter (or `GLOBALS`: with the same package variables).
    `lent` are paths from parameters that are owned, or confined, to objects that others may have.
    `begun` are those of `sync.Once` whose function had begun before the thread was started: it does not run them again.
    `far`: the way led through a call from another package; `holders` are then the fields by which packages before
    reached what parameters stand for.
    """

    locks: frozenset[Hold] = frozenset()
    owned: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    confined: frozenset[tuple[str, frozenset[str]]] = frozenset()
    given: frozenset[tuple[str, str, str]] = frozenset()
    objects: frozenset[tuple[str, str]] = frozenset()
    allocated: frozenset[tuple[str, str]] = frozenset()
    weak: bool = False
    made: frozenset[str] = frozenset()
    picked: frozenset[str] = frozenset()
    far: bool = False
    holders: frozenset[tuple[str, str]] = frozenset()
    again: frozenset[tuple[str, str]] = frozenset()
    lent: frozenset[Path] = frozenset()
    begun: frozenset[Hold] = frozenset()

    def lends(self, path: Path) -> bool:
        """Whether the path leads through an object that others may have, though it begins at one that is owned."""
        return bool(self.lent) and any(path.starts_with(one) for one in self.lent)


class Context(Struct, frozen=True, gc=False, cache_hash=True):
    """A thread that runs a function, and how it enters it: many threads share few entries.

    `within` is the thread that started this one and waits for its end before it goes on elsewhere, then the one that
    waits for that, and so on.
    """

    thread: str
    entry: Entry
    within: tuple[str, ...] = ()


class Origin(Struct, frozen=True, gc=False):
    """Where a context came from: the call (or spawn) at `at` of the function `caller` in its context."""

    caller: str
    context: Context
    at: int
    kind: str


class Contexts(Struct, frozen=True, eq=False):
    """All contexts by function, each with the first way found to it (None for a root), all threads by id, and the facts
    of all functions."""

    of: Mapping[str, Mapping[Context, Origin | None]]
    threads: Mapping[str, ThreadInfo]
    functions: Mapping[str, FunctionFacts]

    def origin(self, symbol: str, context: Context) -> Origin | None:
        """The first way found to a context of a function; None for a root."""
        return self.of[symbol].get(context) if symbol in self.of else None

    def trace(self, symbol: str, context: Context) -> list[tuple[str, int, str]]:
        """The way from the thread's start to the function: (function, place, kind) of each call, outermost first."""
        steps: list[tuple[str, int, str]] = []
        seen: set[tuple[str, Context]] = set()
        key = (symbol, context)
        while (origin := self.origin(*key)) is not None and key not in seen:
            seen.add(key)
            steps.append((origin.caller, origin.at, origin.kind))
            if origin.kind != "call":
                break
            key = (origin.caller, origin.context)
        return steps[::-1]


def of_variable(location: str, site: str) -> str:
    """The name by which the goroutines of a site cannot run beside something, as far as one variable is concerned."""
    return f"{location} {site}"


def confined_to(
    root: str,
    here: frozenset[str],
    given: bool,
    confined: frozenset[tuple[str, frozenset[str]]],
    owned: frozenset[str],
) -> frozenset[str]:
    """The spawn sites whose goroutines alone have an object in a function, `here` as far as that gave it away itself;
    empty when that is not known. `confined` and `owned` are those of how the function is entered."""
    before = dict(confined).get(root, frozenset())
    if not given:
        return here or before
    return here | before if here and (before or root in owned) else frozenset()
