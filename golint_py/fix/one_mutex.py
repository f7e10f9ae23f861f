"""Maps of one struct that get a mutex each get one together: what is used together is then changed in one step."""

from collections.abc import Collection, Sequence

from msgspec import structs

from golint_py.fix.named_lock import BY_LOCK
from golint_py.fix.plans import Bounds, make
from golint_py.fix.refusal import Refused
from golint_py.fix.spots import outermost
from golint_py.fix.workspace import Workspace
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding
from golint_py.text.span import Span

Made = tuple[Finding[Span], Fix]


def may_go_together(finding: Finding[Span]) -> str:
    """The struct for which the fix of a finding may be a mutex, "" for none."""
    plan = finding.plan
    return plan.target.partition("[")[0].rpartition(".")[0] if plan is not None and plan.kind in BY_LOCK else ""


def with_one_mutex(
    workspace: Workspace, made: Sequence[Made], bounds: Bounds, apart: Collection[str] = ()
) -> list[Made]:
    """The findings with their fixes: one for all those that declare a mutex in the same struct, where it can be made.
    `apart` are structs for which it did not hold."""
    by_struct: dict[str, list[Finding[Span]]] = {}
    for finding, fix in made:
        struct = struct_of(fix)
        if struct and struct not in apart and struct != workspace.package_of(finding.place.path).path:
            by_struct.setdefault(struct, []).append(finding)
    joint = {struct: _one(workspace, several, bounds) for struct, several in by_struct.items()}
    return [(finding, joint.get(struct_of(fix)) or fix) for finding, fix in made]


def struct_of(fix: Fix) -> str:
    """The struct that a fix declares a mutex in, or the package that it declares one in; "" for neither."""
    return fix.declares.rpartition(".")[0]


def _one(workspace: Workspace, findings: Sequence[Finding[Span]], bounds: Bounds) -> Fix | None:
    """The fix for the maps of all the findings; None where they are about one map, or where it is refused."""
    first = min(findings, key=lambda one: (one.place, one.subject))
    maps = sorted({outermost(one.plan.target) for one in findings if one.plan is not None})
    if first.plan is None or len(maps) < 2:
        return None
    plan = structs.replace(first.plan, kind="guard", parameters=(("lock", ""), ("maps", " ".join(maps))))
    try:
        return make(workspace, structs.replace(first, plan=plan), bounds)
    except Refused:
        return None
