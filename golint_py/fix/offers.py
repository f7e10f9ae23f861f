"""The fixes of findings for reports: computed when a writer asks, once each."""

from collections.abc import Callable, Mapping, Sequence

from golint_py.analyses.facts import Facts
from golint_py.fix.named_lock import with_lock_of_its_own
from golint_py.fix.one_mutex import may_go_together, with_one_mutex
from golint_py.fix.plans import Bounds, fixable, make
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.load.model import Loaded
from golint_py.load.tree import SourceTree
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding
from golint_py.text.span import Span

Findings = tuple[Finding[Span], ...]
Fixes = Callable[[Finding[Span]], tuple[Fix, ...]]
Recall = Callable[[Findings, Callable[[], tuple[Fix, ...]]], tuple[Fix, ...]]


def offers(
    tree: SourceTree,
    loaded: Loaded,
    facts: Mapping[str, Facts],
    exports: Mapping[str, bytes],
    bounds: Bounds,
    findings: Sequence[Finding[Span]],
    recall: Recall,
) -> Fixes:
    """A function that gives the fix of a finding; none where it would be refused. `findings` are those of the report:
    what fixes several of them is the fix of each. `recall` gets the finding with those that may have a part in its fix,
    and may know it already; else it asks the function that it is given."""
    workspace = Workspace(tree, loaded, facts, exports, None, findings)
    by_struct: dict[str, list[Finding[Span]]] = {}
    for one in findings:
        if fixable(one) and (struct := may_go_together(one)):
            by_struct.setdefault(struct, []).append(one)
    alone: dict[Finding[Span], tuple[Fix, ...]] = {}
    known: dict[Finding[Span], tuple[Fix, ...]] = {}

    def made(finding: Finding[Span]) -> tuple[Fix, ...]:
        if finding not in alone:
            try:
                alone[finding] = (make(workspace, with_lock_of_its_own(workspace, finding, {}), bounds),)
            except Refused:
                alone[finding] = ()
        return alone[finding]

    def fixes(finding: Finding[Span]) -> tuple[Fix, ...]:
        if not fixable(finding):
            return ()
        if finding not in known:
            near = by_struct.get(may_go_together(finding), [])

            def together() -> tuple[Fix, ...]:
                own = made(finding)
                if not own or not own[0].declares:
                    return own
                several = [(one, fix) for one in near for fix in made(one)]
                return tuple(fix for one, fix in with_one_mutex(workspace, several, bounds) if one == finding)

            known[finding] = recall((finding, *near), together)
        return known[finding]

    return fixes
