"""Why the map access on a line is reported, or is not: its location, who reaches it, locks, ownership, the verdict.

Each sentence comes from the code that decides (`analyses/conflict_*.py`, `analyses/parallel.py`), not from a second
opinion. All functions of the package are lowered; of others those that start, run or change what they are given.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import BY_KEY
from golint_py.analyses.contexts import contexts
from golint_py.analyses.entering import held_at
from golint_py.analyses.facts import Access, Facts, FunctionFacts, Hold
from golint_py.analyses.guarding import Guard
from golint_py.analyses.guards import Instance
from golint_py.analyses.instances import instances, private
from golint_py.analyses.threads import Context, Contexts, ThreadInfo
from golint_py.analyses.verdicts import Verdict, verdicts
from golint_py.analyses.words import short, short_location
from golint_py.ir.program import Function
from golint_py.text.source import Source

MAX_OTHERS = 30
MAX_WAYS = 6

Lines = Iterator[str]


class Places(Struct, frozen=True, eq=False):
    """Where the places of functions are, as people read them."""

    functions: Mapping[str, Function]
    sources: Mapping[str, Source]

    def line(self, symbol: str, at: int) -> tuple[str, int]:
        """File and line (1-based) of a place of a function; ("", 0) where the function is out of sight."""
        function = self.functions.get(symbol)
        if function is None or not 0 <= at < len(function.spans):
            return "", 0
        return function.path, self.sources[function.path].line_of(function.spans[at][0])

    def words(self, symbol: str, at: int) -> str:
        """`file.go:12`."""
        path, line = self.line(symbol, at)
        return f"{path.rpartition('/')[2]}:{line}" if path else "?"


def why(facts: Facts, places: Places, file: str, line: int) -> Lines:
    """The answer for one line (1-based) of a file."""
    functions = {one.symbol: one for one in facts.functions}
    found = contexts(functions, (one.symbol for one in facts.functions if one.accesses or one.touches))
    by_location = instances(functions, found)
    asked = [
        (one, access)
        for one in facts.functions
        for access in (*one.accesses, *one.touches)
        if places.line(one.symbol, access.at) == (file, line)
    ]
    if not asked:
        yield f"{file}:{line}: no map access is followed on this line"
        yield from _nearby(facts, places, file, line)
    for number, (one, access) in enumerate(asked):
        if number:
            yield ""
        yield from _about(one, access, facts, found, by_location, places)


def _nearby(facts: Facts, places: Places, file: str, line: int) -> Lines:
    there = sorted(
        {
            (number, access.kind, access.name)
            for one in facts.functions
            for access in (*one.accesses, *one.touches)
            for path, number in (places.line(one.symbol, access.at),)
            if path == file
        },
        key=lambda one: (abs(one[0] - line), one),
    )
    yield from (f"  line {number}: {kind} of {name}" for number, kind, name in sorted(there[:5]))


def _about(
    one: FunctionFacts,
    access: Access,
    facts: Facts,
    found: Contexts,
    by_location: Mapping[str, list[Instance]],
    places: Places,
) -> Lines:
    yield f"{places.words(one.symbol, access.at)}  {access.kind} of `{access.name}` in `{short(one.symbol)}`"
    if not access.location:
        yield "  location   a parameter: its operations count where the function is called"
        return
    yield f"  location   {access.location}"
    known = found.of.get(one.symbol, ())
    yield from _ways(one, access, known, found, places)
    there = by_location.get(access.location, [])
    if not known:
        yield "  verdict    silent: nothing in sight runs the function"
        return
    reasons = {private(access, context, found.threads[context.thread], one.takes) for context in known}
    if "" not in reasons:
        yield f"  verdict    silent: {'; '.join(sorted(reasons))}"
        return
    own = [
        verdict
        for verdict in verdicts(access.location, there, facts, found)
        if verdict.one.function.symbol == one.symbol and _alike(verdict.one.access, access)
    ]
    yield from _expected(own, facts.guards.get(access.location, ""))
    yield from _others(there, access, one, places)
    yield from _verdict(own, there, places)


def _alike(left: Access, right: Access) -> bool:
    """Whether the two count once: the same operation under the same locks."""
    return (left.kind, left.held, left.header) == (right.kind, right.held, right.header)


def _ways(one: FunctionFacts, access: Access, known: Iterable[Context], found: Contexts, places: Places) -> Lines:
    several = sorted(known, key=lambda context: (context.thread, tuple(sorted(context.entry.locks))))
    for context in several[:MAX_WAYS]:
        thread = found.threads[context.thread]
        steps = found.trace(one.symbol, context)
        way = " > ".join(f"{short(caller)} ({places.words(caller, at)})" for caller, at, _ in steps)
        times = ", many at once" if thread.many else ""
        yield f"  reached    {_who(thread)}{times}" + (f": {way}" if way else "")
        yield f"             locks held: {_locks(held_at(context.entry.locks, access.held))}"
        kept = private(access, context, thread, one.takes)
        yield f"             object: {kept or 'others may have it'}"
    if len(several) > MAX_WAYS:
        yield f"             and {len(several) - MAX_WAYS} more"


def _who(thread: ThreadInfo) -> str:
    words = {"api": "from callers out of sight", "main": "from main", "init": "before main", "inner": "as a goroutine"}
    return words.get(thread.kind) or f"as {thread.kind} `{short(thread.entry)}`"


def _locks(locks: Iterable[Hold]) -> str:
    words = []
    for hold in sorted(locks):
        name = short_location(_last(hold)) or "a local one"
        if hold.lock.steps[-1:] == (BY_KEY,):
            name = f"one of many, by a key ({short_location(hold.lock.steps[0])})"
        elif hold.lock.root == "*":
            name = "one that cannot be told"
        words.append(name + {"write": "", "read": " (read)"}.get(hold.mode, f" ({hold.mode})"))
    return ", ".join(words) or "none"


def _last(hold: Hold) -> str:
    return hold.lock.steps[-1] if hold.lock.steps else hold.lock.root.removeprefix("g:")


def _expected(own: list[Verdict], declared: str) -> Lines:
    guards = [verdict.guard for verdict in own if verdict.guard is not None]
    if not guards:
        yield "  expected   no lock: none is held at any write"
        return
    guard: Guard = guards[0]
    how = "declared" if declared else "inferred"
    total = guard.holding + guard.bare
    yield f"  expected   {short_location(guard.key)} ({how}; {guard.holding} of {total} functions hold it)"


def _others(there: list[Instance], access: Access, one: FunctionFacts, places: Places) -> Lines:
    lines: dict[tuple[str, str], set[str]] = {}
    for other in there:
        if other.access == access and other.function.symbol == one.symbol:
            continue
        what = f"{other.access.kind} in `{short(other.function.symbol)}`"
        held = sorted(short_location(key) + ("" if mode == "write" else f" ({mode})") for key, mode in other.guards)
        locks = ", ".join(held) or ("one that cannot be told" if other.wild else "no lock")
        lines.setdefault((places.words(other.function.symbol, other.access.at), what), set()).add(locks)
    for (where, what), held_there in sorted(lines.items())[:MAX_OTHERS]:
        yield f"  other      {where}  {what}, holding {' or '.join(sorted(held_there))}"
    if len(lines) > MAX_OTHERS:
        yield f"             and {len(lines) - MAX_OTHERS} more"


def _verdict(own: list[Verdict], there: list[Instance], places: Places) -> Lines:
    told = {conflict for verdict in own for conflict in verdict.conflicts}
    for conflict in sorted(told, key=lambda one: (one.site, one.kind)):
        where = places.words(conflict.site.symbol, conflict.site.ordinal)
        level = conflict.confidence.name.lower()
        yield f"  verdict    reported as map/{conflict.kind} at {where} ({level} confidence)"
        yield from (f"             no surer: {doubt}" for doubt in conflict.doubts)
    if told:
        return
    if not any(other.access.writes for other in there):
        yield "  verdict    silent: nobody writes the map in place, it is only replaced"
        return
    counted: dict[str, list[str]] = {}
    for verdict in own:
        for other, reason in verdict.reasons:
            about = places.words(other.function.symbol, other.access.at) if other is not None else ""
            counted.setdefault(reason, []).append(about)
    open_ones = counted.pop("", [])
    if open_ones:
        yield f"  verdict    in conflict with {_some(open_ones)}; that is told there, or once for this function"
        return
    if not counted:
        yield "  verdict    silent: it only hands the map on, or there is no other access"
    for reason, abouts in sorted(counted.items()):
        named = [place for place in abouts if place]
        yield f"  verdict    silent: {reason}" + (f" ({_some(named)})" if named else "")


def _some(places: list[str]) -> str:
    several = sorted(set(places))
    return ", ".join(several[:3]) + (f" and {len(several) - 3} more" if len(several) > 3 else "")
