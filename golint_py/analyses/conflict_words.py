"""A conflict as findings tell it: both threads step by step, the other side, the other racy lines."""

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.conflict import Conflict
from golint_py.analyses.facts import AROUND, is_lock
from golint_py.analyses.guards import Instance
from golint_py.analyses.threads import KEPT, Contexts
from golint_py.analyses.words import field, short
from golint_py.text.finding import Finding, FixPlan, Related, Safety, Severity, Step, Thread
from golint_py.text.span import Site

_VERBS = {
    "read": "reads",
    "range": "ranges over",
    "encode": "encodes",
    "print": "prints",
    "len": "takes the length of",
    "write": "writes",
    "delete": "deletes from",
    "clear": "clears",
    "replace": "replaces",
    "return": "returns",
    "iterator": "returns an iterator over",
    "send": "sends",
    "store": "stores",
    "start": "gives a goroutine",
    "looked at": "reads",
    "given": "reads",
    "atomic read": "reads through sync/atomic",
    "atomic write": "writes through sync/atomic",
}
_DONE = {
    "read": "read",
    "range": "ranged over",
    "encode": "encoded",
    "print": "printed",
    "len": "measured",
    "write": "written",
    "delete": "deleted from",
    "clear": "cleared",
    "replace": "replaced",
    "return": "returned",
    "iterator": "returned as an iterator",
    "send": "sent",
    "store": "stored elsewhere",
    "start": "given to a goroutine",
}


def verb(one: Instance) -> str:
    """`writes`, `ranges over` ..."""
    return _VERBS[one.access.kind]


def done(one: Instance) -> str:
    """`written`, `ranged over` ..."""
    return _DONE[one.access.kind]


def thread_name(one: Instance) -> str:
    """Who runs the access, as a noun phrase."""
    thread = one.thread
    entry = short(thread.entry)
    starter = short(thread.starter) if thread.site else ""
    match thread.kind:
        case "go" | "inner":
            many = "one of the goroutines" if thread.many else "the goroutine"
            return f"{many} started in `{starter}`"
        case "handler":
            return f"the handler `{entry}`"
        case "callback":
            return f"the callback registered in `{starter}`"
        case "parallel-test":
            return "a parallel test"
        case "test":
            return f"the test `{entry}`"
        case "main":
            return "the main goroutine"
        case _:
            return f"a caller of `{short(one.function.symbol)}`"


def starter_of(one: Instance, other: Instance) -> str:
    """The function that started the goroutine of an access and goes on with the other one; "" for any other."""
    site = one.thread.site
    started = one.thread.kind == "go" and site in other.beside and other.function.symbol == one.thread.starter
    return f"`{short(other.function.symbol)}`, which started this goroutine," if started else ""


def lock_name(one: Instance, key: str) -> str:
    """The lock as the user would write it next to the map: `c.mu`; `mu` where its object has no name here."""
    owner, _, _ = one.access.name.rpartition(".")
    sibling = key.rpartition(".")[0] == one.access.location.partition("[")[0].rpartition(".")[0]
    return f"{owner}.{field(key)}" if sibling and owner else field(key)


def apart(one: Instance) -> str:
    """What to say of a lock that is held and is another one for each element; "" where there is none."""
    names = " and ".join(f"`{lock_name(one, key)}`" for key in sorted(one.one_of_many))
    return names and f" ({names} is a different lock for each element)"


def held_names(one: Instance) -> tuple[str, ...]:
    """Locks held at the access."""
    held = [(lock_name(one, key), mode) for key, mode in one.guards if mode != "maybe" and is_lock(mode)]
    how = {"read": " (read)", AROUND: " (by who started it)"}
    return tuple(sorted(name + how.get(mode, "") for name, mode in held))


