"""`exec.Command(...)` becomes `exec.CommandContext(ctx, ...)` (RULES C.5, X6)."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import FUNCTIONS, body_of, calls_at, inside, names_in, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.model import Named, Pointer
from golint_py.types.scope import Info, Kind, Object

_CONTEXT = Named("context.Context")
_REQUEST = Pointer(Named("net/http.Request"))


def command_context(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """With the context that is declared last before the call, of those that have their name there."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    parsed, info = body.scope.parsed, view.info(body)
    call = _call(parsed, info, finding.place)
    _check_order(call, body.node)
    if b"Cancel" in names_in(body.node, parsed.data):
        raise Refused("the function says itself how the command is ended")
    text = _context(call, body.node, info)
    function = N.need(call, N.F_FUNCTION)
    first = N.need(call, N.F_ARGUMENTS).start_byte + 1
    name = function if function.kind_id == N.IDENTIFIER else N.need(function, N.F_FIELD)
    lines = Lines(path, parsed.data)
    longer = (
        lines.replace(name.end_byte, name.end_byte, b"Context"),
        lines.replace(first, first, text.encode() + (b"," if lines.ends(first) else b", ")),
    )
    return Fix(f"Run {plan.target} with the context {text}", longer, Safety.UNSAFE)


def _call(parsed: Parsed, info: Info, place: Span) -> Node:
    """The call of `exec.Command` at the place."""
    for call, symbol in calls_at(parsed, info, place):
        if symbol == "os/exec.Command":
            return call
    raise Refused("the command is made in another way than by exec.Command")


def _check_order(call: Node, top: Node) -> None:
    """What runs for the end of the context is not to be ended by it."""
    above = call.parent
    while above is not None and above.id != top.id:
        if above.kind_id in (N.DEFER_STATEMENT, N.COMMUNICATION_CASE):
            raise Refused("the command may run after the context has ended")
        above = above.parent


def _context(call: Node, top: Node, info: Info) -> str:
    """The source of the innermost context in scope."""
    for meaning in sorted(_in_scope(call, top, info), key=lambda one: -one.declared):
        if meaning.type == _CONTEXT:
            return meaning.name
        if meaning.type == _REQUEST:
            return f"{meaning.name}.Context()"
    raise Refused("no context has a name there")


def _in_scope(call: Node, top: Node, info: Info) -> Iterator[Object]:
    """The variables that are declared before the call in what is around it, but for those that are hidden there."""
    found: dict[str, Object] = {}
    for node in walk(top):
        meaning = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
        if meaning is None or meaning.declared != node.start_byte or meaning.name == "_":
            continue
        if node.end_byte <= call.start_byte and inside(call, _scope(node)):
            found[meaning.name] = meaning  # a later one hides an earlier one
    return (one for one in found.values() if one.kind is Kind.VAR)


def _scope(node: Node) -> Node:
    """What a declaration is visible in: the block, clause or function around it."""
    above = node.parent
    while above is not None:
        if above.kind_id in _SCOPES:
            return above
        if above.kind_id == N.PARAMETER_LIST:
            function = above.parent
            if function is not None and function.kind_id in FUNCTIONS:
                return body_of(function)
            return above  # of a type
        above = above.parent
    return node


_SCOPES = frozenset(
    {
        N.BLOCK,
        N.IF_STATEMENT,
        N.FOR_STATEMENT,
        N.EXPRESSION_SWITCH_STATEMENT,
        N.TYPE_SWITCH_STATEMENT,
        N.EXPRESSION_CASE,
        N.TYPE_CASE,
        N.DEFAULT_CASE,
        N.COMMUNICATION_CASE,
    }
)
