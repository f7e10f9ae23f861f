"""What goroutines change beside a map and the map's new lock does not guard: fields of the same struct, and what the
elements point to. A fix for the map leaves that as it is, and says so."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.change import Change
from golint_py.fix.lock_calls import outer_symbol
from golint_py.fix.places import walk
from golint_py.fix.uses import How, Use, pair
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Map, Named, Pointer, Type
from golint_py.types.scope import Info, SelectionKind

_SAFE = ("sync.", "sync/atomic.", "golang.org/x/sync/", "time.Timer", "time.Ticker")  # types that need no lock
_LIST = "(*container/list.List)."
_LOOKS = frozenset({"Len", "Front", "Back"})
_MAP_CALLS = ("delete", "clear", "maps.Copy", "maps.DeleteFunc")
_LOCKING = re.compile(rb"(defer )?\S+\.R?(Lock|Unlock)\(\)")


class _Mention(Struct, frozen=True, eq=False):
    """A field of the receiver in a method: its name, whether it is changed there, and with the new lock held."""

    field: str
    method: str
    changed: bool
    covered: bool


def left_beside(
    view: View,
    owner: str,
    maps: Set[str],
    uses: Mapping[str, Sequence[Use]],
    changes: Mapping[str, Change],
    told: Set[str],
) -> str:
    """As the end of a title, "" where nothing is known to be left. `maps` are the fields of the struct `owner` that are
    guarded now, `uses` their uses by function, and `changes` the sections that these get: none where the map guards
    itself. `told` are the locations that findings speak of."""
    found: list[_Mention] = []
    elements = ""
    locked = {one.location for facts in view.facts.functions for one in facts.accesses if one.held.locks}
    if any(f"{owner}.{one}" in locked for one in maps):
        return ""  # the struct has a lock, and the rules speak of who does not take it
    maps = maps | {
        one.rpartition(".")[2]
        for one in locked | {one.partition("[")[0] for one in told}
        if one.rpartition(".")[0] == owner
    }
    using = {outer_symbol(symbol) for symbol in uses}
    for symbol, body in sorted(view.bodies.items()):
        exported = symbol.rpartition(".")[2][:1].isupper() and symbol.startswith((f"(*{owner}).", f"({owner})."))
        if body.scope.file.test or (symbol not in using and not exported):
            continue
        if any(view.lock_calls.own(one) for one in view.group(symbol)):
            continue
        covered = _covered(body, [one for name, one in changes.items() if outer_symbol(name) == symbol])
        for one in _mentions(view, body, owner, covered):
            if one.field not in maps and (symbol in using or _is_map(view, owner, one.field)):
                found.append(one)
        several = [use for name, inner in uses.items() if outer_symbol(name) == symbol for use in inner]
        if not elements and _changes_elements(view, body, several, covered):
            elements = f"; what its elements point to is changed without a lock in {short(symbol)}"
    fields = sorted({one.field for one in found if one.changed})
    left = [name for name in fields if not all(one.covered for one in found if one.field == name)]
    if not left:
        return elements
    (method, *_) = [one.method for one in found if one.changed and one.field in left]
    verb = "is" if len(left) == 1 else "are"
    return f"; {listed(left)} {verb} changed without a lock, as in {method}{elements}"


def listed(names: Sequence[str]) -> str:
    """`a, b and c`; there is at least one name."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _covered(body: Body, changes: Sequence[Change]) -> list[tuple[int, int]]:
    """Where the lock is held for writing, or for the rest of the function."""
    found: list[tuple[int, int]] = []
    start = -1
    for edit in sorted(edit for change in changes for edit in change.edits if edit.span.path == body.scope.file.path):
        for match in _LOCKING.finditer(edit.text):
            if match[2] == b"Lock" and not match[1]:
                start = edit.span.start
            elif start >= 0:
                found.append((start, body.node.end_byte if match[1] else edit.span.end))
                start = -1
    return found


def _mentions(view: View, body: Body, owner: str, covered: Sequence[tuple[int, int]]) -> Iterator[_Mention]:
    """The fields of the receiver that need a lock."""
    info, data = view.info(body), body.scope.parsed.data
    for node in walk(body.node):
        selection = info.selections.get(node.id) if node.kind_id == N.SELECTOR_EXPRESSION else None
        base = info.objects.get(N.need(node, N.F_OPERAND).id) if selection is not None else None
        if selection is None or base is None or base.role != "receiver" or selection.kind is not SelectionKind.FIELD:
            continue
        if not selection.path or not isinstance(base.type, Pointer) or _needs_none(view, selection.type):
            continue
        named = base.type.elem.name if isinstance(base.type.elem, Named) else ""
        if named == owner:
            held = any(start <= node.start_byte < end for start, end in covered)
            field = N.text(N.need(node, N.F_FIELD), data)
            yield _Mention(field, short(body.symbol), _is_changed(info, node, data), held)


def _needs_none(view: View, kind: Type | None) -> bool:
    base = kind.elem if isinstance(kind, Pointer) else kind
    named = isinstance(base, Named) and base.name.startswith(_SAFE)
    return named or isinstance(underlying(kind, view.packages), Chan)


def _is_map(view: View, owner: str, field: str) -> bool:
    struct = underlying(Named(owner), view.packages)
    kinds = (one.type for one in getattr(struct, "fields", ()) if one.name == field)
    return any(isinstance(underlying(kind, view.packages), Map) for kind in kinds)


def _is_changed(info: Info, node: Node, data: bytes) -> bool:
    """Whether it is assigned to, an element of it is, or a list gets or loses something."""
    above = node.parent
    while above is not None and above.kind_id in (N.INDEX_EXPRESSION, N.PARENTHESIZED_EXPRESSION):
        if above.kind_id == N.INDEX_EXPRESSION and N.need(above, N.F_OPERAND).id != node.id:
            return False
        node, above = above, above.parent
    if above is None:
        return False
    if above.kind_id == N.SELECTOR_EXPRESSION:
        selection = info.selections.get(above.id)
        symbol = selection.symbol if selection is not None else ""
        return symbol.startswith(_LIST) and symbol.removeprefix(_LIST) not in _LOOKS
    if above.kind_id == N.ARGUMENT_LIST:
        call = above.parent
        name = N.text(N.need(call, N.F_FUNCTION), data) if call is not None else ""
        return name in _MAP_CALLS and N.children(above)[0].id == node.id
    if above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return True
    left = N.field(above.parent, N.F_LEFT) if above.parent is not None else None
    return left is not None and left.id == above.id


def _changes_elements(view: View, body: Body, uses: Sequence[Use], covered: Sequence[tuple[int, int]]) -> bool:
    """Whether what an element points to, in a variable that it was read into, is changed outside of the lock."""
    info = view.info(body)
    declared: set[int] = set()
    for use in uses:
        names = pair(use)
        above = use.node.parent.parent if use.node.parent is not None else None
        left = N.field(above, N.F_LEFT) if above is not None and use.how is How.READ else None
        name = names[0] if names is not None else N.children(left)[0] if left is not None else None
        meaning = info.objects.get(name.id) if name is not None else None
        if meaning is not None and meaning.declared >= 0 and isinstance(meaning.type, Pointer):
            declared.add(meaning.declared)
    for node in walk(body.node) if declared else ():
        base = info.objects.get(N.need(node, N.F_OPERAND).id) if node.kind_id == N.SELECTOR_EXPRESSION else None
        if base is None or base.declared not in declared or any(a <= node.start_byte < b for a, b in covered):
            continue
        if _is_changed(info, node, body.scope.parsed.data):
            return True
    return False
