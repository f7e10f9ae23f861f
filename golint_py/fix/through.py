"""Elements that are looked at and then changed in place by their name, `d := m[k]`, `d.n++`: who does that holds the
lock for writing, or others that look at the element under it would see it half done."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.uses import How, Use, stored_to
from golint_py.syntax import nodes as N
from golint_py.types.lookup import underlying
from golint_py.types.model import Map, Pointer, Slice


def changed_in_place(quiet: Quiet, uses: Sequence[Use], held: Sequence[Node]) -> bool:
    """Whether a statement of those that are `held` stores to what an element refers to, by the name that one of the
    uses gives it."""
    names = {name for use in uses for name in _given(quiet, use)}
    if not names:
        return False
    return any(
        stored_to(node, one, quiet.data)
        for statement in held
        for node in walk(statement)
        if node.kind_id == N.IDENTIFIER and node.text in names and _goes_on(node)
        for one in _statements_around(node, statement)
    )


def _given(quiet: Quiet, use: Use) -> list[bytes]:
    """The variable that gets the element, where that refers to something."""
    kind = quiet.type_of(use.mention)
    element = underlying(kind.elem, quiet.packages) if isinstance(kind, Map) else None
    return names_given(use) if isinstance(element, Pointer | Map | Slice) else []


def names_given(use: Use) -> list[bytes]:
    """The variable that gets the element: `d := m[k]`, `d, ok := m[k]`, `for _, d := range m`."""
    found: list[Node] = []
    above = use.node.parent
    if use.how is How.RANGE:
        left = N.field(use.node, N.F_LEFT)
        found = N.children(left)[1:] if left is not None else []
    elif use.how is How.READ and above is not None and above.kind_id == N.EXPRESSION_LIST:
        left = N.field(above.parent, N.F_LEFT) if above.parent is not None else None
        alone = N.children(above) == [use.node]
        found = N.children(left)[:1] if left is not None and left.id != above.id and alone else []
    return [one.text for one in found if one.kind_id == N.IDENTIFIER and one.text is not None]


def _goes_on(name: Node) -> bool:
    """Whether something of the variable is meant, and not the variable."""
    above = name.parent
    return above is not None and above.kind_id in (N.SELECTOR_EXPRESSION, N.INDEX_EXPRESSION, N.UNARY_EXPRESSION)


def _statements_around(node: Node, outer: Node) -> list[Node]:
    """The statements from the outer one down to that of the node: compound ones store nothing themselves."""
    found: list[Node] = []
    above: Node | None = node
    while above is not None and above.id != outer.id:
        above = above.parent
        if above is not None and above.kind_id in _STORING:
            found.append(above)
    return found


_STORING = (N.ASSIGNMENT_STATEMENT, N.INC_STATEMENT, N.DEC_STATEMENT, N.EXPRESSION_STATEMENT)
