"""Locks that were declared for another map as a fix declares one: `itemsMu`, and `// guarded by itemsMu` at `items`."""

import re

from golint_py.fix.places import whole_word
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import Package

SUFFIX = "Mu"


def for_another(workspace: Workspace, package: Package, key: str, location: str) -> bool:
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
