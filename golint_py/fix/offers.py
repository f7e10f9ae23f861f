"""The fixes of findings for reports: computed when a writer asks, once each."""

from collections.abc import Callable, Mapping

from golint_py.analyses.facts import Facts
from golint_py.fix.plans import Bounds, fixable, make
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.load.model import Loaded
from golint_py.load.tree import SourceTree
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding
from golint_py.text.span import Span

Fixes = Callable[[Finding[Span]], tuple[Fix, ...]]


def offers(
    tree: SourceTree,
    loaded: Loaded,
    facts: Mapping[str, Facts],
    exports: Mapping[str, bytes],
    bounds: Bounds,
    recall: Callable[[Finding[Span], Fixes], tuple[Fix, ...]],
) -> Fixes:
    """A function that gives the fix of a finding; none where it would be refused. `recall` may know it already, else it
    asks the function that it is given."""
    workspace = Workspace(tree, loaded, facts, exports)
    known: dict[Finding[Span], tuple[Fix, ...]] = {}

    def made(finding: Finding[Span]) -> tuple[Fix, ...]:
        try:
            return (make(workspace, finding, bounds),)
        except Refused:
            return ()

    def fixes(finding: Finding[Span]) -> tuple[Fix, ...]:
        if not fixable(finding):
            return ()
        if finding not in known:
            known[finding] = recall(finding, made)
        return known[finding]

    return fixes
