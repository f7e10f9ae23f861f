"""A struct that is an element, `s.shards[i]`: its lock has a name where the element is the same one all the time."""

from tree_sitter import Node

from golint_py.fix.places import FUNCTIONS, walk
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import Array, Pointer, Slice
from golint_py.types.scope import Info, Kind

_OWN_VARIABLE = (1, 22)  # each round of a loop has variables of its own


def settled_element(info: Info, body: Body, index: Node) -> int:
    """Where the variable is declared that tells which element it is, -1 for a constant or parameter. Raises `Refused`
    where the element may move, or the variable become another one."""
    operand = info.operands.get(N.need(index, N.F_OPERAND).id)
    kind = operand.type if operand is not None else None
    kind = kind.elem if isinstance(kind, Pointer) else kind
    if isinstance(kind, Slice) and not isinstance(kind.elem, Pointer):
        raise Refused("what has the lock is an element of a slice, which append may move; keep pointers in it")
    if not isinstance(kind, Array | Slice):
        raise Refused("what has the lock is an element that has no variable; give it one")
    place = N.need(index, N.F_INDEX)
    known = info.operands.get(place.id)
    if known is not None and known.value is not None:
        return -1
    meaning = info.objects.get(place.id)
    if place.kind_id != N.IDENTIFIER or meaning is None or meaning.kind is not Kind.VAR or meaning.declared < 0:
        raise Refused("what has the lock is an element of which the number is computed there; put that into a variable")
    if _changes(info, body, meaning.declared):
        raise Refused(f"{meaning.name}, which tells what has the lock, is changed in the function")
    if body.scope.file.go < _OWN_VARIABLE and _in_other_function(body, place, meaning.declared):
        raise Refused(f"{meaning.name}, which tells what has the lock, may be another goroutine's by then")
    return -1 if meaning.role else meaning.declared


def _changes(info: Info, body: Body, declared: int) -> bool:
    """Whether the variable changes where its element may be in use: anywhere but in the header of its loop."""
    for node in walk(body.node):
        if node.kind_id in (N.ASSIGNMENT_STATEMENT, N.INC_STATEMENT, N.DEC_STATEMENT):
            if _in_header_of(node, declared):
                continue
            first = N.field(node, N.F_LEFT)
            changed = N.children(first) if first is not None else N.children(node)[:1]
        elif node.kind_id in (N.RANGE_CLAUSE, N.RECEIVE_STATEMENT):
            left = N.field(node, N.F_LEFT)
            changed = N.children(left) if left is not None else []
        elif node.kind_id == N.UNARY_EXPRESSION and node.text is not None and node.text.startswith(b"&"):
            changed = N.children(node)
        else:
            continue
        meanings = (info.objects.get(one.id) for one in changed if one.start_byte != declared)
        if any(one is not None and one.declared == declared for one in meanings):
            return True
    return False


def _in_header_of(statement: Node, declared: int) -> bool:
    """Whether it is the step of the loop that declares the variable."""
    above = statement.parent
    return above is not None and above.kind_id == N.FOR_CLAUSE and above.start_byte <= declared < above.end_byte


def _in_other_function(body: Body, place: Node, declared: int) -> bool:
    """Whether a literal stands between the use and the declaration."""
    above = place.parent
    while above is not None and above.id != body.node.id:
        if above.kind_id in FUNCTIONS and not above.start_byte <= declared < above.end_byte:
            return True
        above = above.parent
    return False
