"""Whether two accesses may happen in parallel, and on what evidence."""

import enum
from collections.abc import Iterable

from msgspec import structs

from golint_py.analyses.access_paths import Path, is_element
from golint_py.analyses.callgraph import of_unexported_type, receiver_and_name
from golint_py.analyses.facts import SERVING
from golint_py.analyses.guards import Instance, holder_of
from golint_py.analyses.locations import owner_of
from golint_py.analyses.threads import ANSWER, PART, name_in, of_variable

RUNNING = frozenset({"go", "handler", "callback", "parallel-test"})


NOT_THEN = "the goroutine has not started yet then, or has ended"
ONE_THREAD = "both run in one goroutine, one after the other"


class Evidence(enum.IntEnum):
    """What speaks for two accesses running beside each other."""

    NONE = 0  # ordered, or one thread
    CALLERS = 1  # only if somebody out of sight calls both at once; a lock says that somebody does
    LIKELY = 2  # a goroutine and an exported function
    CERTAIN = 3  # two goroutines, both in sight, on one object


def beside(left: Instance, right: Instance) -> Evidence:
    """Evidence that the two may run in parallel on one object."""
    return judged(left, right)[0]


def judged(left: Instance, right: Instance) -> tuple[Evidence, str]:
    """The evidence, and in words why there is none."""
    captured = "#" in left.access.location
    if captured and left.thread.id != right.thread.id and (_ordered(left, right) or _ordered(right, left)):
        return Evidence.NONE, NOT_THEN
    left, right = _on_whose_time(left, right), _on_whose_time(right, left)
    never = _never(left, right, captured)
    if never:
        return Evidence.NONE, never
    if left.thread.id == right.thread.id:
        return _with_itself(left, right, captured), ONE_THREAD
    if left.context.entry.far and not _one_object(left, right):
        return Evidence.NONE, "nothing says that the two packages have the same object"
    if _of_the_starter(left, right) or _of_the_starter(right, left) or _both_given(left, right):
        return Evidence.CERTAIN, ""
    if left.objects and right.objects and not left.shared and not right.shared:
        if left.objects & right.objects:
            if _together(left, right) or _together(right, left):
                return Evidence.CERTAIN, ""
        elif _makers(left.objects) & _makers(right.objects):
            return Evidence.NONE, "the function that starts both gives them different objects"
    return _of_two(left, right, captured), "no goroutine is in sight that runs one of them beside the other"


def _of_the_starter(one: Instance, other: Instance) -> bool:
    """Whether the other access is one of the function that started the goroutine, to an object that it made and gave to
    it, or whose map it gave to it, while the goroutine may run."""
    site, path = one.thread.site, other.access.path
    if not _together(one, other) or not path.root.startswith("v"):
        return False
    given = path
    if one.access.path.steps or any(map(is_element, path.steps)):
        given = Path(path.root, holder_of(path))
    name = name_in(other.function.symbol, given)
    return site.rpartition("@")[0] == other.function.symbol and name in one.objects


def _both_given(left: Instance, right: Instance) -> bool:
    """Whether a function has started both goroutines, neither of which has to wait for the other, with an object that
    it made."""
    starter = left.thread.starter
    if left.thread.kind != "go" or right.thread.kind != "go" or starter != right.thread.starter:
        return False
    return any(name.startswith(f"{starter}|v") for name in left.objects & right.objects)


def _one_object(left: Instance, right: Instance) -> bool:
    """Whether objects that other packages hold are the same as far as names tell: a package variable, one name in the
    function that starts the goroutines, or one field."""
    if left.access.path.root.startswith("g:") or left.objects & right.objects:
        return True
    holders = {holder for root, holder in left.context.entry.holders if root == left.access.path.root}
    return any(root == right.access.path.root and holder in holders for root, holder in right.context.entry.holders)


def _on_whose_time(one: Instance, other: Instance) -> Instance:
    """An access of a goroutine that its starter waits for counts, elsewhere, as one of the starter's thread; there
    again as one of the thread that waits for that."""
    if other.thread.site and "#" in one.access.location:
        return one
    while one.within and one.thread.id != other.thread.id and one.thread.site not in other.beside:
        if one.thread.starter == other.thread.starter:
            break
        one = structs.replace(one, thread=one.within[0], within=one.within[1:])
    return one


def beside_by_lock(one: Instance, other: Instance, found: Iterable[Instance]) -> bool:
    """Whether a lock says that a function runs beside a literal of its own, which it has stored for somebody before it
    started goroutines: the literal takes a lock that the function declares, and so does the function, after it has gone
    without."""
    owner, captured, _ = one.access.location.rpartition("#")
    if (
        not captured
        or not one.beside
        or one.function.symbol != owner
        or other.thread.id != f"stored:{other.thread.entry}"
    ):
        return False
    given = [edge.at for edge in one.function.edges if edge.kind == "stored" and edge.callee == other.thread.entry]
    if not given or min(given) > one.access.at or any(key.startswith(f"{owner}#") for key, _ in one.guards):
        return False
    locks = {key for key, mode in other.guards if key.startswith(f"{owner}#") and mode == "write"}
    after = (more for more in found if more.function is one.function and more.access.at > one.access.at)
    return any(key in locks for more in after for key, _ in more.guards)


