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
from golint_py.fix.shown_elements import showing
from golint_py.fix.through import names_given
from golint_py.fix.uses import How, Use
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Map, Named, Pointer, Type
from golint_py.types.scope import Info, SelectionKind

ALL = "*"
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
    elements: dict[str, _Elements] = {}
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
        elements[symbol] = _elements_of(view, body, several, covered)
    fields = sorted({one.field for one in found if one.changed})
    left = [name for name in fields if not all(one.covered for one in found if one.field == name)]
    words = _words_for(elements)
    if not left:
        return words
    (method, *_) = [one.method for one in found if one.changed and one.field in left]
    verb = "is" if len(left) == 1 else "are"
    return f"; {listed(left)} {verb} changed without a lock, as in {method}{words}"


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


class _Elements(Struct, frozen=True, eq=False):
    """What a function does with the fields of what elements point to: which it changes, which of these without the
    lock, and which it reads without it (`ALL`: it shows all of them)."""

    changed: frozenset[str]
    bare: frozenset[str]
    read: frozenset[str]


def _elements_of(view: View, body: Body, uses: Sequence[Use], covered: Sequence[tuple[int, int]]) -> _Elements:
    """By variables that an element was read into, and in place."""
    info, data = view.info(body), body.scope.parsed.data
    declared: set[int] = set()
    direct: set[int] = set()
    changed, bare, read = set[str](), set[str](), set[str]()
    for use in uses:
        kind = info.operands[use.mention.id].type if use.mention.id in info.operands else None
        below = underlying(kind, view.packages)
        if not isinstance(below, Map) or not isinstance(underlying(below.elem, view.packages), Pointer):
            continue
        if use.how is How.READ:
            direct.add(use.node.id)
        names = names_given(use)
        for node in walk(use.statement, into_literals=False) if names else ():
            meaning = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER and node.text in names else None
            if meaning is not None and meaning.declared >= 0:
                declared.add(meaning.declared)
        for call, _ in showing(view, body, use, quiet=False):
            if not _is_in(call, covered):
                read.add(ALL)
    for node in walk(body.node) if declared or direct else ():
        operand = N.need(node, N.F_OPERAND) if node.kind_id == N.SELECTOR_EXPRESSION else None
        base = info.objects.get(operand.id) if operand is not None else None
        selection = info.selections.get(node.id)
        if operand is None or selection is None or selection.kind is not SelectionKind.FIELD:
            continue
        if operand.id not in direct and (base is None or base.declared not in declared):
            continue
        name = N.text(N.need(node, N.F_FIELD), data)
        if _is_changed(info, node, data):
            changed.add(name)
            bare |= set() if _is_in(node, covered) else {name}
        elif not _is_in(node, covered):
            read.add(name)
    return _Elements(frozenset(changed), frozenset(bare), frozenset(read))


def _is_in(node: Node, covered: Sequence[tuple[int, int]]) -> bool:
    return any(start <= node.start_byte < end for start, end in covered)


def _words_for(found: Mapping[str, _Elements]) -> str:
    """What is left of the elements, by function."""
    for symbol, one in found.items():
        if one.bare:
            return f"; what its elements point to is changed without a lock in {short(symbol)}"
    changed = frozenset[str]().union(*(one.changed for one in found.values()))
    for symbol, one in found.items():
        if changed and (changed & one.read or ALL in one.read):
            return f"; what its elements point to is read without a lock in {short(symbol)}"
    return ""