def thread_of(one: Instance, contexts: Contexts) -> Thread[Site]:
    """The way from the start of the thread to the access."""
    steps: list[Step[Site]] = []
    for caller, at, kind in contexts.trace(one.function.symbol, one.context):
        if kind == "call":
            steps.append(Step(Site(caller, at), f"called from `{short(caller)}`", ("call",)))
        else:
            steps.append(Step(Site(caller, at), f"started in `{short(caller)}`", ("call", "enter")))
    held = held_names(one)
    locks = "holding " + ", ".join(f"`{name}`" for name in held) if held else "holding no lock"
    place = Site(one.function.symbol, one.access.at)
    steps.append(Step(place, f"{verb(one)} `{one.access.name}`, {locks}", ("memory",), held))
    name = thread_name(one)
    return Thread(name[0].upper() + name[1:].replace("`", ""), tuple(steps))


def threads_of(conflict: Conflict, contexts: Contexts) -> tuple[Thread[Site], ...]:
    """Both sides; an access that conflicts with itself ends both."""
    return (thread_of(conflict.weaker, contexts), thread_of(conflict.other, contexts))


def related_of(conflict: Conflict) -> tuple[Related[Site], ...]:
    """The other side, the access itself when the finding stands at a call, and the other racy lines."""
    found: dict[Site, str] = {}
    own = Site(conflict.weaker.function.symbol, conflict.weaker.access.at)
    if own != conflict.site:
        found[own] = f"{conflict.weaker.access.kind} of `{conflict.weaker.access.name}`"
    other = conflict.other
    there = Site(other.function.symbol, other.access.at)
    if there != conflict.site:
        found.setdefault(there, f"{thread_name(other)} {verb(other)} `{other.access.name}` here")
    for one in (conflict.weaker, other):
        if one.access.via:
            found.setdefault(Site(one.access.via, one.access.via_at), f"`{one.access.name}` is touched here")
    for site, words in conflict.racy:
        found.setdefault(site, words + " without the lock" if conflict.guard else words)
    return tuple(Related(site, words) for site, words in found.items())


def plan_of(kind: str, conflict: Conflict, contexts: Contexts, safety: Safety) -> FixPlan:
    """The plan of a fix about a conflict: the lock in question, and the locks that some caller holds on entry.

    `entry` are keys, "*" for a lock that cannot be told, also where a literal is kept for callers that are out of
    sight. `at` is "call" where the finding stands at a call. Where no lock is in question and some accesses hold one,
    that is `held`, with the entry of each function that uses the map and has callers without it (`entry NAME`).
    """
    own = Site(conflict.weaker.function.symbol, conflict.weaker.access.at)
    where = "access" if conflict.site == own else "call"
    parameters = [("lock", conflict.guard), ("entry", _entry(conflict.site.symbol, contexts)), ("at", where)]
    if conflict.partial:
        parameters.append(("held", conflict.partial))
        parameters += [
            (f"entry {symbol}", _entry(symbol, contexts))
            for symbol in conflict.users
            if not _always_holds(symbol, conflict.partial, contexts)
        ]
    return FixPlan(kind, conflict.location, safety, tuple(parameters))


def _entry(symbol: str, contexts: Contexts) -> str:
    entered = contexts.of.get(symbol, ())
    entry = {"*" if hold.untold else last_name(hold.lock) or "*" for context in entered for hold in context.entry.locks}
    if any(context.thread.partition(":")[0] in KEPT for context in entered):
        entry.add("*")
    return " ".join(sorted(entry))


def _always_holds(symbol: str, key: str, contexts: Contexts) -> bool:
    """Whether every caller of the function holds the lock."""
    entered = contexts.of.get(symbol, ())
    return bool(entered) and all(
        any(last_name(hold.lock) == key for hold in context.entry.locks) for context in entered
    )


def told(
    conflict: Conflict, contexts: Contexts, rule: str, severity: Severity, message: str, plan: FixPlan
) -> Finding[Site]:
    """The finding of a rule about a conflict, with both threads and the other places."""
    return Finding(
        rule=rule,
        place=conflict.site,
        message=message,
        severity=severity,
        confidence=conflict.confidence,
        subject=conflict.location,
        function=conflict.site.symbol,
        related=related_of(conflict),
        threads=threads_of(conflict, contexts),
        plan=plan,
        rank=conflict.rank,
    )