def sets_up(one: Instance) -> bool:
    """Whether a caller out of sight runs a method that makes the object ready (`Init`), as its name says: before others
    have it."""
    receiver, name = receiver_and_name(one.function.symbol)
    return bool(receiver) and one.thread.kind in ("api", "value") and name.startswith(("Init", "init"))


def registers(one: Instance) -> bool:
    """Whether a caller out of sight runs a function that registers something, as its name says."""
    return one.thread.kind in ("api", "value") and receiver_and_name(one.function.symbol)[1].startswith("Register")


def _never(left: Instance, right: Instance, captured: bool) -> str:
    """Why the two are ordered, or have objects of their own; "" where they may not be."""
    kinds = {left.thread.kind, right.thread.kind}
    if "init" in kinds and not (captured and "go" in kinds):
        return "one of them runs before main starts"
    if captured and not (_started_by_owner(left) or _started_by_owner(right) or _of_one_literal(left, right)):
        return "each run of the function has a variable of its own"
    if kinds == {"test", "parallel-test"}:
        return "tests that call t.Parallel go on when all others have ended"
    if "parallel-test" in kinds and not captured and not (left.shared and right.shared):
        return "each test has objects of its own"
    if left.thread.id == right.thread.id:
        return ""
    if _ordered(left, right) or _ordered(right, left):
        return NOT_THEN
    if _apart(left, right) or _apart(right, left):
        return "the object is out of the other's reach"
    if _made_apart(left, right) and not any(
        name.startswith((ANSWER, PART)) for name in left.allocated | right.allocated
    ):
        return "each has an object of its own, made in another place"
    return ""


def _of_two(left: Instance, right: Instance, captured: bool) -> Evidence:
    """Two different threads that nothing orders."""
    kinds = {left.thread.kind, right.thread.kind}
    if not kinds & RUNNING:
        return Evidence.NONE if kinds & {"main", "test"} or captured else Evidence.CALLERS
    if "handler" in kinds and ("test" in kinds or _by_a_test(left) or _by_a_test(right)):
        return Evidence.NONE  # a request orders the handler with the test that makes it
    if "handler" in kinds and "main" in kinds and not (served(left) or served(right)):
        return Evidence.CALLERS  # most programs fill before they serve
    if captured:
        kept = "value" in kinds and left.thread.entry == right.thread.entry  # whoever has it is who runs it
        return Evidence.NONE if kept else Evidence.CERTAIN
    if (left.picked and (right.picked or _by_callers(right))) or (right.picked and _by_callers(left)):
        return Evidence.CALLERS  # each has an element of its own, as far as one can see
    if not (_from_outside(left) and _from_outside(right)) or _made_apart(left, right):
        return Evidence.CALLERS
    only = left.function is right.function and of_unexported_type(left.function.symbol)
    alone = (_made_for_one(left) or _made_for_one(right)) and left.objects.isdisjoint(right.objects)
    if only or alone or _made_before(left, right) or _made_before(right, left):
        return Evidence.CALLERS  # the goroutine in sight may be its only caller, or the only one that has the object
    both_shared = left.shared and right.shared
    if kinds <= RUNNING or (kinds == {"handler", "main"} and both_shared):
        if not both_shared and (left.thread.entry == right.thread.entry or left.function is right.function):
            return Evidence.CALLERS  # two ways to run the same code, of which a program uses one
        return Evidence.CERTAIN if both_shared else Evidence.LIKELY
    return Evidence.CALLERS if "value" in kinds else Evidence.LIKELY


def _by_callers(one: Instance) -> bool:
    """Whether callers out of sight bring the object."""
    return one.thread.kind == "api" and one.access.path.root.startswith("p")


def _made_before(one: Instance, other: Instance) -> bool:
    """Whether a run from out of sight has made the object, and not started the other's goroutine yet."""
    return one.thread.kind == "api" and _of_its_run(one) and other.thread.site not in one.beside


def _made_apart(left: Instance, right: Instance) -> bool:
    """Whether what both have, or what that is a part of, was made in two places; if out of sight, then the two may be
    the same all the same, but nothing says so."""
    return bool(left.allocated and right.allocated) and left.allocated.isdisjoint(right.allocated)


def _by_a_test(one: Instance) -> bool:
    """Whether a test runs the access itself, by way of a function that somebody else calls."""
    return one.thread.test and one.thread.kind in ("value", "api")


def _from_outside(one: Instance) -> bool:
    """Whether the object of a running thread is one that it was started with, and not one that it made or looked up:
    then it has a name in the frame of the function that started it."""
    if one.thread.kind not in RUNNING or one.shared:
        return True
    starter = f"{one.thread.starter}|" if one.thread.site else ""
    return one.thread.kind != "handler" and any(name.startswith(starter) for name in one.objects)


def _made_for_one(one: Instance) -> bool:
    """Whether nobody but the goroutine was given the object, while it runs."""
    return one.thread.kind == "go" and one.access.path.root in one.context.entry.made


