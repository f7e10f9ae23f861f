"""A map that leaves its lock leaves as a copy: `return maps.Clone(c.m)`."""

from collections.abc import Iterator
from functools import cache

from tree_sitter import Node

from golint_py.analyses.facts import RETURNS, Access
from golint_py.analyses.tables import LAZY, map_calls
from golint_py.analyses.words import field, short
from golint_py.fix.change import Change
from golint_py.fix.clone_struct import clone_in_struct
from golint_py.fix.copies import CLONE, copying_loop, last_word
from golint_py.fix.getters import check_callers, check_comment, check_getter
from golint_py.fix.imports import added, name_for
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import mentions, spelling, taken_names
from golint_py.fix.places import fresh, function_of, names_in, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.spots import levels
from golint_py.fix.uses import COMPOUND
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body


def clone(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Clone the map where it is read from its field with the lock held.

    Safe for a map that is returned, also through a local variable or as an iterator. Unsafe where it goes to another
    object or goroutine, which might have written to it, and where a loop copies it: a nil map becomes an empty one.
    Refused where somebody in the package writes to the result.
    """
    path = finding.place.path
    view = workspace.view(workspace.package_of(path))
    parsed = workspace.parsed(path)
    lock = dict(plan.parameters)["lock"]
    check_comment(view.body(finding.function))
    check_callers(view, finding.function, plan.target)
    of_struct = clone_in_struct(workspace, view, finding, plan)
    if of_struct is not None:
        return of_struct
    mention = _read_under_lock(view, finding, plan.target, lock)
    safety = _way_out(mention, parsed)
    title = f"Copy the map in {short(finding.function)} while {field(lock)} is held"
    if workspace.file(path).go < CLONE:
        return Fix(title, _copied_before(view, view.body(finding.function), mention), Safety.UNSAFE)
    lines = Lines(path, parsed.data)
    name = name_for(parsed, "maps", taken_names(view, view.body(finding.function)))
    text = name.encode() + b".Clone(" + lines.text(mention.start_byte, mention.end_byte) + b")"
    edit = lines.replace(mention.start_byte, mention.end_byte, text)
    return Fix(title, tuple(sorted((edit, *added(parsed, path, ("maps",))))), safety)


def returned_copy(view: View, symbol: str, location: str, lock: str) -> Change | None:
    """The edits that let a function return a copy of the map that it reads under the lock; None where it returns none.
    Raises `Refused` where a copy does not do."""
    body = view.body(symbol)
    places = [
        place
        for access in view.by_symbol[symbol].accesses
        if access.location == location and access.kind == RETURNS and not view.holds(access.held, lock)
        for place in _held_places(view, access, lock, symbol)
    ]
    if not places:
        return None
    check_getter(view, body, symbol, levels(view, location))
    parsed, path = body.scope.parsed, body.scope.file.path
    found = {
        one.id: one
        for one in mentions(view, body, location)
        if any(low <= one.start_byte and one.end_byte <= high for low, high in places)
    }
    if any(_way_out(one, parsed) is not Safety.SAFE for one in found.values()) or not found:
        raise Refused(f"{short(symbol)} gives the map away")
    if body.scope.file.go < CLONE:
        raise Refused(f"{short(symbol)} returns the map, and maps.Clone needs go 1.21")
    lines = Lines(path, parsed.data)
    name = name_for(parsed, "maps", taken_names(view, body)).encode()
    edits = (
        lines.replace(one.start_byte, one.end_byte, name + b".Clone(" + lines.text(one.start_byte, one.end_byte) + b")")
        for one in found.values()
    )
    return Change(tuple(sorted(edits)), frozenset(((path, "maps"),)))


def _copied_before(view: View, body: Body, mention: Node) -> tuple[Edit, ...]:
    """A loop before the statement copies the map: it is read there with the lock held as well."""
    parsed, info = body.scope.parsed, view.info(body)
    lines = Lines(body.scope.file.path, parsed.data)
    statement = statement_of(mention)
    if statement.kind_id in COMPOUND or not Quiet(info, view.packages, parsed.data).quiet(statement):
        raise Refused("maps.Clone needs go 1.21, and a loop cannot stand before the statement")
    if not lines.begins(statement.start_byte):
        raise Refused("several statements share a line; put each on its own")
    text = lines.text(mention.start_byte, mention.end_byte)
    name = fresh(last_word(text) + "Copy", names_in(body.node, parsed.data))
    loop = copying_loop(info, spelling(view, body), parsed.data, name, mention)
    edit = lines.replace(mention.start_byte, mention.end_byte, name)
    return tuple(sorted((lines.before(statement.start_byte, *loop), edit)))


def _read_under_lock(view: View, finding: Finding[Span], location: str, lock: str) -> Node:
    """The one mention of the map from which it came to the place of the finding."""
    function = view.function(finding.function)
    found = mentions(view, view.body(finding.function), location)
    if not found:
        name = field(location)
        raise Refused(
            f"a copy of the struct has the same map: give it one of its own while {field(lock)} is held, "
            f"`copied.{name} = maps.Clone(copied.{name})`"
        )
    sources: dict[int, Node] = {}
    for access in view.by_symbol[finding.function].accesses:
        start, end = function.spans[access.at]
        if access.location == location and start <= finding.place.start and finding.place.end <= end:
            for low, high in _held_places(view, access, lock, finding.function):
                sources.update((one.id, one) for one in found if low <= one.start_byte and one.end_byte <= high)
    if len(sources) != 1:
        raise Refused(f"{field(lock)} is not held in this function where the map is read; copy the map where it is")
    return next(iter(sources.values()))


def _held_places(view: View, access: Access, lock: str, symbol: str) -> Iterator[tuple[int, int]]:
    function = view.function(symbol)
    if access.header is not None and access.header_at >= 0 and view.holds(access.header, lock):
        yield function.spans[access.header_at]
    elif view.holds(access.held, lock):
        yield function.spans[access.at]


def _way_out(mention: Node, parsed: Parsed) -> Safety:
    """How sure a copy is as good. Raises `Refused` for places where it is not known what becomes of the map."""
    above = mention.parent
    outer = above.parent if above is not None else None
    if above is None or outer is None:
        raise Refused("the map stands in an unknown place")
    if above.kind_id == N.EXPRESSION_LIST and outer.kind_id == N.RETURN_STATEMENT:
        return Safety.SAFE
    if above.kind_id == N.EXPRESSION_LIST and outer.kind_id == N.SHORT_VAR_DECLARATION:
        _check_variable(outer, mention, parsed)
        return Safety.SAFE
    if above.kind_id == N.ARGUMENT_LIST and outer.kind_id == N.CALL_EXPRESSION:
        return _argument(outer, parsed)
    if above.kind_id == N.SEND_STATEMENT:
        return Safety.UNSAFE
    if above.kind_id == N.LITERAL_ELEMENT and outer.kind_id in (N.KEYED_ELEMENT, N.LITERAL_VALUE):
        return Safety.UNSAFE
    if above.kind_id == N.EXPRESSION_LIST and outer.kind_id == N.ASSIGNMENT_STATEMENT:
        right = N.need(outer, N.F_RIGHT)
        if right.id == above.id:
            return Safety.UNSAFE
    raise Refused("the map goes somewhere that may need the map itself; copy it yourself where a copy does")


def _argument(call: Node, parsed: Parsed) -> Safety:
    """An iterator over a copy is as good as one over the map; a goroutine may have been meant to fill it."""
    above = call.parent
    if N.text(N.need(call, N.F_FUNCTION), parsed.data) in LAZY:
        return Safety.SAFE
    if above is not None and above.kind_id == N.GO_STATEMENT:
        return Safety.UNSAFE
    raise Refused("the map is passed to a function that may need the map itself; pass a copy where that does")


def _check_variable(statement: Node, mention: Node, parsed: Parsed) -> None:
    """`m := c.m`, with nothing written to `m` afterwards."""
    left = N.children(N.need(statement, N.F_LEFT))
    right = N.children(N.need(statement, N.F_RIGHT))
    place = next(number for number, one in enumerate(right) if one.id == mention.id)
    if len(left) != len(right):
        raise Refused("where the map goes cannot be followed; copy it yourself where a copy does")
    name = N.text(left[place], parsed.data)
    for one in walk(function_of(statement)):
        if one.kind_id == N.IDENTIFIER and N.text(one, parsed.data) == name and _changed(one):
            raise Refused(f"{name} is written to afterwards, which a copy would not have")


@cache
def _reading() -> frozenset[str]:
    """How functions of libraries are written that only read the maps which they are given."""
    return frozenset(
        symbol.rpartition("/")[2] for symbol, row in map_calls().items() if not row.writes and symbol[0] != "("
    )


def _changed(name: Node) -> bool:
    """Whether the map in the variable may be written to there: an element is assigned to, or it is passed on."""
    above = name.parent
    if above is None:
        return False
    if above.kind_id == N.INDEX_EXPRESSION and N.need(above, N.F_OPERAND).id == name.id:
        outer = above.parent
        if outer is None or outer.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
            return True
        statement = outer.parent
        left = N.field(statement, N.F_LEFT) if statement is not None else None
        return left is not None and left.id == outer.id
    if above.kind_id == N.ARGUMENT_LIST:
        call = above.parent
        function = N.field(call, N.F_FUNCTION) if call is not None else None
        called = (function.text or b"").decode() if function is not None else ""
        return called != "len" and called not in _reading()
    return above.kind_id == N.UNARY_EXPRESSION
