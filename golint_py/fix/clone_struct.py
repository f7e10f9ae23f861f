"""A struct that leaves its lock as a copy has the same maps: the copy gets maps of its own while the lock is held."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.analyses.facts import RETURNS, Access
from golint_py.analyses.words import field, short
from golint_py.fix.change import Change, with_imports
from golint_py.fix.copies import CLONE
from golint_py.fix.getters import check_callers
from golint_py.fix.imports import name_for
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import fresh, function_of, names_in, node_of, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body
from golint_py.types.model import Named
from golint_py.types.scope import Kind


def clone_in_struct(workspace: Workspace, view: View, finding: Finding[Span], plan: FixPlan) -> Fix | None:
    """`copied := s.stats` with `copied.Hits = maps.Clone(copied.Hits)` behind it; None where it is no struct that is
    read under the lock. Raises `Refused` where it stands in the middle of something."""
    lock, (owner, _, name) = dict(plan.parameters)["lock"], plan.target.rpartition(".")
    body = view.body(finding.function)
    found = _struct_read(view, body, finding, plan.target, lock, owner)
    if found is None:
        return None
    node, given = found
    names = sorted({one.location.rpartition(".")[2] for one in given})
    for one in given:
        check_callers(view, finding.function, one.location)
    returned = all(one.kind == RETURNS for one in given)
    parsed, path = body.scope.parsed, body.scope.file.path
    if body.scope.file.go < CLONE:
        raise Refused(f"a copy of the struct has the same map, and maps.Clone for its {name} needs go 1.21")
    lines = Lines(path, parsed.data)
    maps = name_for(parsed, "maps", taken_names(view, body)).encode()
    statement = statement_of(node)
    variable = _variable(node, statement, parsed.data)
    own = _own_variable(view, body, node)
    if variable:
        if not lines.alone(statement.start_byte, statement.end_byte):
            raise Refused("several statements share a line; put each on its own")
        texts = _clones(maps, variable, names)
        edits: tuple[Edit, ...] = (lines.behind(statement.end_byte, lines.indent(statement.start_byte), *texts),)
    else:
        quiet = Quiet(view.info(body), view.packages, parsed.data)
        whole = statement.kind_id == N.RETURN_STATEMENT and lines.begins(statement.start_byte)
        if not whole or not quiet.quiet(statement) or node.parent is None or node.parent.parent != statement:
            raise Refused(
                f"a copy of the struct has the same map: give it one of its own while {field(lock)} is held, "
                f"`copied.{name} = maps.Clone(copied.{name})`"
            )
        struct = lines.text(node.start_byte, node.end_byte)
        variable = struct if own else fresh("copied", names_in(body.node, parsed.data))
        copied = [] if own else [variable + b" := " + struct]
        edits = (
            lines.before(statement.start_byte, *copied, *_clones(maps, variable, names)),
            *([] if own else [lines.replace(node.start_byte, node.end_byte, variable)]),
        )
    what = "a map" if len(names) == 1 else "maps"
    title = f"Give the copy in {short(finding.function)} {what} of its own while {field(lock)} is held"
    change = Change(edits, frozenset(((path, "maps"),)))
    return Fix(title, with_imports(workspace, [change]), Safety.SAFE if returned else Safety.UNSAFE)


def _clones(maps: bytes, variable: bytes, names: Sequence[str]) -> list[bytes]:
    fields = [variable + b"." + one.encode() for one in names]
    return [one + b" = " + maps + b".Clone(" + one + b")" for one in fields]


def _struct_read(
    view: View, body: Body, finding: Finding[Span], location: str, lock: str, owner: str
) -> tuple[Node, list[Access]] | None:
    """The expression that reads the struct under the lock, and what becomes of the maps in it at the same place."""
    function, info = view.function(finding.function), view.info(body)
    accesses = view.by_symbol[finding.function].accesses
    for access in accesses:
        start, end = function.spans[access.at]
        here = access.location == location and start <= finding.place.start and finding.place.end <= end
        if here and access.header is not None and access.header_at >= 0 and view.holds(access.header, lock):
            try:
                node = node_of(body.scope.parsed, *function.spans[access.header_at])
            except Refused:
                continue
            while node.kind_id == N.EXPRESSION_LIST and len(N.children(node)) == 1:
                node = N.children(node)[0]
            operand = info.operands.get(node.id)
            if operand is not None and isinstance(operand.type, Named) and operand.type.name == owner:
                same = [one for one in accesses if (one.at, one.header_at) == (access.at, access.header_at)]
                return node, [one for one in same if one.location.rpartition(".")[0] == owner]
    return None


def _own_variable(view: View, body: Body, node: Node) -> bool:
    """Whether it is a local variable, which is a copy already, and which nothing else can reach."""
    data = body.scope.parsed.data
    meaning = view.info(body).objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
    if meaning is None or meaning.kind is not Kind.VAR or meaning.declared < body.node.start_byte:
        return False
    function = function_of(node)
    named = [one for one in walk(body.node) if one.kind_id == N.IDENTIFIER and N.text(one, data) == meaning.name]
    taken = any(one.parent is not None and one.parent.kind_id == N.UNARY_EXPRESSION for one in named)
    return not taken and all(function_of(one) == function for one in named)


def _variable(node: Node, statement: Node, data: bytes) -> bytes:
    """The variable that the struct is put into by a statement of its own, b"" for none."""
    above = node.parent
    if statement.kind_id != N.SHORT_VAR_DECLARATION or above is None or above.parent != statement:
        return b""
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    alone = len(left) == len(right) == 1 and right[0].id == node.id
    return N.text(left[0], data).encode() if alone and left[0].kind_id == N.IDENTIFIER else b""