def _with_itself(left: Instance, right: Instance, captured: bool) -> Evidence:
    thread = left.thread
    if thread.kind in ("main", "test"):
        return Evidence.NONE
    if thread.many and (thread.in_one_run or not (captured and _of_starter(left))):
        if captured and "[]" in left.access.location:
            return Evidence.NONE  # a slice of maps: each goroutine has its own element
        if left.shared and right.shared and not (left.picked and right.picked):
            return Evidence.CERTAIN
        own = captured or thread.kind == "go" or (left.picked and right.picked)
        return Evidence.NONE if own else Evidence.CALLERS
    if captured:
        return Evidence.CERTAIN if _started_again(left) and _started_again(right) else Evidence.NONE
    if thread.kind == "go" and thread.site in left.beside and thread.site in right.beside:
        if not (_from_outside(left) and _from_outside(right)) or _made_for_it(left) or _made_for_it(right):
            return Evidence.NONE
        return Evidence.LIKELY  # a loop calls the function that starts it; earlier ones may have ended all the same
    if thread.kind in ("api", "value"):
        if _of_its_run(left) and _of_its_run(right):
            return Evidence.NONE
        return Evidence.NONE if _of_one_call(left, right) or _of_one_call(right, left) else Evidence.CALLERS
    return Evidence.NONE


def _of_its_run(one: Instance) -> bool:
    """Whether the run of the thread that has the access has made the object: another run makes another one."""
    root, entry = one.access.path.root, one.context.entry
    return root in entry.made and not entry.lends(one.access.path)


def _made_for_it(one: Instance) -> bool:
    """Whether the function that starts the goroutine makes the object for it, each time that it runs."""
    return _makers(one.allocated) == {one.thread.starter}


def _started_again(one: Instance) -> bool:
    """Whether an earlier call may have started a goroutine like this one with the same captured variable: not one of
    the function that starts it, whose every call has its own, but with the same map where that is a parameter."""
    return one.thread.site in one.again and not (_of_starter(one) and one.access.kind == "replace")


def _of_starter(one: Instance) -> bool:
    """Whether a captured variable is one of the function that starts the goroutine: each run of that has its own."""
    return owner_of(one.access.location) == one.thread.starter


def _of_one_call(one: Instance, other: Instance) -> bool:
    """Whether both have the object that one call of a function makes, and hands on to both, or only what it started and
    waited for has it: another call makes another one."""
    if not one.allocated.isdisjoint(one.objects & other.objects):
        return True
    if not one.access.made or not one.access.path.root.startswith("v"):
        return False
    if one.confined or one.function is other.function:
        return True
    return name_in(one.function.symbol, Path(one.access.path.root)) in other.objects


def _started_by_owner(one: Instance) -> bool:
    """Whether the thread was started by the function that declares the captured variable, or a literal in it."""
    owner = owner_of(one.access.location)
    starter = one.thread.starter
    return starter == owner or starter.startswith(owner + "$")


def _of_one_literal(one: Instance, other: Instance) -> bool:
    """Whether a function got both from one call of the function that declares the captured variable: a literal that
    this returned, or several, started by others."""
    return any(name.endswith(one.access.location) for name in one.objects & other.objects)


def _makers(names: Iterable[str]) -> set[str]:
    """The functions in whose frames an object has the names."""
    return {name.partition("|")[0] for name in names}


def _apart(one: Instance, other: Instance) -> bool:
    """Whether the object of one is known to be out of the other thread's reach. One that only a goroutine was given is
    still in reach of the function that started it, and of what that passes it to."""
    if not one.confined or other.thread.site in one.confined:
        return False
    if one.thread.site not in one.confined:
        return True
    starters = {site.rpartition("@")[0] for site in one.confined}
    if not starters.isdisjoint(_makers(other.objects)):
        return False
    return other.function.symbol not in starters or _brought(other)


def _brought(one: Instance) -> bool:
    """Whether a function did not make the object itself."""
    return one.access.path.root.startswith(("p", "g:"))


def _together(one: Instance, other: Instance) -> bool:
    """Whether the other runs after the function that it was called from had started the goroutine of the one, or had
    registered it and begun to serve."""
    running = one.thread.kind == "go" or (one.thread.kind == "handler" and served(other) and not other.thread.test)
    return running and bool(one.thread.site) and one.thread.site in other.beside


def _ordered(one: Instance, other: Instance) -> bool:
    """Whether the other cannot run beside the thread of the one: it comes before its start, or after its end; or has
    another variable of that name."""
    site = one.thread.site
    if one.thread.kind == "handler" and served_later(other):
        return True
    if not site:
        return False
    apart = site in other.ordered or not one.thread.ends.isdisjoint(other.ordered)
    return apart or of_variable(other.access.location, site) in other.ordered


def served(one: Instance) -> bool:
    """Whether a function on the way to the access has begun to serve before it."""
    return SERVING in one.beside


def served_later(one: Instance) -> bool:
    """Whether a function on the way to the access begins to serve after it, and none before."""
    return one.thread.kind not in RUNNING and SERVING in one.ordered and not served(one)
