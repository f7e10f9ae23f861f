"""Edits in the making, with the packages that they need."""

from collections.abc import Iterable

from msgspec import Struct

from golint_py.fix.imports import added
from golint_py.fix.tidy import hunks, tidied
from golint_py.fix.workspace import Workspace
from golint_py.text.edits import Edit, apply


class Change(Struct, frozen=True):
    """Edits, and the standard packages that files (by path) have to import for them."""

    edits: tuple[Edit, ...]
    imports: frozenset[tuple[str, str]] = frozenset()


def with_imports(workspace: Workspace, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """All edits, with those that import what they need, file by file."""
    changes = tuple(changes)
    edits = {edit for change in changes for edit in change.edits}
    wanted: dict[str, set[str]] = {}
    for path, package in sorted({need for change in changes for need in change.imports}):
        wanted.setdefault(path, set()).add(package)
    for path, packages in wanted.items():
        edits.update(added(workspace.parsed(path), path, sorted(packages)))
    return tuple(sorted(edits))


def laid_out(workspace: Workspace, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits; of a file that would not be laid out as gofmt does it where it changes, edits of whole lines."""
    found: list[Edit] = []
    for path in sorted({edit.span.path for edit in edits}):
        here = [edit for edit in edits if edit.span.path == path]
        before = workspace.parsed(path).data
        after = apply(before, here)
        tidy = tidied(before, after)
        found += here if tidy == after else hunks(path, before, tidy)
    return tuple(found)


def reads_shared(changes: Iterable[Change]) -> bool:
    """Whether any of them takes a lock for reading."""
    return any(b".RLock()" in edit.text for change in changes for edit in change.edits)
