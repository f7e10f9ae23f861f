"""Locks that were declared for another map as a fix declares one: `itemsMu`, and `// guarded by itemsMu` at `items`."""

import re
from collections.abc import Mapping, Set

from msgspec import structs

from golint_py.fix.places import whole_word
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import Package
from golint_py.text.finding import Finding, Safety
from golint_py.text.span import Span

SUFFIX = "Mu"
BY_LOCK = ("guard", "upgrade-lock")


def lock_of(finding: Finding[Span]) -> tuple[str, bool]:
    """The lock that a fix of the finding takes, and whether it does so in all functions; "" for a new one."""
    parameters = dict(finding.plan.parameters) if finding.plan is not None and finding.plan.kind in BY_LOCK else {}
    return parameters.get("lock") or parameters.get("held", ""), not parameters.get("lock")


def with_lock_of_its_own(workspace: Workspace, finding: Finding[Span], new: Mapping[str, Set[str]]) -> Finding[Span]:
    """Locks that were declared for another map beside this one, now or by a run before, are not this one's, though some
    of its uses hold them by now. `new` are locks that fixes have declared, and for which subjects."""
    plan, (lock, _) = finding.plan, lock_of(finding)
    if plan is None or not lock or not workspace.knows(finding.place.path):
        return finding
    package = workspace.package_of(finding.place.path)
    beside = lock.rpartition(".")[0] == plan.target.rpartition(".")[0]
    its_own = not beside or finding.subject in new.get(lock, {finding.subject})
    if its_own and not _for_another(workspace, package, lock, plan.target):
        return finding
    own = (("lock", ""), ("entry", dict(plan.parameters).get("entry", "")), ("at", "access"))
    return structs.replace(finding, plan=structs.replace(plan, kind="guard", safety=Safety.UNSAFE, parameters=own))


def _for_another(workspace: Workspace, package: Package, key: str, location: str) -> bool:
    """Whether the lock is named for another map beside this one, says so where it is declared, and is not held by most
    functions that use this one."""
    owner, _, name = key.rpartition(".")
    beside, _, field = location.rpartition(".")
    stem = name.removesuffix(SUFFIX)
    if owner != beside or not owner or stem in (name, field, "") or not _says(workspace, package, stem, name):
        return False
    return not _says(workspace, package, field, name) and not _mostly_held(workspace.view(package), key, location)


def _says(workspace: Workspace, package: Package, field: str, lock: str) -> bool:
    words, other = whole_word(field), whole_word(lock)
    comment = re.compile(words + rb"[^\n]*// guarded by " + other + rb"|" + other + rb"[^\n]*// guards " + words)
    return any(comment.search(workspace.tree.read(file.path)) for file in package.files)


def _mostly_held(view: View, key: str, location: str) -> bool:
    used = {
        facts.symbol: all(view.holds(access.held, key) for access in facts.accesses if access.location == location)
        for facts in view.facts.functions
        if any(access.location == location and not access.owned for access in facts.accesses)
    }
    return 2 * sum(used.values()) > len(used)
