"""Directives that silence nothing: the comment goes, or the rules in it that are not needed.

Unsafe: a run over a part of the program sees a part of the findings, and a directive may be needed for the others.
"""

from golint_py.fix.lines import Lines
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def drop_directive(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Without the rules of the plan's target (comma-separated)."""
    place = finding.place
    lines = Lines(place.path, workspace.parsed(place.path).data)
    unused = plan.target.split(",")
    rules = finding.subject.split(",")
    kept = [rule for rule in rules if rule not in unused]
    if not kept:
        return Fix("Delete the directive", (_whole(lines, place),), Safety.UNSAFE)
    text = lines.text(place.start, place.end)
    first, last = text.find(rules[0].encode()), text.find(rules[-1].encode())
    if not 0 <= first <= last or text.find(b" --") < last:
        raise Refused("the rules in the directive are not where they are expected")
    end = last + len(rules[-1].encode())
    edit = lines.replace(place.start + first, place.start + end, ",".join(kept).encode())
    return Fix(f"Leave {', '.join(unused)} out of the directive", (edit,), Safety.UNSAFE)


def _whole(lines: Lines, place: Span) -> Edit:
    """The comment goes: with its line where it has one for itself, with an empty comment line above that it leaves at
    the end of a block, else with the white space before it."""
    start = lines.start(place.start)
    if lines.data[start : place.start].strip():
        before = lines.data[start : place.start]
        return Edit(lines.span(start + len(before.rstrip()), place.end), b"")
    after = lines.after(place.start)
    above = lines.start(start - 1) if start else 0
    below = lines.data[after : lines.after(after)].strip()
    if lines.data[above:start].strip() == b"//" and not below.startswith(b"//"):
        start = above
    return Edit(lines.span(start, after), b"")
