"""Edits in the making, with the packages that they need."""

from collections.abc import Iterable

from msgspec import Struct

from golint_py.fix.imports import added
from golint_py.fix.tidy import hunks, tidied
from golint_py.fix.workspace import Workspace
from golint_py.text.edits import Edit, apply


class Change(Struct, frozen=True):
    """Edits, and the standard packages that files (by path) have to import for them. The files of `laid_out` (by path)
    have to be laid out anew where they change: expressions have become longer."""

    edits: tuple[Edit, ...]
    imports: frozenset[tuple[str, str]] = frozenset()
    laid_out: frozenset[str] = frozenset()


def with_imports(workspace: Workspace, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """All edits, with those that import what they need, file by file."""
    changes = tuple(changes)
    edits = {edit for change in changes for edit in change.edits}
    wanted: dict[str, set[str]] = {}
    for path, package in sorted({need for change in changes for need in change.imports}):
        wanted.setdefault(path, set()).add(package)
    for path, packages in wanted.items():
        edits.update(added(workspace.parsed(path), path, sorted(packages)))
    for path in sorted({one for change in changes for one in change.laid_out}):
        here = {edit for edit in edits if edit.span.path == path}
        before = workspace.parsed(path).data
        edits = (edits - here) | set(hunks(path, before, tidied(before, apply(before, here))))
    return tuple(sorted(edits))


def reads_shared(changes: Iterable[Change]) -> bool:
    """Whether any of them takes a lock for reading."""
    return any(b".RLock()" in edit.text for change in changes for edit in change.edits)
