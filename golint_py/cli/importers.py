"""What goroutines of other packages make of a line: the packages that import its package are analysed with it."""

import os
from collections.abc import Iterator

from golint_py.config import Options
from golint_py.driver import check
from golint_py.load.model import Loaded, Package
from golint_py.load.packages import load
from golint_py.load.roots import find_root, place
from golint_py.load.tree import DiskTree
from golint_py.text.finding import Confidence, Finding
from golint_py.text.source import Source
from golint_py.text.span import Span


def by_importers(path: str, line: int) -> Iterator[str]:
    """Lines about the line (1-based) of the file at `path` (as typed); none where no package imports its package."""
    root = find_root([path])
    file = place(path, root)
    loaded = load(DiskTree(root), ("",))
    own = next((package for package in loaded.packages if any(one.path == file for one in package.files)), None)
    users = _users(loaded, own) if own is not None else []
    if own is None or not users:
        return
    folders = {os.path.dirname(one.path) for package in (own, *users) for one in package.files}
    options = Options(root, tuple(sorted(folders)), select=("map",), min_confidence=Confidence.LOW, use_cache=True)
    run = check(options)
    source = Source(file, run.tree.read(file))
    folder = os.path.dirname(file)
    found = [
        one
        for one in run.report.findings
        if any(place.path == file and source.line_of(place.start) == line for place in _ends(one))
        and any(os.path.dirname(step.place.path) != folder for thread in one.threads for step in thread.steps)
    ]
    count = f"{len(users)} package{'s' if len(users) > 1 else ''} that import{'' if len(users) > 1 else 's'} this one"
    if not found:
        yield f"  importers  {count}: no goroutine of theirs is seen in a conflict here"
    for one in found:
        at = Source(one.place.path, run.tree.read(one.place.path)).line_of(one.place.start)
        where = f"{os.path.basename(one.place.path)}:{at}"
        yield f"  importers  {count}: reported as {one.rule} at {where} ({one.confidence.name.lower()} confidence)"


def _users(loaded: Loaded, own: Package) -> list[Package]:
    """The packages that import the package, directly or not."""
    reach = {own.path}
    for package in loaded.packages:  # imports come first
        if not reach.isdisjoint(loaded.imports.get(package.path, {}).values()):
            reach.add(package.path)
    return [package for package in loaded.packages if package.path in reach and package.path != own.path]


def _ends(finding: Finding[Span]) -> Iterator[Span]:
    yield finding.place
    yield from (thread.steps[-1].place for thread in finding.threads if thread.steps)
