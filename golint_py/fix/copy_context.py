"""A goroutine gets a copy of the request's context: `copied := c.Copy()` before the `go` statement (RULES C.10)."""

from golint_py.fix.lines import Lines
from golint_py.fix.places import body_of, fresh, inside, names_in, node_of, statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def copy_context(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """An argument becomes `c.Copy()`; where a literal has the context, its uses there get the copy's name. Refused
    where the literal assigns to it."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    parsed, info = body.scope.parsed, view.info(body)
    lines = Lines(path, parsed.data)
    start = statement_of(node_of(parsed, finding.place.start, finding.place.end))
    if start.kind_id != N.GO_STATEMENT:
        raise Refused("the goroutine is not started by a go statement there")
    call = N.children(start)[0]
    arguments, function = N.need(call, N.F_ARGUMENTS), N.need(call, N.F_FUNCTION)
    copied = f"{plan.target}.{dict(plan.parameters)['copy']}()".encode()
    uses = [
        one
        for one in walk(start)
        if one.kind_id == N.IDENTIFIER
        and N.text(one, parsed.data) == plan.target
        and (meaning := info.objects.get(one.id)) is not None
        and meaning.declared < start.start_byte
    ]
    given = [one for one in uses if inside(one, arguments)]
    edits: list[Edit] = []
    for one in given:
        if one.parent != arguments:
            raise Refused(f"{plan.target} is used to compute an argument")
        edits.append(lines.replace(one.start_byte, one.end_byte, copied))
    captured = [one for one in uses if one not in given]
    if captured:
        if function.kind_id != N.FUNC_LITERAL or not lines.begins(start.start_byte):
            raise Refused("the goroutine is no literal on lines of its own")
        name = fresh("copied", names_in(body.node, parsed.data))
        for one in captured:
            above = one.parent
            left = above is not None and above.kind_id == N.EXPRESSION_LIST and above.parent is not None
            if left and above is not None and above.parent is not None and N.field(above.parent, N.F_LEFT) == above:
                raise Refused(f"the goroutine assigns to {plan.target}")
            if not inside(one, body_of(function)):
                raise Refused(f"{plan.target} is used in the type of the literal")
            edits.append(lines.replace(one.start_byte, one.end_byte, name))
        edits.append(lines.before(start.start_byte, name + b" := " + copied))
    if not edits:
        raise Refused(f"{plan.target} is not in sight")
    return Fix(f"Give the goroutine a copy of {plan.target}", tuple(sorted(edits)), Safety.SAFE)
