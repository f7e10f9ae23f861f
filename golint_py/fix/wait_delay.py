"""`cmd.WaitDelay` is set before a command with a context is run: it ends though its children hold its pipe (X6)."""

from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.change import Change, with_imports
from golint_py.fix.imports import name_for
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import fresh, names_in, node_of, statement_of
from golint_py.fix.refusal import Refused
from golint_py.fix.uses import position
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span

_NEEDS = (1, 20)
_SIMPLE = frozenset(
    {N.EXPRESSION_STATEMENT, N.RETURN_STATEMENT, N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION, N.IF_STATEMENT}
)


def wait_delay(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Five seconds after the context has ended the pipes are closed. A command that is made and run in one expression
    gets a variable. Unsafe: output that children write later is lost."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    parsed = body.scope.parsed
    lines = Lines(path, parsed.data)
    if body.scope.file.go < _NEEDS:
        raise Refused("WaitDelay needs go 1.20")
    call = node_of(parsed, finding.place.start, finding.place.end)
    while call.kind_id != N.CALL_EXPRESSION and len(N.children(call)) == 1:
        call = N.children(call)[0]
    function = N.field(call, N.F_FUNCTION)
    if function is None or function.kind_id != N.SELECTOR_EXPRESSION:
        raise Refused("the command is run in another way than by a method of it")
    command = N.need(function, N.F_OPERAND)
    statement = statement_of(call)
    if statement.kind_id not in _SIMPLE or position(call, statement, parsed.data)[1]:
        raise Refused("the command is run only sometimes, or again and again, in its statement")
    if not lines.begins(statement.start_byte):
        raise Refused("several statements share a line; put each on its own")
    taken = names_in(body.node, parsed.data)
    if b"Cancel" in taken:
        raise Refused("the function says itself how the command is ended")
    time = name_for(parsed, "time", taken_names(view, body)).encode()
    texts, edits = list[bytes](), []
    name = parsed.data[command.start_byte : command.end_byte]
    if command.kind_id == N.CALL_EXPRESSION:
        if not _first(call, statement) or b"\n" in name:
            raise Refused("the command is made where no statement can be put before it")
        made, name = name, fresh("cmd", taken)
        texts.append(name + b" := " + made)
        edits.append(lines.replace(command.start_byte, command.end_byte, name))
    elif command.kind_id != N.IDENTIFIER:
        raise Refused("the command is not in a variable of its own")
    edits.append(lines.before(statement.start_byte, *texts, name + b".WaitDelay = 5 * " + time + b".Second"))
    title = f"Wait five seconds at most for the pipes of {name.decode()} in {short(finding.function)}"
    change = Change(tuple(edits), frozenset(((path, "time"),)))
    return Fix(title, with_imports(workspace, (change,)), Safety.UNSAFE)


def _first(call: Node, statement: Node) -> bool:
    """Whether nothing of the statement is evaluated before the call."""
    if statement.kind_id == N.IF_STATEMENT:
        initial = N.field(statement, N.F_INITIALIZER)
        return initial is not None and initial.kind_id in _SIMPLE and _first(call, initial)
    above = call.parent
    if statement.kind_id == N.EXPRESSION_STATEMENT:
        return above is not None and above.id == statement.id
    alone = above is not None and above.kind_id == N.EXPRESSION_LIST and len(N.children(above)) == 1
    if statement.kind_id == N.ASSIGNMENT_STATEMENT:
        targets = N.children(N.need(statement, N.F_LEFT))
        alone = alone and all(one.kind_id in (N.IDENTIFIER, N.BLANK_IDENTIFIER) for one in targets)
    return alone
