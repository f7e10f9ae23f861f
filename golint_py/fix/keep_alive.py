"""An object stays reachable while its descriptor is in use: `runtime.KeepAlive(f)`."""

from golint_py.fix.imports import added, name_for
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import FUNCTIONS, declaration_of, statement_of
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def keep_alive(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Behind the statement that uses the descriptor; deferred where that statement leads out of the function."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    lines = Lines(path, parsed.data)
    if not plan.target.isidentifier():
        raise Refused("the object has no name of its own")
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    package = name_for(parsed, "runtime", taken_names(view, view.body(finding.function)))
    top = declaration_of(parsed, finding.place.start)
    node = top.named_descendant_for_byte_range(finding.place.start, finding.place.end)
    if node is None:
        raise Refused("the place is only a part of an expression")
    statement = statement_of(node)
    if not lines.alone(statement.start_byte, statement.end_byte):
        raise Refused("several statements share a line; put each on its own")
    call = f"{package}.KeepAlive({plan.target})".encode()
    plain = (N.EXPRESSION_STATEMENT, N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION, N.VAR_DECLARATION)
    if statement.kind_id in plain:
        edit = lines.behind(statement.end_byte, lines.indent(statement.start_byte), call)
    else:
        above = statement.parent
        while above is not None and above.kind_id not in FUNCTIONS:
            if above.kind_id == N.FOR_STATEMENT and statement.kind_id != N.RETURN_STATEMENT:
                raise Refused("a deferred call in a loop would keep every object until the function returns")
            above = above.parent
        edit = lines.before(statement.start_byte, b"defer " + call)
    imported = added(parsed, path, ["runtime"])
    return Fix(f"Keep {plan.target} alive while its descriptor is used", tuple(sorted((edit, *imported))), Safety.SAFE)
