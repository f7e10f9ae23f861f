"""`RLock` becomes `Lock` where a map is written under it, and `RUnlock` with it."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.analyses.words import field, short
from golint_py.fix.lines import Lines
from golint_py.fix.lock_calls import ANY, LockCall
from golint_py.fix.places import node_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span

_OTHER = {b"RLock": b"Lock", b"RUnlock": b"Unlock"}


def upgrade(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The function takes the lock for reading in one place: there it takes it for writing.

    Refused where the lock is taken elsewhere, more than once or in another way, and where a call takes it again: two
    read locks of one goroutine may go well, a read lock under a write lock waits for ever. Unsafe where that is not
    known of a call.
    """
    key = dict(plan.parameters)["lock"]
    view = workspace.view(workspace.package_of(finding.place.path))
    calls = _sections(view, finding.function, key)
    safety = Safety.SAFE
    for at, taken in _calls_under(view, finding.function, key):
        if key in taken:
            start, end = view.function(finding.function).spans[at]
            text = N.text(node_of(workspace.parsed(finding.place.path), start, end), _data(workspace, finding))
            raise Refused(f"`{_cut(text)}` may take {field(key)} again")
        if ANY in taken:
            safety = Safety.UNSAFE
    parsed = workspace.parsed(finding.place.path)
    lines = Lines(finding.place.path, parsed.data)
    edits = [_renamed(parsed, lines, call) for call in calls]
    return Fix(f"Take {field(key)} for writing in {short(finding.function)}", tuple(sorted(edits)), safety)


def _calls_under(view: View, symbol: str, key: str) -> Iterator[tuple[int, frozenset[str]]]:
    """The calls that may be made with the lock held, and what they may take."""
    known = view.lock_calls
    held = known.may_hold(symbol, key)
    return ((at, taken) for at, taken in known.callees(symbol) if at in held)


def _data(workspace: Workspace, finding: Finding[Span]) -> bytes:
    return workspace.parsed(finding.place.path).data


def _cut(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 60 else first[:57] + "..."


def _sections(view: View, symbol: str, key: str) -> list[LockCall]:
    """All calls of the function on the lock: one `RLock`, and the `RUnlock` that belong to it."""
    known = view.lock_calls
    calls = [call for call in known.own(symbol) if call.key == key]
    if not any(call.takes for call in calls):
        raise Refused(f"{field(key)} is taken by a caller of {short(symbol)}")
    if any(call.key == key for name in known.literals(symbol) for call in known.own(name)):
        raise Refused(f"a function literal in {short(symbol)} uses {field(key)} too")
    if any(call.mode != "read" for call in calls):
        raise Refused(f"{short(symbol)} takes {field(key)} for writing as well")
    if any(call.conditional for call in calls):
        raise Refused("a TryRLock cannot be exchanged")
    if len({call.start for call in calls if call.takes}) > 1:
        raise Refused(f"{short(symbol)} takes {field(key)} more than once")
    if all(call.takes for call in calls):
        raise Refused(f"{field(key)} is given back elsewhere")
    return list({call.start: call for call in calls}.values())


def _renamed(parsed: Parsed, lines: Lines, call: LockCall) -> Edit:
    """The name of the method at the end of the call's function."""
    node = node_of(parsed, call.start, call.end)
    names = [one for one in walk(node) if one.kind_id == N.FIELD_IDENTIFIER and _called(one)]
    last = names[-1] if names else None
    old = b"" if last is None else parsed.data[last.start_byte : last.end_byte]
    if last is None or old not in _OTHER:
        raise Refused("the lock is taken in another way than by RLock")
    return lines.replace(last.start_byte, last.end_byte, _OTHER[old])


def _called(name: Node) -> bool:
    """Whether it is the method of a call: `x` in `a.x()`."""
    selector = name.parent
    call = selector.parent if selector is not None else None
    if selector is None or call is None or call.kind_id != N.CALL_EXPRESSION:
        return False
    function = N.field(call, N.F_FUNCTION)
    return function is not None and function.id == selector.id
