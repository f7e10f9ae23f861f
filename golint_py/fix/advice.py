"""Which way to make a map safe fits it, from what the code does with it (RULES C.3, "Choosing").

The counts are of places in the code, not of what happens at run time: where those differ, a benchmark decides.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.facts import SHOWS, Access
from golint_py.analyses.words import field, short_location
from golint_py.fix.declared_map import declaration_of
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.generate.safemap import NEEDS
from golint_py.types.model import Named, Pointer, StructType

_READS = frozenset({"read", "range", "len"})
_CHANGES = frozenset({"write", "delete", "clear"})
_WORDS = {"read": "lookup", "write": "store", "delete": "delete", "range": "range", "len": "len", "clear": "clear"}


class Use(Struct, frozen=True):
    """How a map is used. `counts` are places by kind ("read", "write", "delete", "range", "len", "clear", "replace"),
    of those where somebody else may have the map; `steps` are functions that look at it and change it; `held` places
    where `lock` is held, the lock that most of them hold; `siblings` are other maps under that lock."""

    counts: dict[str, int]
    functions: int
    steps: int
    lock: str
    held: int
    siblings: int

    @property
    def places(self) -> int:
        """All places."""
        return sum(self.counts.values())


class Advice(Struct, frozen=True):
    """What is advised for one map: its name, type and declaration (path and byte offset; -1 where it is not in sight),
    how it is used, the `style` ("guard", "wrapper" or "none"), the reasons, and whether a rule speaks of it."""

    name: str
    location: str
    path: str
    offset: int
    key: str
    element: str
    use: Use
    style: str
    reasons: tuple[str, ...]
    found: bool


def advise(view: View, found: Collection[str], all_maps: bool) -> Iterator[Advice]:
    """For each map of a package that is shared, as a lock or a finding (`found`: locations) shows; or for all."""
    by_location: dict[str, list[tuple[str, Access]]] = {}
    for facts in view.facts.functions:
        for access in facts.accesses if not facts.test and facts.root != "init" else ():
            if access.location and "[" not in access.location:
                by_location.setdefault(access.location, []).append((facts.symbol, access))
    guards = {location: _lock(several) for location, several in by_location.items()}
    for location, several in sorted(by_location.items()):
        lock, held = guards[location]
        if not all_maps and location not in found and not held:
            continue
        siblings = sum(1 for other, (guard, _) in guards.items() if lock and guard == lock and other != location)
        use = _use(several, lock, held, siblings)
        style, reasons = _choice(view, location, use, location in found)
        path, offset, key, element = _declaration(view, location)
        yield Advice(
            short_location(location), location, path, offset, key, element, use, style, reasons, location in found
        )


def _shared(several: list[tuple[str, Access]]) -> list[tuple[str, Access]]:
    """Each place once, without those where nobody else can have the map."""
    kept = {(symbol, access.at, access.kind): (symbol, access) for symbol, access in several if not access.owned}
    return list(kept.values())


def _lock(several: list[tuple[str, Access]]) -> tuple[str, int]:
    """The lock that most places hold, and how many do."""
    counts: Counter[str] = Counter()
    for _, access in _shared(several):
        counts.update({last_name(hold.lock) for hold in access.held.locks})
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))


def _use(several: list[tuple[str, Access]], lock: str, held: int, siblings: int) -> Use:
    shared = _shared(several)
    kinds: dict[str, set[str]] = {}
    for symbol, access in shared:
        kinds.setdefault(symbol, set()).add(_kind(access))
    counts = Counter(_kind(access) for _, access in shared if _kind(access) in (*_READS, *_CHANGES, "replace"))
    steps = sum(1 for one in kinds.values() if one & _READS and one & _CHANGES)
    return Use(dict(counts), len(kinds), steps, lock, held, siblings)


def _kind(access: Access) -> str:
    """What is done with the map: a library that encodes or prints it ranges over it."""
    return "range" if access.kind in SHOWS else access.kind


def _choice(view: View, location: str, use: Use, found: bool) -> tuple[str, tuple[str, ...]]:
    """The style, and why; `found`: a rule speaks of the map."""
    writes = sum(use.counts.get(kind, 0) for kind in _CHANGES)
    if not writes:
        return "none", ("nothing is stored once others may have it: it needs no lock",)
    if use.held == use.places and not found:
        return "none", (f"all {use.places} places hold {field(use.lock)} already",)
    if use.held:
        reasons = [f"{use.held} of {use.places} places hold {field(use.lock)} already"]
        if use.siblings:
            reasons.append(f"{field(use.lock)} also guards {use.siblings} other map{'s' * (use.siblings > 1)}")
        return "guard", (*reasons, *_against_sync(use))
    owner = location.rpartition(".")[0]
    lock = _lock_beside(view, owner)
    if not lock and min(scope.file.go for scope in view.declared.files) < NEEDS["rwmutex"]:
        return "guard", ("there is no lock beside it, and a wrapper needs go 1.18", *_against_sync(use))
    if lock:
        return "guard", (f"{short_location(owner)} has the lock {lock} already", *_against_sync(use))
    if use.steps:
        text = "functions look at an element and change it" if use.steps > 1 else "function looks at it and changes it"
        return "wrapper", ("there is no lock beside it", f"{use.steps} {text}: that has to be one step, as in Update")
    whole = use.counts.get("range", 0) + use.counts.get("len", 0) + use.counts.get("clear", 0)
    if writes == 1 and use.counts.get("read", 0) >= 3 and not whole and not use.counts.get("delete", 0):
        return "wrapper", (
            "there is no lock beside it",
            "stored at one place and looked up at several: if it is stored seldom, compare with the backing syncmap",
        )
    return "wrapper", ("there is no lock beside it", *_against_sync(use))


def _lock_beside(view: View, owner: str) -> str:
    """The first field of a struct type of the package that is a lock, "" for none."""
    name = owner.removeprefix(f"{view.path}.")
    declaration = view.declared.test_exports.types.get(name)
    struct = declaration.underlying if declaration is not None else None
    for one in struct.fields if isinstance(struct, StructType) else ():
        kind = one.type.elem if isinstance(one.type, Pointer) else one.type
        if isinstance(kind, Named) and kind.name in ("sync.Mutex", "sync.RWMutex"):
            return one.name
    return ""


def _against_sync(use: Use) -> Iterator[str]:
    whole = [_WORDS[kind] for kind in ("range", "len", "clear") if use.counts.get(kind, 0)]
    if whole:
        yield f"no sync.Map: {' and '.join(whole)} would take a while in which others change it"
    elif use.steps:
        yield "no sync.Map: what looks at it and changes it would be several steps"


def _declaration(view: View, location: str) -> tuple[str, int, str, str]:
    try:
        declared, _ = declaration_of(view, location, alone=False)
        return (
            declared.scope.file.path,
            declared.node.start_byte,
            declared.key.decode("utf-8", "replace"),
            declared.element.decode("utf-8", "replace"),
        )
    except (Refused, LookupError):
        return "", -1, "", ""


def in_words(use: Use) -> str:
    """`4 lookups, 2 stores and 1 range in 5 functions`."""
    words = {**_WORDS, "replace": "replacement"}
    parts = [_many(use.counts[kind], word) for kind, word in words.items() if use.counts.get(kind, 0)]
    return f"{', '.join(parts)} in {_many(use.functions, 'function')}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}"
