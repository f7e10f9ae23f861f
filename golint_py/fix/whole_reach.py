"""All code that may have a map: its package in every build configuration, and (on request) the packages that import it.

A map becomes another type everywhere or nowhere (RULES C.3 F17, F28, F29).
"""

import posixpath
import re
from collections.abc import Iterator

from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import Package


def views_of(workspace: Workspace, view: View, location: str, api: bool) -> tuple[View, ...]:
    """The package, what other configurations make of it, and its importers. Raises `Refused` where some of it is out of
    sight, or the map is exported and others may not be changed with it (`api`)."""
    if "#" in location:
        return (view,)
    name = location.rpartition(".")[2]
    found = [view, *_variants(workspace, view, name)]
    if name[:1].isupper() and view.declared.exports.name != "main":
        if not api:
            raise Refused(f"{name} is exported{_user(workspace, view, name)}; --api changes it all the same (F17)")
        found += _importers(workspace, view, name)
    return tuple(found)


def _word(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")


def _variants(workspace: Workspace, view: View, name: str) -> Iterator[View]:
    """The package in the other configurations that have files which mention the map."""
    word = _word(name)
    known = {file.path for file in view.package.files}
    for variant in view.package.variants:
        fresh = [file.path for file in variant.files if file.path not in known]
        known.update(fresh)
        if any(word.search(workspace.tree.read(path)) for path in fresh):
            yield workspace.configured(view.package, variant)
    folder = view.package.directory
    for entry in workspace.tree.list(folder):
        path = posixpath.join(folder, entry.name)
        if entry.directory or not entry.name.endswith(".go") or path in known or workspace.knows(path):
            continue
        if not entry.reason and word.search(workspace.tree.read(path)):
            raise Refused(f"{path}, which is in no build configuration that is analysed, uses {name} too (F29)")


def _user(workspace: Workspace, view: View, name: str) -> str:
    """Who uses an exported map outside of its package, in words."""
    for package in _using(workspace, view, name):
        return f", and {package.path} uses it"
    return ""


def _using(workspace: Workspace, view: View, name: str) -> Iterator[Package]:
    """Packages that import the package, directly or not, and mention the name."""
    word = _word(name)
    reaching = {view.path}
    for package in workspace.loaded.packages:  # imports first
        if package.path != view.path and reaching & set(workspace.loaded.imports.get(package.path, {}).values()):
            reaching.add(package.path)
            if any(word.search(workspace.tree.read(file.path)) for file in package.files):
                yield package


def _importers(workspace: Workspace, view: View, name: str) -> Iterator[View]:
    """The importers that mention the name. Raises `Refused` for those that cannot be changed."""
    member = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    for path in _unseen(workspace, view.package):
        data = workspace.tree.read(path)
        if member.search(data) and f'"{view.path}"'.encode() in data:
            raise Refused(f"{name} is exported, and {path}, which is not analysed, may use it (F17)")
    for package in _using(workspace, view, name):
        if not package.report:
            raise Refused(f"{name} is exported, and {package.path}, which is not among the paths, may use it (F17)")
        own = workspace.view(package, tests=True)
        yield own
        yield from _variants(workspace, own, name)


def _unseen(workspace: Workspace, package: Package) -> Iterator[str]:
    """Go files of the module that were not loaded."""
    root = package.directory
    while root and workspace.tree.stat(posixpath.join(root, "go.mod")) is None:
        root = posixpath.dirname(root)
    work = [root]
    while work:
        folder = work.pop()
        for entry in workspace.tree.list(folder):
            path = posixpath.join(folder, entry.name)
            if entry.directory and not entry.name.startswith((".", "_")) and entry.name not in ("vendor", "testdata"):
                work.append(path)
            elif entry.name.endswith(".go") and not entry.directory and not entry.reason and not workspace.knows(path):
                yield path
